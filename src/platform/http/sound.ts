import { setTimeout } from 'node:timers/promises';
import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import { refusedPage, refusedText } from './refusalResponse.ts';
import type { Answer, Headers, Pieces } from './response.ts';

/** Something to hear, piece by piece; each question asks for access again. */
export interface Sound {
  /** Nothing is heard by asking. */
  readonly size: () => Promise<Result<{ readonly bytes: number; readonly durationMs: number }, Refused>>;
  readonly piece: (offset: number, length: number) => Promise<Result<ClipRange, Refused>>;
}

const AUDIO: Headers = {
  'content-type': 'audio/wav',
  'accept-ranges': 'bytes',
  // A proxy that gathered the answer would take more of it than is being heard.
  'x-accel-buffering': 'no',
};

/** What `hearSound` would answer, without the sound. */
export async function describeSound(sound: Sound, zone: string): Promise<Answer> {
  const size = await sound.size();
  if (!size.ok) return refusedText(size.error, zone);
  return { status: 200, headers: { ...AUDIO, 'content-length': String(size.value.bytes) }, body: '' };
}

/**
 * A range is answered to its end, but read in pieces of `RANGE_BYTES`, and access is asked for again before
 * each: revoked in between, the answer breaks off and the browser's next range is refused. Simply giving less
 * than was asked for would not do: Chromium asks for the rest, but Firefox takes the end of the first answer
 * for the end of the recording. No more is sent than a listener needs soon: what has been sent cannot be stopped.
 */
export async function playSound(sound: Sound, asked: string | undefined, zone: string): Promise<Answer> {
  const size = await sound.size();
  const { bytes: total, durationMs } = size.ok ? size.value : { bytes: RANGE_BYTES, durationMs: 0 };
  const range = rangeAsked(asked, total);
  if (size.ok && !range) return unsatisfiable(total);
  // Asked for even when it is refused already: an attempt is written down whatever its outcome.
  const { offset, length } = range ?? { offset: 0, length: RANGE_BYTES };
  const first = await sound.piece(offset, length);
  if (!first.ok) return refusedText(first.error, zone);
  return {
    status: 206,
    headers: { ...AUDIO, 'content-range': `bytes ${offset}-${offset + length - 1}/${total}` },
    body: piecesOf(sound, first.value, { offset, length }, durationMs / total),
  };
}

/** The whole of it as a file; read, and access asked for, piece by piece as above. */
export async function saveSound(sound: Sound, name: string, zone: string): Promise<Answer> {
  const first = await sound.piece(0, RANGE_BYTES);
  if (!first.ok) return refusedPage(first.error, zone);
  return {
    status: 200,
    headers: { 'content-type': 'audio/wav', 'content-disposition': `attachment; filename="${name}.wav"` },
    body: piecesOf(sound, first.value, { offset: 0, length: first.value.total }),
  };
}

/** The same of a file that lies in memory. */
export const inPieces = (bytes: Uint8Array, mayGoOn: () => Promise<boolean>): Pieces => ({
  length: bytes.length,
  mayGoOn,
  async *pieces() {
    for (let at = 0; at < bytes.length && (at === 0 || (await mayGoOn())); at += RANGE_BYTES)
      yield bytes.subarray(at, at + RANGE_BYTES);
  },
});

const unsatisfiable = (total: number): Answer => ({
  status: 416,
  headers: { ...AUDIO, 'content-type': 'text/plain; charset=utf-8', 'content-range': `bytes */${total}` },
  body: '',
});

/** So much sound an answer may be ahead of its listener at once; what follows comes so many times as fast as it plays. */
const AHEAD_MS = 30_000;
const PACE = 4;

/** A range from its first piece on; ends early when access does, or when storage does not answer. */
const piecesOf = (sound: Sound, first: ClipRange, { offset, length }: ByteRange, msPerByte = 0): Pieces => ({
  length,
  mayGoOn: async () => (await sound.size()).ok,
  async *pieces() {
    const startedAt = performance.now();
    let { body } = first;
    for (let sent = 0; body.length > 0; ) {
      yield body;
      sent += body.length;
      if (sent >= length) return;
      const dueAt = startedAt + (sent * msPerByte - AHEAD_MS) / PACE;
      await setTimeout(Math.max(0, dueAt - performance.now()), undefined, { ref: false });
      const next = await sound.piece(offset + sent, length - sent);
      if (!next.ok) return;
      body = next.value.body;
    }
  },
});

/** A stretch of bytes: `offset` and how many. */
interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The part of `total` bytes a `Range` header asks for, cut at the end; everything when there is none, or one
 * in another unit. Undefined when there is no such part, or when several are asked for at once.
 */
function rangeAsked(header: string | undefined, total: number): ByteRange | undefined {
  const text = header?.replaceAll(' ', '');
  if (!text?.startsWith('bytes=')) return { offset: 0, length: total };
  const [, from = '', to = ''] = ONE_RANGE.exec(text) ?? [];
  if (from === '') return to === '' ? undefined : lastBytes(Number(to), total);
  const end = Math.min(to === '' ? total : Number(to) + 1, total);
  const offset = Number(from);
  return offset < end ? { offset, length: end - offset } : undefined;
}

function lastBytes(count: number, total: number): ByteRange | undefined {
  const length = Math.min(count, total);
  return length > 0 ? { offset: total - length, length } : undefined;
}
export interface ClipRange {
  readonly body: Uint8Array;
  readonly offset: number;
  readonly total: number;
}

/** Longest piece of audio at once, about sixteen seconds: access is asked for anew before the next. */
export const RANGE_BYTES = 256 * 1024;
