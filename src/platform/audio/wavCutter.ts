import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioCutter, AudioRefusal, AudioSource, CheckedAudio, CutPart } from './audio.ts';
import { PCM_HEADER_BYTES, peaksOf, writePcm16Header } from './pcmWav.ts';
import { readWavHeader, type WavLayout } from './wavHeader.ts';
import { joined } from './wholeFile.ts';

/**
 * ITU-T G.711 decoding as two tables of 256 values, 16-bit signed. mu-law is the standard's 14-bit value
 * times 4, A-law its 13-bit value times 8, which is what every 16-bit codec agrees on.
 */

/** One mu-law byte to 16-bit PCM, -32124 to 32124. Every bit is sent inverted. */
function fromMulaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  return code & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}

/** One A-law byte to 16-bit PCM, -32256 to 32256. Even bits are sent inverted; a set sign bit means positive. */
function fromAlaw(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code & 0x70) >> 4;
  const step = ((code & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

const tableOf = (decode: (byte: number) => number): Int16Array =>
  Int16Array.from({ length: 256 }, (_, byte) => decode(byte));

/** 16-bit PCM for each mu-law byte. */
export const MULAW_TO_PCM16 = tableOf(fromMulaw);

/** 16-bit PCM for each A-law byte. */
export const ALAW_TO_PCM16 = tableOf(fromAlaw);

type Span = Parameters<AudioCutter['cut']>[1];

/** Pieces small enough that memory holds little besides the clip; whole frames of 1, 2 or 4 bytes. */
const PIECE_BYTES = 4 * 1024 * 1024;

const lengthMs = (frames: number, sampleRate: number): number => Math.round((frames * 1000) / sampleRate);

/** The samples of a WAV, one behind the other. */
interface Samples extends Omit<WavLayout, 'parts'> {
  readonly source: AudioSource;
  readonly frames: number;
}

export const samplesOf = (source: AudioSource, { parts, ...format }: WavLayout): Samples => {
  const samples = joined(source, parts);
  return { ...format, source: samples, frames: samples.bytes / format.frameBytes };
};

async function read(source: AudioSource): Promise<Result<Samples, AudioRefusal>> {
  const layout = await readWavHeader(source);
  if (!layout.ok) return layout;
  if (layout.value.codec === 'mp3') return err({ kind: 'unsupported-audio', format: 'MP3' });
  return ok(samplesOf(source, layout.value));
}

/** The span’s first frame and the one after its last. A span to the measured end takes all, whatever rounding lost. */
function framesOf({ fromMs, toMs }: Span, { frames, sampleRate }: Samples): { from: number; to: number } {
  const frameAt = (ms: number): number => Math.min(frames, Math.max(0, Math.round((ms * sampleRate) / 1000)));
  return { from: frameAt(fromMs), to: toMs >= lengthMs(frames, sampleRate) ? frames : frameAt(toMs) };
}

/** Writes stored samples as little-endian PCM16 at byte `at` of `pcm`; gives the bytes written. */
function decodeInto(pcm: Uint8Array, at: number, stored: Uint8Array, codec: WavLayout['codec']): number {
  if (codec === 'pcm16') {
    pcm.set(stored, at);
    return stored.length;
  }
  const table = codec === 'alaw' ? ALAW_TO_PCM16 : MULAW_TO_PCM16;
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  for (let i = 0; i < stored.length; i += 1) view.setInt16(at + i * 2, table[stored[i] ?? 0] ?? 0, true);
  return stored.length * 2;
}

/** Whole frames `from` to `to` as they are stored, piece by piece; fewer when the file ends early. */
async function* storedFrames({ source, frameBytes }: Samples, from: number, to: number): AsyncGenerator<Uint8Array> {
  const end = to * frameBytes;
  for (let offset = from * frameBytes; offset < end; offset += PIECE_BYTES) {
    const wantedLength = Math.min(PIECE_BYTES, end - offset);
    const piece = (await source.read(offset, wantedLength)).subarray(0, wantedLength);
    const whole = piece.subarray(0, piece.length - (piece.length % frameBytes));
    yield whole;
    if (whole.length < wantedLength) return;
  }
}

/** Downloads frames `from` to `to` into a WAV whose header is still blank; shorter when the file ends early. */
async function downloadAsPcm(samples: Samples, from: number, to: number): Promise<Uint8Array> {
  const wav = new Uint8Array(PCM_HEADER_BYTES + (to - from) * samples.channels * 2);
  let written = PCM_HEADER_BYTES;
  for await (const stored of storedFrames(samples, from, to))
    written += decodeInto(wav, written, stored, samples.codec);
  return written === wav.length ? wav : wav.slice(0, written);
}

async function cut(source: AudioSource, span: Span): Promise<Result<CutPart, AudioRefusal>> {
  const samples = await read(source);
  if (!samples.ok) return samples;
  const { channels, sampleRate } = samples.value;
  const { from, to } = framesOf(span, samples.value);
  // Written so that a span of NaN is refused too.
  if (!(to > from)) return err({ kind: 'broken-audio', detail: 'there is no audio in that span' });
  const wav = await downloadAsPcm(samples.value, from, to);
  if (wav.length === PCM_HEADER_BYTES) return err({ kind: 'no-sound', detail: 'the samples are missing' });
  writePcm16Header(wav, channels, sampleRate);
  const pcm = wav.subarray(PCM_HEADER_BYTES);
  return ok({
    wav,
    durationMs: lengthMs(pcm.length / (2 * channels), sampleRate),
    peaks: peaksOf(pcm, channels),
    mayLag: false,
  });
}

/** In these three codecs every byte is a sample and none can fail to decode: only their absence can be wrong. */
async function check(source: AudioSource): Promise<Result<CheckedAudio, AudioRefusal>> {
  const samples = await read(source);
  if (!samples.ok) return samples;
  const { frames, frameBytes, sampleRate } = samples.value;
  let bytes = 0;
  for await (const stored of storedFrames(samples.value, 0, frames)) bytes += stored.length;
  if (bytes === 0) return err({ kind: 'no-sound', detail: 'the samples are missing' });
  return ok({ durationMs: lengthMs(bytes / frameBytes, sampleRate) });
}

/**
 * Cuts WAV recordings (PCM16, A-law, mu-law; mono or stereo; any rate) by bytes: sample-exact, and only the
 * header and the span are downloaded. Everything else is refused by its name. Errors of the source
 * (BlobMissing, StorageUnavailable) pass through.
 */
export const wavCutter: Pick<AudioCutter, 'measure' | 'cut' | 'check'> = {
  async measure(source) {
    const samples = await read(source);
    if (!samples.ok) return samples;
    const { codec, channels, sampleRate, frames } = samples.value;
    return ok({ durationMs: lengthMs(frames, sampleRate), codec, channels, sampleRate, fault: null });
  },
  cut,
  check,
};
