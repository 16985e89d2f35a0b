import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioCutter, AudioRefusal, CutClip } from './audio.ts';
import { peaksOf } from './peaks.ts';
import { readWavHeader } from './wavHeader.ts';
import { sourceOfBytes } from './wholeFile.ts';

type Span = Parameters<AudioCutter['silence']>[1][number];

/** A span's first frame and the one after its last, outwards: a frame that an edge falls into goes whole. */
function framesOf(
  { fromMs, toMs }: Span,
  { frames, sampleRate }: { readonly frames: number; readonly sampleRate: number },
) {
  const exactly = (ms: number): number => (ms * sampleRate) / 1_000;
  // A clip's length is told in whole milliseconds: a span up to it takes what rounding lost.
  const isToTheEnd = toMs >= Math.round((frames * 1_000) / sampleRate);
  return {
    from: Math.min(frames, Math.max(0, Math.floor(exactly(fromMs)))),
    to: isToTheEnd ? frames : Math.max(0, Math.ceil(exactly(toMs))),
  };
}

/**
 * Puts zeros in place of the samples of every channel in the spans; a new file, the given one stays as it is.
 * Takes clips of the desk's own making alone (PCM16, where zero is silence).
 */
export async function silence(wav: Uint8Array, spans: readonly Span[]): Promise<Result<CutClip, AudioRefusal>> {
  const header = await readWavHeader(sourceOfBytes(wav));
  if (!header.ok) return header;
  const { codec, channels, sampleRate, frameBytes, parts } = header.value;
  const [data = { at: 0, bytes: 0 }] = parts;
  const frames = data.bytes / frameBytes;
  if (codec !== 'pcm16' || parts.length > 1) return err({ kind: 'unsupported-audio', format: codec });
  const silenced = wav.slice();
  for (const { from, to } of spans.map((span) => framesOf(span, { frames, sampleRate })))
    silenced.fill(0, data.at + from * frameBytes, data.at + Math.max(from, to) * frameBytes);
  const pcm = silenced.subarray(data.at, data.at + data.bytes);
  return ok({ wav: silenced, durationMs: Math.round((frames * 1_000) / sampleRate), peaks: peaksOf(pcm, channels) });
}
