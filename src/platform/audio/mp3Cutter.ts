import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioCutter, AudioRefusal, AudioSource, CheckedAudio, CutPart } from './audio.ts';
import { type FrameRun, scanMp3 } from './mp3Scan.ts';
import type { DecodedPiece, FrameSpan } from './mp3Thread.ts';
import { PCM_HEADER_BYTES, peaksOf, writePcm16Header } from './pcmWav.ts';
import { sourceOfBytes, wholeFile } from './wholeFile.ts';

type Span = Parameters<AudioCutter['cut']>[1];

const broken = (detail: string) => err<AudioRefusal>({ kind: 'broken-audio', detail });

/** The file in memory, and its frames. */
async function opened(source: AudioSource) {
  const file = await wholeFile(source);
  const scanned = await scanMp3(sourceOfBytes(file));
  return scanned.ok ? ok({ facts: scanned.value.facts, frames: framesOf(file, scanned.value.runs) }) : scanned;
}

function framesOf(file: Uint8Array, runs: readonly FrameRun[]): Uint8Array {
  const [only] = runs;
  if (only && runs.length === 1) return file.subarray(only.from, only.to);
  return Buffer.concat(runs.map(({ from, to }) => file.subarray(from, to)));
}

/** The wanted frames behind a header that is still blank; shorter when the audio ends before. */
async function decodeSpan(file: Uint8Array, frames: FrameSpan): Promise<Uint8Array> {
  const wav = new Uint8Array(PCM_HEADER_BYTES + (frames.to - frames.from) * frames.channels * 2);
  let written = PCM_HEADER_BYTES;
  for await (const pcm of decodeMp3(file, frames)) {
    wav.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), written);
    written += pcm.byteLength;
  }
  return written === wav.length ? wav : wav.slice(0, written);
}

/** Cuts an MP3 by decoding it from its beginning: frames lean on each other (bit reservoir). Sample-exact. */
async function cut(source: AudioSource, { fromMs, toMs }: Span): Promise<Result<CutPart, AudioRefusal>> {
  const mp3 = await opened(source);
  if (!mp3.ok) return mp3;
  const { sampleRate, channels, durationMs } = mp3.value.facts;
  const frameAt = (ms: number): number => Math.max(0, Math.round((ms * sampleRate) / 1_000));
  // The measured end is rounded, and may leave out what the decoder gives: a span up to it takes all there is.
  const [from, to] = [frameAt(fromMs), frameAt(toMs >= durationMs ? durationMs + 1_000 : toMs)];
  if (fromMs >= toMs || fromMs >= durationMs) return broken('there is no audio in that span');
  if (!(to > from)) return broken('there is no audio in that span');
  try {
    const wav = await decodeSpan(mp3.value.frames, { channels, from, to });
    if (wav.length === PCM_HEADER_BYTES) return broken('there is no audio in that span');
    writePcm16Header(wav, channels, sampleRate);
    const pcm = wav.subarray(PCM_HEADER_BYTES);
    const frames = pcm.length / (2 * channels);
    const durationMs = Math.round((frames * 1_000) / sampleRate);
    return ok({ wav, durationMs, peaks: peaksOf(pcm, channels), mayLag: true });
  } catch (error) {
    if (error instanceof DecodingFailed) return broken('the MP3 decoder cannot read it');
    throw error;
  }
}

/** Decodes all of it, and keeps nothing but the length. */
async function check(source: AudioSource): Promise<Result<CheckedAudio, AudioRefusal>> {
  const mp3 = await opened(source);
  if (!mp3.ok) return mp3;
  const { sampleRate, channels } = mp3.value.facts;
  try {
    let samples = 0;
    for await (const pcm of decodeMp3(mp3.value.frames, { channels, from: 0, to: Number.MAX_SAFE_INTEGER }))
      samples += pcm.length;
    if (samples === 0) return broken('there is no audio in it');
    return ok({ durationMs: Math.round((samples * 1_000) / (channels * sampleRate)) });
  } catch (error) {
    if (error instanceof DecodingFailed) return broken('the MP3 decoder cannot read it');
    throw error;
  }
}

/** MP3 recordings, MPEG 1, 2 and 2.5, Layer III. Errors of the source pass through. */
export const mp3Cutter: Pick<AudioCutter, 'measure' | 'cut' | 'check'> = {
  measure: async (source) => {
    const scanned = await scanMp3(source);
    return scanned.ok ? ok(scanned.value.facts) : scanned;
  },
  cut,
  check,
};

/** A piece decodes in milliseconds; this long is a decoder that has lost its way. */
const PIECE_MS = 20_000;

const PIECE_BYTES = 256 * 1024;

/** The decoder ended by itself, or did not come back. */
class DecodingFailed extends Error {
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
async function* decodeMp3(file: Uint8Array, frames: FrameSpan): AsyncGenerator<Int16Array> {
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
