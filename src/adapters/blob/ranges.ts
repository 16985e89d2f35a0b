import { buffer } from 'node:stream/consumers';
import type { ContainerClient } from '@azure/storage-blob';
import { deadline } from './connect.ts';
import { isPastTheEnd, type StorageTarget, translateStorageError } from './errors.ts';

/** For messages: where `blob` of `container` is. */
export const targetOf = (container: ContainerClient, blob?: string): StorageTarget => ({
  url: container.url.slice(0, container.url.lastIndexOf('/')),
  container: container.containerName,
  ...(blob === undefined ? {} : { blob }),
});

/** Bytes `offset` to `offset + length - 1` of a blob, fewer at its end, none after it. Throws BlobMissing or StorageUnavailable. */
export async function readBlobRange(
  container: ContainerClient,
  name: string,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (length <= 0) return new Uint8Array(0);
  try {
    const answer = await container
      .getBlobClient(name)
      .download(offset, length, { ...deadline(), maxRetryRequests: 1 });
    return answer.readableStreamBody ? await buffer(answer.readableStreamBody) : new Uint8Array(0);
  } catch (error) {
    if (isPastTheEnd(error)) return new Uint8Array(0);
    throw translateStorageError(error, targetOf(container, name));
  }
}
