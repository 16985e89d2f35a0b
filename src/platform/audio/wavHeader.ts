import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioRefusal, AudioSource } from './audio.ts';
import { nameOfBytes, nameOfTag } from './formatNames.ts';

/** Where the samples of a WAV lie, and how to read them. */
export interface WavLayout {
  readonly codec: 'pcm16' | 'alaw' | 'mulaw';
  readonly channels: number;
  /** Frames a second; a frame is one sample of each channel. */
  readonly sampleRate: number;
  /** Bytes of one frame as stored. */
  readonly frameBytes: number;
  /** Offset of the first frame in the file. */
  readonly dataOffset: number;
  /** Whole frames the file really holds. */
  readonly frames: number;
}

type Format = Omit<WavLayout, 'dataOffset' | 'frames'>;

/** Enough for the usual header with a LIST chunk; what lies further is fetched as it is reached. */
const WINDOW = 1024;

/** A file of thousands of tiny chunks is an attack or a mistake. */
const MAX_WINDOWS = 32;

const PCM = 1;

const ALAW = 6;

const MULAW = 7;

const EXTENSIBLE = 0xfffe;

/**
 * The last 14 bytes of a sub-format GUID whose first two are a format tag (mmreg.h, KSDATAFORMAT_SUBTYPE_*).
 */
const SUBFORMAT_TAIL = '000000001000800000aa00389b71';

const broken = (detail: string) => err<AudioRefusal>({ kind: 'broken-audio', detail });

const unsupported = (format: string) => err<AudioRefusal>({ kind: 'unsupported-audio', format });

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

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
  if (tag !== PCM && tag !== ALAW && tag !== MULAW) return unsupported(nameOfTag(tag));
  const channels = view.getUint16(2, true);
  const sampleRate = view.getUint32(4, true);
  const blockAlign = view.getUint16(12, true);
  const bits = view.getUint16(14, true);
  if (channels === 0 || sampleRate === 0) return broken('the header names no channels or no sample rate');
  if (tag === PCM && bits !== 16) return unsupported(`${bits}-bit PCM`);
  if (channels > 2) return unsupported(`WAV with ${channels} channels`);
  const frameBytes = channels * (tag === PCM ? 2 : 1);
  if (blockAlign !== 0 && blockAlign !== frameBytes) return broken('the header contradicts itself');
  const codec = tag === PCM ? 'pcm16' : tag === ALAW ? 'alaw' : 'mulaw';
  return ok({ codec, channels, sampleRate, frameBytes });
}

/** Reads a file in windows, so that walking the chunks of a small header costs one request. */
function windowOn(source: AudioSource, first: Uint8Array) {
  let start = 0;
  let held = first;
  let fetched = 1;
  return async (offset: number, length: number): Promise<Uint8Array | undefined> => {
    if (offset < start || offset + length > start + held.length) {
      if (fetched === MAX_WINDOWS || offset >= source.bytes) return undefined;
      fetched += 1;
      start = offset;
      held = await source.read(offset, Math.max(length, Math.min(WINDOW, source.bytes - offset)));
    }
    const part = held.subarray(offset - start, offset - start + length);
    return part.length === length ? part : undefined;
  };
}

/**
 * Walks the chunks of a RIFF WAV up to its samples, downloading no more than the header. A data size of 0,
 * 0xFFFFFFFF or more than the file holds (a phone system that never came back to finish the header) means "to
 * the end of the file". Layout: Multimedia Programming Interface and Data Specifications 1.0 (IBM, Microsoft,
 * 1991); RFC 2361.
 */
export async function readWavHeader(source: AudioSource): Promise<Result<WavLayout, AudioRefusal>> {
  const head = await source.read(0, Math.min(WINDOW, source.bytes));
  if (head.length === 0) return broken('the file is empty');
  if (head.length < 12 || idAt(head, 0) !== 'RIFF') return unsupported(nameOfBytes(head));
  if (idAt(head, 8) !== 'WAVE') return unsupported(`RIFF ${idAt(head, 8).trim()}`);
  const at = windowOn(source, head);
  let format: Format | undefined;
  for (let offset = 12; ; ) {
    const chunk = await at(offset, 8);
    if (!chunk) return broken('the file ends before its samples begin');
    const id = idAt(chunk, 0);
    const size = viewOf(chunk).getUint32(4, true);
    const body = offset + 8;
    if (id === 'data') {
      if (!format) return broken('the samples come before the format');
      const held = Math.max(0, source.bytes - body);
      const dataBytes = size === 0 || size > held ? held : size;
      return ok({ ...format, dataOffset: body, frames: Math.floor(dataBytes / format.frameBytes) });
    }
    if (id === 'fmt ') {
      const fmt = await at(body, Math.min(size, 40));
      if (!fmt) return broken('the format chunk is cut short');
      const parsed = parseFormat(fmt);
      if (!parsed.ok) return parsed;
      format = parsed.value;
    }
    // Chunks start on even offsets: an odd one is followed by a byte that its size does not count.
    offset = body + size + (size % 2);
  }
}
