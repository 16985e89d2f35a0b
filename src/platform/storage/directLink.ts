import {
  BlobSASPermissions,
  type BlobServiceClient,
  type ContainerClient,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { epochMs, type Instant } from '../../kernel/time.ts';
import { deadline } from './connect.ts';

/** Clocks differ: a key that begins now may not have begun at the storage. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * A SAS for one blob, read only, until `until`. Signed with the account key when the client has one;
 * otherwise with a user delegation key, which says who asked for it. HTTPS only, save for an emulator that
 * has none. Source: Azure "Create a user delegation SAS" and "Create a service SAS".
 */
export async function signReadLink(
  service: BlobServiceClient,
  container: ContainerClient,
  name: string,
  until: Instant,
): Promise<string> {
  const blob = container.getBlobClient(name);
  const expiresOn = new Date(epochMs(until));
  const plain = new URL(service.url).protocol === 'http:';
  const options = {
    permissions: BlobSASPermissions.parse('r'),
    expiresOn,
    protocol: plain ? SASProtocol.HttpsAndHttp : SASProtocol.Https,
  };
  if (service.credential instanceof StorageSharedKeyCredential) return blob.generateSasUrl(options);
  const startsOn = new Date(Math.min(Date.now(), expiresOn.getTime()) - CLOCK_SKEW_MS);
  const key = await service.getUserDelegationKey(startsOn, expiresOn, deadline());
  return blob.generateUserDelegationSasUrl({ ...options, startsOn }, key);
}
