import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioFacts, AudioRefusal, AudioSource } from './audio.ts';
import { areOfOneStream, type FrameHeader, frameAt, JUDGED_BY, nextFrame, noteIn } from './mp3Frames.ts';
import { piecesFrom } from './wholeFile.ts';

/** Bytes of frames that stand one behind the other. */
export interface FrameRun {
  readonly from: number;
  readonly to: number;
}

export interface ScannedMp3 {
  readonly facts: AudioFacts;
  /** What the decoder is to be given: frames alone, whatever lies before, between and behind them. */
  readonly runs: readonly FrameRun[];
}

/** Finds every whole frame in bytes that come piece by piece. */
function createScan() {
  const runs: { from: number; to: number }[] = [];
  let first: FrameHeader | undefined;
  let note: ReturnType<typeof noteIn>;
  let noteRun: FrameRun | undefined;
  let frames = 0;
  let channels: 1 | 2 = 1;
  let isMixed = false;
  let rest = new Uint8Array(0);
  /** Where `rest` begins in the file. */
  let restAt = 0;

  function add(bytes: Uint8Array, at: number, header: FrameHeader): void {
    const [from, to] = [restAt + at, restAt + at + header.bytes];
    if (first === undefined) {
      first = header;
      note = noteIn(bytes, at, header);
      if (note) {
        noteRun = { from, to };
        return;
      }
    }
    if (!areOfOneStream(first, header)) isMixed = true;
    frames += 1;
    if (header.channels === 2) channels = 2;
    const last = runs.at(-1);
    if (last?.to === from) last.to = to;
    else runs.push({ from, to });
  }

  return {
    take(piece: Uint8Array, isLast: boolean): void {
      const bytes = new Uint8Array(rest.length + piece.length);
      bytes.set(rest);
      bytes.set(piece, rest.length);
      const end = isLast ? bytes.length : bytes.length - JUDGED_BY;
      let at = 0;
      while (at < end) {
        const here = (noteRun?.to ?? -1) === restAt + at || runs.at(-1)?.to === restAt + at;
        const direct = here ? frameAt(bytes, at) : undefined;
        const found =
          direct && first && areOfOneStream(first, direct) ? { at, header: direct } : nextFrame(bytes, at, first);
        if (!found || found.at >= end) {
          at = Math.max(at, end);
          break;
        }
        // A last frame that is cut short decodes to nothing.
        if (found.at + found.header.bytes <= bytes.length) add(bytes, found.at, found.header);
        at = found.at + found.header.bytes;
      }
      const taken = Math.max(0, Math.min(at, bytes.length));
      rest = bytes.slice(taken);
      restAt += taken;
    },

    result(): Result<ScannedMp3, AudioRefusal> {
      if (!first) return err({ kind: 'broken-audio', detail: 'there are no MP3 frames in it' });
      if (frames === 0) return err({ kind: 'no-sound', detail: 'there is a table of its frames and no sound' });
      if (isMixed) return err({ kind: 'unsupported-audio', format: 'MP3 of several sample rates' });
      // Silence that the encoder has put in front and behind is left out where its note is right about the rest.
      const trim = note?.frames === frames && note.trimmed > 0 && note.trimmed < frames * first.samples;
      const samples = frames * first.samples - (trim ? (note?.trimmed ?? 0) : 0);
      return ok({
        facts: {
          durationMs: Math.round((samples * 1_000) / first.sampleRate),
          codec: 'mp3',
          channels,
          sampleRate: first.sampleRate,
          fault: null,
        },
        runs: trim && noteRun ? [noteRun, ...runs] : runs,
      });
    },
  };
}

/**
 * Finds an MP3's sound by looking at every frame: what an encoder's note or a tag says of its length or place
 * may be wrong, and a bitrate may change anywhere. So the whole file is read, a piece at a time.
 */
export async function scanMp3(source: AudioSource): Promise<Result<ScannedMp3, AudioRefusal>> {
  const scan = createScan();
  for await (const piece of piecesFrom(source, 0)) scan.take(piece, false);
  scan.take(new Uint8Array(0), true);
  return scan.result();
}
