import { type BlobServiceClient, type ContainerClient, RestError } from '@azure/storage-blob';
import { CONTAINERS, deadline, UPLOAD_MS } from './connect.ts';
import { translateStorageError } from './errors.ts';
import { listPages } from './listing.ts';
import { type HoldVault, StorageUnavailable } from './ports.ts';
import { blobOf, readBlobRange, targetOf, writeBlob } from './ranges.ts';

/** Polling interval for an asynchronous blob copy. */
const ASK_MS = 500;

/** Asked for at once: most recordings come in one answer, and each answer has its own time to come. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** The `holds` container, filled from `recordings`. Throws StorageUnavailable. */
export function createHoldVault(
  service: BlobServiceClient,
  containers: Readonly<Record<'recordings' | 'holds', string>> = CONTAINERS,
): HoldVault {
  const recordings = service.getContainerClient(containers.recordings);
  const holds = service.getContainerClient(containers.holds);
  return {
    copyIn: (recording, name) => copyWithin(recordings, recording, holds, name),
    copyAgain: (held, name) => copyWithin(holds, held, holds, name),
    put: (name, bytes) => writeBlob(holds, name, bytes),
    read: (name) => readWhole(holds, name),
    readRange: (name, offset, length) => readBlobRange(holds, name, offset, length),
    async count() {
      let held = 0;
      for await (const { blobs } of listPages(holds, { metadata: false })) held += blobs.length;
      return held;
    },
  };
}

async function readWhole(container: ContainerClient, name: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; ; at += PIECE_BYTES) {
    const piece = await readBlobRange(container, name, at, PIECE_BYTES);
    pieces.push(piece);
    if (piece.length < PIECE_BYTES) break;
  }
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
}

/** Storage copies by itself where it may read the source; where an account forbids that, bytes go through the desk. */
async function copyWithin(from: ContainerClient, recording: string, to: ContainerClient, name: string): Promise<void> {
  try {
    const poller = await blobOf(to, name).beginCopyFromURL(blobOf(from, recording).url, {
      ...deadline(UPLOAD_MS),
      intervalInMs: ASK_MS,
    });
    // The poller itself would ask a storage that has gone quiet for ever.
    const late = setTimeout(() => poller.stopPolling(), UPLOAD_MS);
    const { copyStatus } = await poller.pollUntilDone().finally(() => clearTimeout(late));
    if (copyStatus !== 'success') throw new StorageUnavailable(`Storage did not finish a copy (${copyStatus})`);
  } catch (error) {
    if (!isNotAllowed(error)) throw translateStorageError(error, targetOf(from, recording));
    await writeBlob(to, name, await readWhole(from, recording));
  }
}

const isNotAllowed = (error: unknown): boolean =>
  error instanceof RestError && (error.statusCode === 401 || error.statusCode === 403);
