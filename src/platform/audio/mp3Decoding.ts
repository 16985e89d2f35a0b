import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DecodedPiece, FrameSpan } from './mp3Thread.ts';

/** A piece decodes in milliseconds; this long is a decoder that has lost its way. */
const PIECE_MS = 20_000;

const PIECE_BYTES = 256 * 1024;

/** The decoder ended by itself, or did not come back. */
export class DecodingFailed extends Error {
  override readonly name = 'DecodingFailed';
}

async function askThread(thread: Worker, bytes: Uint8Array): Promise<DecodedPiece> {
  const answer = once(thread, 'message', { signal: AbortSignal.timeout(PIECE_MS) });
  thread.postMessage(bytes);
  try {
    const [decoded] = (await answer) as [DecodedPiece];
    return decoded;
  } catch {
    throw new DecodingFailed('The MP3 decoder gave up');
  }
}

/**
 * Decodes an MP3 from its beginning and gives the samples that are wanted, piece by piece: 16 bits, channels
 * interleaved. Gapless, as the encoder’s note allows. Throws DecodingFailed.
 */
export async function* decodeMp3(file: Uint8Array, frames: FrameSpan): AsyncGenerator<Int16Array> {
  const thread = new Worker(new URL('./mp3Thread.ts', import.meta.url), { workerData: frames });
  // An ending of the thread is told by the question under way; unheard, it would end the process.
  thread.on('error', () => {});
  try {
    for (let at = 0; at < file.length; at += PIECE_BYTES) {
      const { pcm, done } = await askThread(thread, file.slice(at, at + PIECE_BYTES));
      if (pcm.length > 0) yield pcm;
      if (done) return;
    }
  } finally {
    await thread.terminate();
  }
}
