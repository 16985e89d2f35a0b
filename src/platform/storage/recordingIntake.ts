import { createHash } from 'node:crypto';
import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { deadline, UPLOAD_MS } from './connect.ts';
import { isTaken } from './errors.ts';
import { type NewBlob, NotStored, type RecordingIntake, unlessMissing } from './ports.ts';
import { asked, BLOCK_BYTES, blobOf } from './ranges.ts';
import { MODIFIED } from './recordingArchive.ts';

/** Metadata by which an import knows its own files again. */
const SHA256 = 'sha256';

const md5Of = (bytes: Uint8Array): Uint8Array => createHash('md5').update(bytes).digest();

/** Block ids must be of one length within a blob. */
const blockId = (at: number): string => Buffer.from(String(at).padStart(8, '0')).toString('base64');

/** A file's bytes in blocks of one size, however they come. */
async function* blocksOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    held.push(piece);
    bytes += piece.length;
    while (bytes >= BLOCK_BYTES) {
      const all = Buffer.concat(held);
      yield all.subarray(0, BLOCK_BYTES);
      held = [all.subarray(BLOCK_BYTES)];
      bytes -= BLOCK_BYTES;
    }
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/** Sends the blocks, each checked against its MD5 on arrival. Nothing is visible until they are put together. */
async function sendBlocks(client: BlockBlobClient, { pieces, bytes, sha256 }: NewBlob) {
  const ids: string[] = [];
  const whole = { sha256: createHash('sha256'), md5: createHash('md5') };
  let sent = 0;
  for await (const block of blocksOf(pieces())) {
    const id = blockId(ids.length);
    await client.stageBlock(id, block, block.length, { transactionalContentMD5: md5Of(block), ...deadline(UPLOAD_MS) });
    ids.push(id);
    whole.sha256.update(block);
    whole.md5.update(block);
    sent += block.length;
  }
  if (sent !== bytes || whole.sha256.digest('hex') !== sha256)
    throw new NotStored('it changed while it was being read');
  return { ids, md5: whole.md5.digest() };
}

/** Puts the blocks together under a name that is free, and looks at what stands there then. */
async function putWhole(client: BlockBlobClient, blob: NewBlob): Promise<'stored' | 'taken'> {
  const { ids, md5: contentMd5 } = await sendBlocks(client, blob);
  try {
    await client.commitBlockList(ids, {
      blobHTTPHeaders: { blobContentMD5: contentMd5 },
      metadata: { [SHA256]: blob.sha256, [MODIFIED]: blob.modified },
      conditions: { ifNoneMatch: '*' },
      ...deadline(UPLOAD_MS),
    });
  } catch (error) {
    if (isTaken(error)) return 'taken';
    throw error;
  }
  const { contentLength, contentMD5 } = await client.getProperties(deadline());
  if (contentLength !== blob.bytes || !contentMD5 || !Buffer.from(contentMD5).equals(contentMd5))
    throw new NotStored('storage holds other bytes than were sent: delete it there, and import it again');
  return 'stored';
}

/** The `recordings` container, as an import writes to it. Nothing is overwritten. */
export function createRecordingIntake(container: ContainerClient): RecordingIntake {
  return {
    look: (name) =>
      unlessMissing(
        asked(container, name, async () => {
          const { metadata = {}, contentMD5 } = await blobOf(container, name).getProperties(deadline());
          const md5 = contentMD5 ? Buffer.from(contentMD5).toString('hex') : null;
          return { sha256: metadata[SHA256] ?? null, md5 };
        }),
      ),
    put: (blob) => asked(container, blob.name, () => putWhole(blobOf(container, blob.name).getBlockBlobClient(), blob)),
  };
}
