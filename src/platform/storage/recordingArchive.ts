import type { BlobItem, ContainerClient } from '@azure/storage-blob';
import { earlier, fromEpochMs, type Instant } from '../../kernel/time.ts';
import { deadline } from './connect.ts';
import { listPages } from './listing.ts';
import type { RecordingArchive, StoredBlob } from './ports.ts';
import { asked, blobOf, readBlobRange } from './ranges.ts';

/** Metadata an import leaves: when the file was last written where it came from, ISO 8601. */
export const MODIFIED = 'modified';

/** Before this nobody had such files: a clock at its beginning, or nonsense. */
const EARLIEST_MODIFIED_MS = Date.UTC(1990, 0, 1);

/** An imported file is as old as where it came from, so that one whose call nothing dates is not kept longer. */
function storedAtOf(created: Date, metadata: Readonly<Record<string, string>>): Instant {
  const stored = fromEpochMs(created.getTime());
  const modified = Date.parse(metadata[MODIFIED] ?? '');
  return modified >= EARLIEST_MODIFIED_MS ? earlier(stored, fromEpochMs(modified)) : stored;
}

/** Listings give it bare, answers in quotes. */
const bareEtag = (etag: string): string => etag.replace(/^(?:W\/)?"(.*)"$/, '$1');

const storedBlob = ({ name, properties, metadata = {} }: BlobItem): StoredBlob => ({
  name,
  bytes: properties.contentLength ?? 0,
  etag: bareEtag(properties.etag),
  storedAt: storedAtOf(properties.createdOn ?? properties.lastModified, metadata),
  metadata,
});

const look = (container: ContainerClient, name: string): Promise<StoredBlob> =>
  asked(container, name, async () => {
    const found = await blobOf(container, name).getProperties(deadline());
    const { etag = '', contentLength = 0, lastModified = new Date(), metadata = {} } = found;
    const properties = { etag, contentLength, lastModified, createdOn: found.createdOn ?? lastModified };
    return storedBlob({ name, properties, metadata, deleted: false, snapshot: '' });
  });

/** The `recordings` container, read only. */
export function createRecordingArchive(
  container: ContainerClient,
  listing: { readonly pageSize?: number } = {},
): RecordingArchive {
  return {
    async *pages(prefix = '') {
      for await (const { blobs } of listPages(container, { ...listing, prefix })) {
        if (blobs.length > 0) yield blobs.map(storedBlob);
      }
    },
    async folders(prefix) {
      const found: string[] = [];
      const question = { ...listing, prefix, byFolder: true, metadata: false };
      for await (const { folders } of listPages(container, question)) found.push(...folders);
      return found;
    },
    async *loosePages(prefix) {
      for await (const { blobs } of listPages(container, { ...listing, prefix, byFolder: true })) {
        if (blobs.length > 0) yield blobs.map(storedBlob);
      }
    },
    look: (name) => look(container, name),
    readRange: (name, offset, length) => readBlobRange(container, name, offset, length),
  };
}
