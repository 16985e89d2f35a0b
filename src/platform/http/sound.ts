import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import { refusedText } from './refusalResponse.ts';
import type { Answer, Headers } from './response.ts';

/** Something to hear, piece by piece; each question asks for access again. */
export interface Sound {
  /** How many bytes there are; nothing is heard by asking. */
  readonly size: () => Promise<Result<number, Refused>>;
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
  return { status: 200, headers: { ...AUDIO, 'content-length': String(size.value) }, body: '' };
}

/**
 * A range is answered to its end, but read in pieces of `RANGE_BYTES`, and access is asked for again before
 * each: revoked in between, the answer breaks off and the browser's next range is refused. Simply giving less
 * than was asked for would not do: Chromium asks for the rest, but Firefox takes the end of the first answer
 * for the end of the recording.
 */
export async function playSound(sound: Sound, asked: string | undefined, zone: string): Promise<Answer> {
  const size = await sound.size();
  const total = size.ok ? size.value : RANGE_BYTES;
  const range = rangeAsked(asked, total);
  if (size.ok && !range) return unsatisfiable(total);
  // Asked for even when it is refused already: an attempt is written down whatever its outcome.
  const { offset, length } = range ?? { offset: 0, length: RANGE_BYTES };
  const first = await sound.piece(offset, length);
  if (!first.ok) return refusedText(first.error, zone);
  return {
    status: 206,
    headers: { ...AUDIO, 'content-range': `bytes ${offset}-${offset + length - 1}/${total}` },
    body: { length, pieces: () => piecesFrom(sound, first.value, { offset, length }) },
  };
}

const unsatisfiable = (total: number): Answer => ({
  status: 416,
  headers: { ...AUDIO, 'content-type': 'text/plain; charset=utf-8', 'content-range': `bytes */${total}` },
  body: '',
});

/** The rest of a range after its first piece; ends early when access does, or when storage does not answer. */
async function* piecesFrom(sound: Sound, first: ClipRange, { offset, length }: ByteRange): AsyncIterable<Uint8Array> {
  const end = offset + length;
  let at = offset;
  for (let { body } = first; body.length > 0; ) {
    yield body;
    at += body.length;
    if (at >= end) return;
    const next = await sound.piece(at, end - at);
    if (!next.ok) return;
    body = next.value.body;
  }
}

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
