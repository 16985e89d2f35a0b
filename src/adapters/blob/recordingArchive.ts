import type { BlobItem, ContainerClient } from '@azure/storage-blob';
import { fromEpochMs } from '../../domain/time.ts';
import type { RecordingArchive, StoredBlob } from '../../usecases/audioPorts.ts';
import { deadline } from './connect.ts';
import { translateStorageError } from './errors.ts';
import { readBlobRange, targetOf } from './ranges.ts';

const PAGE = 1_000;

const storedBlob = ({ name, properties, metadata }: BlobItem): StoredBlob => ({
  name,
  bytes: properties.contentLength ?? 0,
  etag: properties.etag,
  storedAt: fromEpochMs((properties.createdOn ?? properties.lastModified).getTime()),
  metadata: metadata ?? {},
});

/** One page after `token`, under a deadline of its own, so that a long listing may take its time but no page may hang. */
async function pageAfter(container: ContainerClient, token: string | undefined) {
  try {
    const pages = container
      .listBlobsFlat({ includeMetadata: true, ...deadline() })
      .byPage({ maxPageSize: PAGE, ...(token ? { continuationToken: token } : {}) });
    const { value, done } = await pages.next();
    return done
      ? { blobs: [], next: undefined }
      : { blobs: value.segment.blobItems, next: value.continuationToken };
  } catch (error) {
    throw translateStorageError(error, targetOf(container));
  }
}

/** The `recordings` container, read only. */
export function createRecordingArchive(container: ContainerClient): RecordingArchive {
  return {
    async *list() {
      let token: string | undefined;
      do {
        const { blobs, next } = await pageAfter(container, token);
        for (const blob of blobs) yield storedBlob(blob);
        token = next;
      } while (token);
    },
    readRange: (name, offset, length) => readBlobRange(container, name, offset, length),
  };
}
