import {
  BlobSASPermissions,
  type BlobServiceClient,
  type ContainerClient,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { epochMs, fromEpochMs, type Instant } from '../../kernel/time.ts';
import { CONTAINERS, deadline } from './connect.ts';
import { listPages } from './listing.ts';
import type { ClipStore } from './ports.ts';
import { asked, readBlobRange, writeBlob } from './ranges.ts';

/** Written and deleted again, to see that storage takes both; what is left of it goes with the stray clips. */
const TRIED_OUT = 'tried-out';

/** The `clips` container. Never cached on the way: a withdrawn clip must be gone. */
export function createClipStore(service: BlobServiceClient, containerName: string = CONTAINERS.clips): ClipStore {
  const container = service.getContainerClient(containerName);

  return {
    put: (name, wav) => writeBlob(container, name, wav, { blobContentType: 'audio/wav', blobCacheControl: 'no-store' }),
    readRange: (name, offset, length) => readBlobRange(container, name, offset, length),
    async *pages() {
      for await (const { blobs } of listPages(container, { metadata: false }))
        yield blobs.map(({ name, properties }) => ({
          name,
          storedAt: fromEpochMs((properties.createdOn ?? properties.lastModified).getTime()),
        }));
    },
    remove: (name) =>
      asked(container, name, async () => {
        await container.getBlobClient(name).deleteIfExists({ deleteSnapshots: 'include', ...deadline() });
      }),
    directLink: (name, until) => asked(container, name, () => signReadLink(service, container, name, until)),
    tryOut: () =>
      asked(container, TRIED_OUT, async () => {
        const blob = container.getBlockBlobClient(TRIED_OUT);
        await blob.upload('.', 1, deadline());
        await blob.deleteIfExists({ deleteSnapshots: 'include', ...deadline() });
      }),
  };
}

/** Clocks differ: a key that begins now may not have begun at the storage. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * A SAS for one blob, read only, until `until`. Signed with the account key when the client has one;
 * otherwise with a user delegation key, which says who asked for it. HTTPS only, save for an emulator that
 * has none. Source: Azure "Create a user delegation SAS" and "Create a service SAS".
 */
async function signReadLink(
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
