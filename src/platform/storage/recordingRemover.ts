import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { type BlobServiceClient, type ContainerClient, RestError } from '@azure/storage-blob';
import { CONTAINERS, deadline } from './connect.ts';
import { storageKindOf, translateStorageError } from './errors.ts';
import type { BlobRemover, Removal } from './ports.ts';
import { blobOf, isAddressable, targetOf } from './ranges.ts';

/** Azure "Blob Batch": at most 256 requests in one. */
export const MAX_AT_ONCE = 256;

/** For one batch: deleting 256 takes storage some seconds. */
const BATCH_MS = 60_000;

/** Before asking once more for what storage was too busy to delete. */
const PAUSE_MS = 1_000;

/** Questions at once, when each blob is asked for by itself. */
const AT_ONCE = 8;

/** Snapshots go with their blob, or storage would refuse. */
const WHOLE = { deleteSnapshots: 'include' } as const;

/** Storage's answer about one blob, before anything is done about it. */
type Answer =
  | { readonly kind: 'settled'; readonly removal: Removal }
  /** Somebody holds a lease on it. */
  | { readonly kind: 'leased' }
  /** Throttled or broken at this moment. */
  | { readonly kind: 'busy'; readonly code: string }
  /** No answer of its own, or one that a batch alone gives: it must be asked for by itself. */
  | { readonly kind: 'alone' };

const settled = (name: string, outcome: Removal['outcome'], code: string | null): Answer => ({
  kind: 'settled',
  removal: { name, outcome, code },
});

/** By the status alone: what another holds for hours is not asked for again a second later. */
const isBusy = (status: number): boolean => storageKindOf(status, '') === 'passing';

/** Codes of a container’s or version’s immutability policy and of a legal hold ("Blob Storage error codes"). */
const isLocked = (code: string): boolean => /Immutab|LegalHold/i.test(code);

/** `LeaseIdMissing` of a blob, `PendingLease…` while one is being given or broken. */
const isLeased = (code: string): boolean => /Lease/.test(code);

function answerOf(name: string, status: number, code: string): Answer {
  if (status >= 200 && status < 300) return settled(name, 'deleted', null);
  if (status === 404) return settled(name, 'gone', null);
  if (isLocked(code)) return settled(name, 'locked', code);
  if (isLeased(code)) return { kind: 'leased' };
  if (isBusy(status)) return { kind: 'busy', code };
  return settled(name, 'failed', code);
}

/** A missing container, a wrong key or a closed firewall is not about one blob. */
const isAboutAll = (status: number | undefined, code: string): boolean =>
  status === undefined || ['app', 'place'].includes(storageKindOf(status, code));

async function removeAlone(container: ContainerClient, name: string): Promise<Answer> {
  try {
    await blobOf(container, name).delete({ ...WHOLE, ...deadline() });
    return settled(name, 'deleted', null);
  } catch (error) {
    const { statusCode, code = 'no code' } = error instanceof RestError ? error : {};
    if (statusCode === undefined || isAboutAll(statusCode, code))
      throw translateStorageError(error, targetOf(container, name));
    return answerOf(name, statusCode, code);
  }
}

/** A lease keeps others from writing, and must not keep a recording from being deleted. */
async function removeLeased(container: ContainerClient, name: string): Promise<Answer> {
  try {
    await blobOf(container, name).getBlobLeaseClient().breakLease(0, deadline());
  } catch (error) {
    // It may have ended by itself, or the blob with it: the deletion will tell.
    const { statusCode } = error instanceof RestError ? error : {};
    if (statusCode === undefined) throw translateStorageError(error, targetOf(container, name));
  }
  return removeAlone(container, name);
}

/** The SDK asks for a token per request of a batch, which takes some sign-ins a second: one does for all of them. */
function askedOnce(credential: ContainerClient['credential']): ContainerClient['credential'] {
  if (!('getToken' in credential)) return credential;
  let token: ReturnType<TokenCredential['getToken']> | undefined;
  return {
    getToken: (scopes, options) => {
      token ??= credential.getToken(scopes, options);
      return token;
    },
  };
}

