import type { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS, deadline, UPLOAD_MS } from './connect.ts';
import { isTaken } from './errors.ts';
import { listPages } from './listing.ts';
import type { CheckpointVault } from './ports.ts';
import { asked, blobOf, readBlobRange } from './ranges.ts';

/** A checkpoint is a few hundred bytes. */
const MOST_BYTES = 16_384;

export function createCheckpointVault(service: BlobServiceClient): CheckpointVault {
  const container = service.getContainerClient(CONTAINERS.checkpoints);
  return {
    put: (name, text) =>
      asked(container, name, async () => {
        const options = { conditions: { ifNoneMatch: '*' }, ...deadline(UPLOAD_MS) };
        const upload = blobOf(container, name).getBlockBlobClient().upload(text, Buffer.byteLength(text), options);
        await upload.catch((error: unknown) => {
          if (!isTaken(error)) throw error;
        });
      }),
    async last(prefix) {
      let name: string | undefined;
      for await (const { blobs } of listPages(container, { prefix, metadata: false }))
        name = blobs.at(-1)?.name ?? name;
      return name && Buffer.from(await readBlobRange(container, name, 0, MOST_BYTES)).toString('utf8');
    },
  };
}
