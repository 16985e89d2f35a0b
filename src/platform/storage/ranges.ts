import type { BlobClient, ContainerClient } from '@azure/storage-blob';
import { deadline } from './connect.ts';
import { isPastTheEnd, type StorageTarget, translateStorageError } from './errors.ts';
import { BlobMissing } from './ports.ts';

/** For messages: where `blob` of `container` is. */
export const targetOf = (container: ContainerClient, blob?: string): StorageTarget => ({
  url: container.url.slice(0, container.url.lastIndexOf('/')),
  container: container.containerName,
  ...(blob === undefined ? {} : { blob }),
});

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

/**
 * Bytes `offset` to `offset + length - 1` of a blob, fewer at its end, none after it. Throws BlobMissing or
 * StorageUnavailable.
 */
export async function readBlobRange(
  container: ContainerClient,
  name: string,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (length <= 0) return new Uint8Array(0);
  try {
    const answer = await blobOf(container, name).download(offset, length, {
      ...deadline(),
      maxRetryRequests: 1,
    });
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
