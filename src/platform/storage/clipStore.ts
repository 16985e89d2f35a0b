import type { BlobServiceClient } from '@azure/storage-blob';
import { fromEpochMs } from '../../kernel/time.ts';
import { CONTAINERS, deadline, UPLOAD_MS } from './connect.ts';
import { signReadLink } from './directLink.ts';
import { translateStorageError } from './errors.ts';
import { listPages } from './listing.ts';
import type { ClipStore } from './ports.ts';
import { readBlobRange, targetOf } from './ranges.ts';

/** Pieces small enough that each is written within one try. */
const BLOCK_BYTES = 4 * 1024 * 1024;

/** Written and deleted again, to see that storage takes both; what is left of it goes with the stray clips. */
const TRIED_OUT = 'tried-out';

/** The `clips` container. Never cached on the way: a withdrawn clip must be gone. */
export function createClipStore(service: BlobServiceClient, containerName: string = CONTAINERS.clips): ClipStore {
  const container = service.getContainerClient(containerName);

  async function asked<T>(name: string, question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw translateStorageError(error, targetOf(container, name));
    }
  }

  return {
    put: (name, wav) =>
      asked(name, async () => {
        await container.getBlockBlobClient(name).uploadData(wav, {
          ...deadline(UPLOAD_MS),
          blobHTTPHeaders: { blobContentType: 'audio/wav', blobCacheControl: 'no-store' },
          maxSingleShotSize: BLOCK_BYTES,
          blockSize: BLOCK_BYTES,
          concurrency: 2,
        });
      }),
    readRange: (name, offset, length) => readBlobRange(container, name, offset, length),
    async *pages() {
      for await (const { blobs } of listPages(container, { metadata: false }))
        yield blobs.map(({ name, properties }) => ({
          name,
          storedAt: fromEpochMs((properties.createdOn ?? properties.lastModified).getTime()),
        }));
    },
    remove: (name) =>
      asked(name, async () => {
        await container.getBlobClient(name).deleteIfExists({ deleteSnapshots: 'include', ...deadline() });
      }),
    directLink: (name, until) => asked(name, () => signReadLink(service, container, name, until)),
    tryOut: () =>
      asked(TRIED_OUT, async () => {
        const blob = container.getBlockBlobClient(TRIED_OUT);
        await blob.upload('.', 1, deadline());
        await blob.deleteIfExists({ deleteSnapshots: 'include', ...deadline() });
      }),
  };
}
