import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioRefusal, AudioSource } from './audio.ts';
import { nameOfBytes, nameOfTag } from './formatNames.ts';
import { piecesFrom } from './wholeFile.ts';

/** Where the samples of a WAV lie, and how to read them. */
export interface WavLayout {
  /** `mp3` is a stream of frames in place of samples. */
  readonly codec: 'pcm16' | 'alaw' | 'mulaw' | 'mp3';
  readonly channels: number;
  /** Frames a second; a frame is one sample of each channel. */
  readonly sampleRate: number;
  /** Bytes of one frame as stored. */
  readonly frameBytes: number;
  /** Where they really are, in order: a file may hold several recordings one behind the other. */
  readonly parts: readonly { readonly at: number; readonly bytes: number }[];
}

type Format = Omit<WavLayout, 'parts'>;

/** Enough for the usual header with a LIST chunk; what lies further is fetched as it is reached. */
const WINDOW = 1024;

/** A file of thousands of tiny chunks is an attack or a mistake. */
const MAX_WINDOWS = 32;

/** The same of a file with sound in it: each recording in it costs a few. */
const MAX_WINDOWS_BEHIND = 10_000;

const PCM = 1;

const ALAW = 6;

const MULAW = 7;

const MP3 = 85;

/** What Layer III and G.711 are ever sampled at, and PCM with room to spare. */
const RATES = { least: 1_000, most: 768_000 };

const EXTENSIBLE = 0xfffe;

/** The last 14 bytes of a sub-format GUID whose first two are a format tag (mmreg.h, KSDATAFORMAT_SUBTYPE_*). */
const SUBFORMAT_TAIL = '000000001000800000aa00389b71';

const broken = (detail: string) => err<AudioRefusal>({ kind: 'broken-audio', detail });

const noSound = (detail: string) => err<AudioRefusal>({ kind: 'no-sound', detail });

const unsupported = (format: string) => err<AudioRefusal>({ kind: 'unsupported-audio', format });

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const idAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

function tagOf(fmt: Uint8Array, view: DataView): number | undefined {
  const tag = view.getUint16(0, true);
  if (tag !== EXTENSIBLE) return tag;
  if (fmt.length < 40) return undefined;
  const tail = Buffer.from(fmt.subarray(26, 40)).toString('hex');
  return tail === SUBFORMAT_TAIL ? view.getUint16(24, true) : EXTENSIBLE;
}

function parseFormat(fmt: Uint8Array): Result<Format, AudioRefusal> {
  if (fmt.length < 16) return broken('the format chunk is too short');
  const view = viewOf(fmt);
  const tag = tagOf(fmt, view);
  if (tag === undefined) return broken('the extensible format chunk is too short');
  if (tag === EXTENSIBLE) return unsupported('WAV with a private sub-format');
  if (tag === MP3) return ok({ codec: 'mp3', channels: 1, sampleRate: 0, frameBytes: 1 });
  if (tag !== PCM && tag !== ALAW && tag !== MULAW) return unsupported(nameOfTag(tag));
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const blockAlign = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  if (channels === 0 || sampleRate === 0) return broken('the header names no channels or no sample rate');
  if (sampleRate < RATES.least || sampleRate > RATES.most)
    return broken('the header names a sample rate that cannot be');
  if (tag === PCM && bits !== 16) return unsupported(`${bits}-bit PCM`);
  if (channels > 2) return unsupported(`WAV with ${channels} channels`);
  const frameBytes = channels * (tag === PCM ? 2 : 1);
  if (blockAlign !== 0 && blockAlign !== frameBytes) return broken('the header contradicts itself');
  const codec = tag === PCM ? 'pcm16' : tag === ALAW ? 'alaw' : 'mulaw';
  return ok({ codec, channels, sampleRate, frameBytes });
}

/** Reads a file in windows, so that walking the chunks of a small header costs one request. */
function windowOn(source: AudioSource, first: Uint8Array, most: () => number) {
  let start = 0;
  let held = first;
  let fetched = 1;
  return async (offset: number, length: number): Promise<Uint8Array | undefined> => {
    if (offset < start || offset + length > start + held.length) {
      if (fetched >= most() || offset >= source.bytes) return undefined;
      fetched += 1;
      start = offset;
      held = await source.read(offset, Math.max(length, Math.min(WINDOW, source.bytes - offset)));
    }
    const part = held.subarray(offset - start, offset - start + length);
    return part.length === length ? part : undefined;
  };
}

type ReadAt = ReturnType<typeof windowOn>;

