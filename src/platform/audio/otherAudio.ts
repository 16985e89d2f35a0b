import { parseBlob } from 'music-metadata';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioFacts, AudioRefusal, AudioSource } from './audio.ts';

/** The parser asks for a few bytes at a time; each question to storage is for at least this many. */
const WINDOW = 64 * 1024;

/** A file that makes the parser read it over and over is broken. */
const mostBytes = (source: AudioSource): number => 2 * source.bytes + 16 * WINDOW;

/**
 * A stored file of which only what is looked at is downloaded, as the parser takes files. `failure` is what the source
 * threw: the parser may take it for a fault of the file.
 */
function storedFile(source: AudioSource) {
  let start = 0;
  let held: Uint8Array = new Uint8Array(0);
  let downloaded = 0;
  let failure: unknown;

  async function fetchFrom(offset: number, length: number): Promise<void> {
    if (downloaded > mostBytes(source)) throw new RangeError('The file leads in circles');
    try {
      held = await source.read(offset, Math.min(Math.max(length, WINDOW), source.bytes - offset));
    } catch (error) {
      failure = error;
      throw error;
    }
    start = offset;
    downloaded += held.length;
  }

  async function read(offset: number, length: number): Promise<ArrayBuffer> {
    if (offset < start || offset + length > start + held.length) await fetchFrom(offset, length);
    const part = held.slice(offset - start, offset - start + length);
    if (part.length < length) throw new RangeError('The file is shorter than it says');
    return new Uint8Array(part).buffer;
  }

  const slice = (from = 0, to = source.bytes) => ({ arrayBuffer: () => read(from, Math.min(to, source.bytes) - from) });
  // The parser uses no more of a Blob than this.
  return { blob: { size: source.bytes, type: '', slice } as unknown as Blob, failure: () => failure };
}

/**
 * Length and codec of audio that the desk cannot cut (GSM, Ogg, M4A, …), as music-metadata finds them. `format` is what
 * it is called in the refusal when even that cannot be told. Errors of the source pass through.
 */
export async function measureOther(source: AudioSource, format: string): Promise<Result<AudioFacts, AudioRefusal>> {
  const file = storedFile(source);
  const unsupported = err<AudioRefusal>({ kind: 'unsupported-audio', format });
  try {
    const { format: found } = await parseBlob(file.blob, { skipCovers: true, skipPostHeaders: true });
    const { duration, codec = format, numberOfChannels = 1, sampleRate = 0 } = found;
    if (duration === undefined || !Number.isFinite(duration) || duration <= 0) return unsupported;
    return ok({
      durationMs: Math.round(duration * 1_000),
      codec,
      channels: numberOfChannels,
      sampleRate,
      fault: unsupported.error,
    });
  } catch {
    const failure = file.failure();
    if (failure !== undefined) throw failure;
    return unsupported;
  }
}