/** One request for all; an answer for each, in the same order. */
async function removeTogether(container: ContainerClient, names: readonly string[]): Promise<readonly Answer[]> {
  try {
    const addresses = names.map((name) => blobOf(container, name).url);
    const { subResponses } = await container
      .getBlobBatchClient()
      .deleteBlobs(addresses, askedOnce(container.credential), { ...WHOLE, ...deadline(BATCH_MS) });
    // A name that a batch cannot carry is answered 400, or spoils the answers of the others.
    return names.map((name, at) => {
      const { status, errorCode = 'no code' } = subResponses[at] ?? {};
      if (status === undefined || status === 400 || isAboutAll(status, errorCode)) return { kind: 'alone' };
      return answerOf(name, status, errorCode);
    });
  } catch (error) {
    const { statusCode, code = '' } = error instanceof RestError ? error : {};
    const isNoBatch = statusCode === 501 || (statusCode !== undefined && storageKindOf(statusCode, code) === 'item');
    // What came back cannot be read as a batch’s answer, or this account takes none.
    if (isNoBatch || isUnreadable(error)) return names.map(() => ({ kind: 'alone' }));
    throw translateStorageError(error, targetOf(container));
  }
}

/** The SDK’s own complaints about an answer’s shape. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.message.startsWith('Invalid state'));

/** Does `act` for each, some at a time, keeping the order. */
async function forEach<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(act))));
  return results;
}

/** What is not settled by a batch: a lease is broken, an odd name asked for by itself, the rest asked for once more. */
async function settle(container: ContainerClient, name: string, answer: Answer): Promise<Removal> {
  const again = async (): Promise<Answer> => {
    switch (answer.kind) {
      case 'settled':
        return answer;
      case 'leased':
        return removeLeased(container, name);
      case 'busy':
      case 'alone':
        return removeAlone(container, name);
    }
  };
  const next = await again();
  const last = next.kind === 'leased' && answer.kind !== 'leased' ? await removeLeased(container, name) : next;
  switch (last.kind) {
    case 'settled':
      return last.removal;
    case 'busy':
      return { name, outcome: 'failed', code: last.code };
    case 'leased':
      return { name, outcome: 'failed', code: 'LeaseIdMissing' };
    case 'alone':
      return { name, outcome: 'failed', code: null };
  }
}

async function remove(container: ContainerClient, names: readonly string[]): Promise<readonly Removal[]> {
  const answers = names.length > 1 ? await removeTogether(container, names) : [{ kind: 'alone' } as const];
  if (answers.some(({ kind }) => kind === 'busy')) await wait(PAUSE_MS);
  return forEach([...answers.entries()], ([at, answer]) => settle(container, names[at] ?? '', answer));
}

/**
 * Deletes from the containers, by batch (Azure "Blob Batch": not atomic, each answer its own). A batch that fails whole
 * is StorageUnavailable; a name that no address can carry is `failed`, for it may be there and cannot be reached.
 */
export function createBlobRemover(
  service: BlobServiceClient,
  containers: Readonly<Record<'recordings' | 'clips' | 'holds', string>> = CONTAINERS,
): BlobRemover {
  return {
    async remove(which, names) {
      if (names.length > MAX_AT_ONCE) throw new RangeError(`At most ${MAX_AT_ONCE} at once`);
      const container = service.getContainerClient(containers[which]);
      const reachable = names.filter(isAddressable);
      const removals = reachable.length > 0 ? await remove(container, reachable) : [];
      const rest = removals[Symbol.iterator]();
      return names.map((name) => {
        const removal = isAddressable(name) ? rest.next().value : undefined;
        return removal ?? { name, outcome: 'failed', code: 'InvalidResourceName' };
      });
    },
  };
}