/** What follows samples often enough to be known for a chunk even where it is cut short. */
const KNOWN_CHUNKS = new Set(['LIST', 'fact', 'bext', 'cue ', 'id3 ', 'ID3 ', 'JUNK', 'smpl', 'afsp', 'iXML']);

/** Whether chunks begin at `offset`, and nothing but chunks stands there to the end of the file. */
async function areChunks(at: ReadAt, bytes: number, offset: number): Promise<boolean> {
  for (let next = offset; bytes - next >= 8; ) {
    const head = await at(next, 8);
    const id = head && idAt(head, 0);
    if (!head || !id || !/^[A-Za-z][\w ]{3}$/.test(id)) return false;
    if (id === 'RIFF' || id === 'data') return true;
    const size = viewOf(head).getUint32(4, true);
    if (next + 8 + size > bytes) return KNOWN_CHUNKS.has(id);
    next += 8 + size + (size % 2);
  }
  return true;
}

async function areZeros(source: AudioSource, offset: number): Promise<boolean> {
  for await (const piece of piecesFrom(source, offset, 64 * 1024)) if (piece.some((byte) => byte !== 0)) return false;
  return true;
}

/**
 * How many bytes of samples there are from `body` on: as many as the header says, where what follows them is
 * chunks, padding or nothing; otherwise the header was never finished, and the rest of the file is samples.
 */
async function dataBytes(source: AudioSource, at: ReadAt, body: number, size: number): Promise<number> {
  const held = Math.max(0, source.bytes - body);
  if (size >= held || (size === 0 && held < 8)) return held;
  const isSaid =
    (await areChunks(at, source.bytes, body + size + (size % 2))) ||
    (size % 2 === 1 && (await areChunks(at, source.bytes, body + size))) ||
    (size > 0 && (await areZeros(source, body + size)));
  return isSaid ? size : held;
}

/**
 * Walks the chunks of a RIFF WAV, downloading no more than those. Where the sizes that the header states
 * differ from what the file holds (a phone system that never came back to finish the header; recordings put
 * one behind the other), the file counts. Layout: Multimedia Programming Interface and Data Specifications 1.0
 * (IBM, Microsoft, 1991); RFC 2361.
 */
export async function readWavHeader(source: AudioSource): Promise<Result<WavLayout, AudioRefusal>> {
  const head = await source.read(0, Math.min(WINDOW, source.bytes));
  if (head.length === 0) return noSound('the file is empty');
  if (head.length < 12 || idAt(head, 0) !== 'RIFF') return unsupported(nameOfBytes(head));
  if (idAt(head, 8) !== 'WAVE') return unsupported(`RIFF ${idAt(head, 8).trim()}`);
  const parts: { at: number; bytes: number }[] = [];
  const at = windowOn(source, head, () => (parts.length === 0 ? MAX_WINDOWS : MAX_WINDOWS_BEHIND));
  let format: Format | undefined;
  let offset = 12;
  for (;;) {
    const chunk = await at(offset, 8);
    if (!chunk) break;
    const id = idAt(chunk, 0);
    let size = viewOf(chunk).getUint32(4, true);
    const body = offset + 8;
    if (id === 'data') {
      if (!format) return broken('the samples come before the format');
      size = await dataBytes(source, at, body, size);
      const whole = size - (size % format.frameBytes);
      if (whole > 0) parts.push({ at: body, bytes: whole });
    }
    if (id === 'fmt ') {
      const fmt = await at(body, Math.min(size, 40));
      if (!fmt) return broken('the format chunk is cut short');
      const parsed = parseFormat(fmt);
      if (!parsed.ok) return parsed;
      if (parts.length > 0 && !isDeepStrictEqual(format, parsed.value))
        return unsupported('WAV of several formats, one behind the other');
      format = parsed.value;
    }
    // Another recording stands behind this one: its chunks are inside.
    if (id === 'RIFF' && parts.length > 0) size = 4;
    // Chunks start on even offsets: an odd one is followed by a byte that its size does not count, or should be.
    const end = body + size;
    const isPadded = size % 2 === 1 && !(id === 'data' && (await startsChunk(at, end)));
    offset = isPadded ? end + 1 : end;
  }
  if (format && parts.length > 0) return ok({ ...format, parts });
  // A chunk that claims more than the file holds: what its samples were cannot be told.
  if (offset > source.bytes + 1) return broken('the file ends before its samples begin');
  return noSound('there are no samples in it');
}

const startsChunk = async (at: ReadAt, offset: number): Promise<boolean> => {
  const head = await at(offset, 4);
  return head !== undefined && /^(?:RIFF|data|LIST|fact)$/.test(idAt(head, 0));
};
