import type { BlobClient, BlobHTTPHeaders, ContainerClient } from '@azure/storage-blob';
import { deadline, UPLOAD_MS } from './connect.ts';
import { isPastTheEnd, type StorageTarget, translateStorageError } from './errors.ts';
import { BlobMissing } from './ports.ts';

/** For messages: where `blob` of `container` is. */
export const targetOf = (container: ContainerClient, blob?: string): StorageTarget => ({
  url: container.url.slice(0, container.url.lastIndexOf('/')),
  container: container.containerName,
  ...(blob === undefined ? {} : { blob }),
});

/** Asks something of storage about a blob, or about the container itself. What goes wrong is thrown as the ports know it. */
export async function asked<T>(
  container: ContainerClient,
  blob: string | undefined,
  question: () => Promise<T>,
): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw translateStorageError(error, targetOf(container, blob));
  }
}

/** Segments that an address resolves away: `recordings/../clips/a.wav` would be another container’s blob. */
const RESOLVED_AWAY = new Set(['.', '..']);

/** True for a name that stays itself in an address. No other can stand in a container by way of the SDK. */
export const isAddressable = (name: string): boolean =>
  name !== '' && !name.split('/').some((segment) => RESOLVED_AWAY.has(segment));

/** A client for one blob of this container and of no other. Throws BlobMissing for a name that would lead out of it. */
export function blobOf(container: ContainerClient, name: string): BlobClient {
  if (isAddressable(name)) return container.getBlobClient(name);
  throw new BlobMissing(`Not in the container ${container.containerName}: a name that leads out of it`);
}

/** Pieces small enough that each is written within one try. */
export const BLOCK_BYTES = 4 * 1024 * 1024;

/** Writes a blob, over what stands under its name. Throws StorageUnavailable. */
export const writeBlob = (
  container: ContainerClient,
  name: string,
  bytes: Uint8Array,
  blobHTTPHeaders: BlobHTTPHeaders = {},
): Promise<void> =>
  asked(container, name, async () => {
    await container
      .getBlockBlobClient(name)
      .uploadData(bytes, {
        ...deadline(UPLOAD_MS),
        blobHTTPHeaders,
        maxSingleShotSize: BLOCK_BYTES,
        blockSize: BLOCK_BYTES,
        concurrency: 2,
      });
  });

/** Bytes `offset` to `offset + length - 1` of a blob, fewer at its end. Throws BlobMissing or StorageUnavailable. */
export async function readBlobRange(
  container: ContainerClient,
  name: string,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (length <= 0) return new Uint8Array(0);
  try {
    const answer = await blobOf(container, name).download(offset, length, { ...deadline(), maxRetryRequests: 1 });
    return answer.readableStreamBody ? await bytesOf(answer.readableStreamBody) : new Uint8Array(0);
  } catch (error) {
    if (isPastTheEnd(error)) return new Uint8Array(0);
    throw translateStorageError(error, targetOf(container, name));
  }
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
