import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioCutter, AudioRefusal, AudioSource, CheckedAudio, CutPart } from './audio.ts';
import { ALAW_TO_PCM16, MULAW_TO_PCM16 } from './g711.ts';
import { PCM_HEADER_BYTES, writePcm16Header } from './pcmWav.ts';
import { peaksOf } from './peaks.ts';
import { readWavHeader, type WavLayout } from './wavHeader.ts';

type Span = Parameters<AudioCutter['cut']>[1];

/**
 * Pieces small enough that memory holds little besides the clip itself; a whole number of frames of 1, 2 or 4
 * bytes.
 */
const PIECE_BYTES = 4 * 1024 * 1024;

const lengthMs = (frames: number, sampleRate: number): number => Math.round((frames * 1000) / sampleRate);

/**
 * The first frame of the span and the one after its last. A span to the measured end takes every frame,
 * whatever rounding lost.
 */
function framesOf({ fromMs, toMs }: Span, { frames, sampleRate }: WavLayout): { from: number; to: number } {
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
async function* storedFrames(
  source: AudioSource,
  { frameBytes, dataOffset }: WavLayout,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  const end = dataOffset + to * frameBytes;
  for (let offset = dataOffset + from * frameBytes; offset < end; offset += PIECE_BYTES) {
    const wantedLength = Math.min(PIECE_BYTES, end - offset);
    const piece = (await source.read(offset, wantedLength)).subarray(0, wantedLength);
    const whole = piece.subarray(0, piece.length - (piece.length % frameBytes));
    yield whole;
    if (whole.length < wantedLength) return;
  }
}

/**
 * Downloads frames `from` to `to` into a WAV whose header is still blank; shorter when the file ends early.
 */
async function downloadAsPcm(
  source: AudioSource,
  layout: WavLayout,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const wav = new Uint8Array(PCM_HEADER_BYTES + (to - from) * layout.channels * 2);
  let written = PCM_HEADER_BYTES;
  for await (const stored of storedFrames(source, layout, from, to))
    written += decodeInto(wav, written, stored, layout.codec);
  return written === wav.length ? wav : wav.slice(0, written);
}

async function cut(source: AudioSource, span: Span): Promise<Result<CutPart, AudioRefusal>> {
  const header = await readWavHeader(source);
  if (!header.ok) return header;
  const { channels, sampleRate } = header.value;
  const { from, to } = framesOf(span, header.value);
  // Written so that a span of NaN is refused too.
  if (!(to > from)) return err({ kind: 'broken-audio', detail: 'there is no audio in that span' });
  const wav = await downloadAsPcm(source, header.value, from, to);
  if (wav.length === PCM_HEADER_BYTES)
    return err({ kind: 'broken-audio', detail: 'the samples are missing' });
  writePcm16Header(wav, channels, sampleRate);
  const pcm = wav.subarray(PCM_HEADER_BYTES);
  return ok({
    wav,
    durationMs: lengthMs(pcm.length / (2 * channels), sampleRate),
    peaks: peaksOf(pcm, channels),
    mayLag: false,
  });
}

/**
 * In these three codecs every byte stands for a sample, so that none can fail to decode: what can be wrong is
 * that they are not there.
 */
async function check(source: AudioSource): Promise<Result<CheckedAudio, AudioRefusal>> {
  const header = await readWavHeader(source);
  if (!header.ok) return header;
  const { frames, frameBytes, sampleRate } = header.value;
  let bytes = 0;
  for await (const stored of storedFrames(source, header.value, 0, frames)) bytes += stored.length;
  if (bytes === 0) return err({ kind: 'broken-audio', detail: 'the samples are missing' });
  return ok({ durationMs: lengthMs(bytes / frameBytes, sampleRate) });
}

/**
 * Cuts WAV recordings (PCM16, A-law, mu-law; mono or stereo; any rate) by bytes: sample-exact, and only the
 * header and the span are downloaded. Everything else is refused by its name. Errors of the source
 * (BlobMissing, StorageUnavailable) pass through.
 */
export const wavCutter: Pick<AudioCutter, 'measure' | 'cut' | 'check'> = {
  async measure(source) {
    const header = await readWavHeader(source);
    if (!header.ok) return header;
    const { codec, channels, sampleRate, frames } = header.value;
    return ok({ durationMs: lengthMs(frames, sampleRate), codec, channels, sampleRate });
  },
  cut,
  check,
};
