import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioFacts, AudioRefusal, AudioSource } from './audio.ts';
import { type FrameHeader, frameAt, nextFrame, noteIn, tagBytes } from './mp3Frames.ts';
import { piecesFrom } from './wholeFile.ts';

/** Room for the first frames, the note of an encoder among them. */
const HEAD_BYTES = 16 * 1024;

/** No frame is longer (Layer III at 320 kbit/s, 32 kHz, and 8 kHz at 160 kbit/s). */
const MAX_FRAME = 1_441;

const noFrames = err<AudioRefusal>({ kind: 'broken-audio', detail: 'there are no MP3 frames in it' });

/** Counts samples of frames that come in pieces; what lies between two frames is stepped over. */
function createCount() {
  let samples = 0;
  let rest = new Uint8Array(0);
  return {
    take(piece: Uint8Array, isLast: boolean): void {
      const bytes = new Uint8Array(rest.length + piece.length);
      bytes.set(rest);
      bytes.set(piece, rest.length);
      let at = 0;
      // A frame whose follower is still to come waits for the next piece.
      while (at < bytes.length && (isLast || at + 2 * MAX_FRAME < bytes.length)) {
        const header = frameAt(bytes, at);
        if (!header) {
          const next = nextFrame(bytes, at + 1);
          at = next ? next.at : isLast ? bytes.length : Math.max(at + 1, bytes.length - 2 * MAX_FRAME);
          continue;
        }
        // A last frame that is cut short decodes to nothing.
        if (at + header.bytes <= bytes.length) samples += header.samples;
        at += header.bytes;
      }
      rest = bytes.slice(Math.min(at, bytes.length));
    },
    samples: () => samples,
  };
}

async function countedSamples(source: AudioSource, from: number): Promise<number> {
  const count = createCount();
  for await (const piece of piecesFrom(source, from)) count.take(piece, false);
  count.take(new Uint8Array(0), true);
  return count.samples();
}

const factsOf = ({ sampleRate, channels }: FrameHeader, samples: number): AudioFacts => ({
  durationMs: Math.round((samples * 1_000) / sampleRate),
  codec: 'mp3',
  channels,
  sampleRate,
});

/**
 * Length of an MP3. An encoder’s note in front tells it, when the file holds as many bytes as the note says;
 * otherwise every frame is counted, for a bitrate may change anywhere, and so the whole file is read.
 */
export async function measureMp3(source: AudioSource): Promise<Result<AudioFacts, AudioRefusal>> {
  const start = await source.read(0, Math.min(10, source.bytes));
  const from = tagBytes(start);
  const head = await source.read(from, Math.max(0, Math.min(HEAD_BYTES, source.bytes - from)));
  const first = nextFrame(head, 0);
  if (!first) return noFrames;
  const { at, header } = first;
  const note = noteIn(head, at, header);
  const streamAt = from + at;
  if (note && note.frames > 0 && (note.bytes ?? 0) <= source.bytes - streamAt)
    return ok(factsOf(header, Math.max(0, note.frames * header.samples - note.trimmed)));
  const samples = await countedSamples(source, note ? streamAt + header.bytes : streamAt);
  return samples === 0 ? noFrames : ok(factsOf(header, samples));
}
