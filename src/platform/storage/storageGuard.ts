import { DefaultAzureCredential } from '@azure/identity';
import { type BlobServiceClient, type ContainerClient, RestError } from '@azure/storage-blob';
import type { ContainerFacts, StorageFacts, StorageFinding } from './accountFacts.ts';
import { MANAGEMENT_URL, type Management, type Refused, readAccountSettings } from './accountSettings.ts';
import { CONTAINERS, deadline } from './connect.ts';
import { translateStorageError } from './errors.ts';
import type { StorageGuard } from './ports.ts';
import { asked } from './ranges.ts';

export interface StorageGuardSettings {
  readonly service: BlobServiceClient;
  /** `/subscriptions/…/storageAccounts/NAME`; without it (null) nobody looks at versioning and lifecycle. */
  readonly resourceId: string | null;
  /** Azure’s own, with the identity of this machine, unless told. */
  readonly management?: Management;
}

const isForbidden = (error: unknown): boolean => error instanceof RestError && error.statusCode === 403;

/** Days a deleted blob is kept; null when this identity may not ask, as one with the usual data role may not. */
async function softDeleteDays(service: BlobServiceClient): Promise<number | null> {
  try {
    const { deleteRetentionPolicy: policy } = await service.getProperties(deadline());
    return policy?.enabled ? (policy.days ?? 1) : 0;
  } catch (error) {
    if (isForbidden(error)) return null;
    throw translateStorageError(error, { url: service.url, container: 'any' });
  }
}

/** Whether the first blobs have versions: only an account that keeps them, or has kept them, gives any. */
async function hasVersions(container: ContainerClient): Promise<boolean> {
  const pages = container.listBlobsFlat({ includeVersions: true, ...deadline() }).byPage({ maxPageSize: 1_000 });
  try {
    const { value, done } = await pages.next();
    return !done && value.segment.blobItems.some(({ versionId }) => versionId !== undefined);
  } catch (error) {
    // An account that cannot have versions (a hierarchical namespace) does not know the question.
    if (error instanceof RestError && (error.statusCode === 400 || error.statusCode === 409)) return false;
    throw error;
  }
}

const factsOf = (container: ContainerClient): Promise<ContainerFacts> =>
  asked(container, undefined, async () => {
    const found = await container.getProperties(deadline());
    return {
      name: container.containerName,
      immutabilityPolicy: found.hasImmutabilityPolicy === true,
      legalHold: found.hasLegalHold === true,
      versionImmutability: found.isImmutableStorageWithVersioningEnabled === true,
      versions: await hasVersions(container),
    };
  });

const mayNotAsk: StorageFinding = {
  kind: 'unknown',
  what: 'The desk may not ask whether storage keeps what is deleted (soft delete), which new accounts do.',
  remedy: 'Give its identity the role Reader on the storage account, and set AZURE_STORAGE_RESOURCE_ID.',
};

const refusedByManagement = ({ refused }: Refused): StorageFinding => ({
  kind: 'unknown',
  what: `Azure did not let the desk look at the account’s versioning and lifecycle rules (${refused}).`,
  remedy:
    refused === 404
      ? 'Check AZURE_STORAGE_RESOURCE_ID: there is no such storage account, or the identity has no role on it.'
      : 'Give the desk’s identity the role Reader on the storage account.',
});

async function lookAt(settings: StorageGuardSettings): Promise<StorageFacts> {
  const { service, resourceId } = settings;
  const names = [CONTAINERS.recordings, CONTAINERS.clips];
  const kept = await softDeleteDays(service);
  const containers: ContainerFacts[] = [];
  for (const name of names) containers.push(await factsOf(service.getContainerClient(name)));
  const data = { containers, holds: CONTAINERS.holds };
  const nothing = { containerSoftDeleteDays: null, versioning: null, restoreDays: null, lifecycle: null };
  const unanswered = kept === null ? [mayNotAsk] : [];
  if (resourceId === null) return { ...data, ...nothing, softDeleteDays: kept, unanswered };
  const management = settings.management ?? { url: MANAGEMENT_URL, credential: new DefaultAzureCredential() };
  const account = await readAccountSettings(management, resourceId);
  if ('refused' in account) {
    const findings = [refusedByManagement(account), ...unanswered];
    return { ...data, ...nothing, softDeleteDays: kept, unanswered: findings };
  }
  return { ...data, ...account, softDeleteDays: kept ?? account.softDeleteDays, unanswered: [] };
}

/** Looks at what the account does with what is deleted: containers, service and, where known, Azure’s management. */
export const createStorageGuard = (settings: StorageGuardSettings): StorageGuard => ({
  inspect: () => lookAt(settings),
});
