import { err, type Result } from '../../kernel/result.ts';
import type { AudioCutter, AudioRefusal, AudioSource } from './audio.ts';
import { nameOfBytes } from './formatNames.ts';
import { mp3Cutter } from './mp3Cutter.ts';
import { measureOther } from './otherAudio.ts';
import { asWav } from './rawAudio.ts';
import { silence } from './silencer.ts';
import { wavCutter } from './wavCutter.ts';
import { knowing } from './wholeFile.ts';

/** Enough to know a format, and the whole header of most WAV files. */
const HEAD_BYTES = 1_024;

interface Opened {
  readonly kind: 'wav' | 'mp3' | 'other';
  /** What its first bytes look like, for a refusal. */
  readonly format: string;
  readonly source: AudioSource;
}

const isRiff = (head: Uint8Array): boolean => String.fromCharCode(...head.subarray(0, 4)) === 'RIFF';

async function open(source: AudioSource): Promise<Result<Opened, AudioRefusal>> {
  const head = await source.read(0, Math.min(HEAD_BYTES, source.bytes));
  if (head.length === 0) return err({ kind: 'broken-audio', detail: 'the file is empty' });
  const known = knowing(source, head);
  if (isRiff(head)) return { ok: true, value: { kind: 'wav', format: 'WAV', source: known } };
  const raw = asWav(source);
  if (raw) return { ok: true, value: { kind: 'wav', format: 'raw', source: raw } };
  const format = nameOfBytes(head);
  return { ok: true, value: { kind: format === 'MP3' ? 'mp3' : 'other', format, source: known } };
}

/**
 * Cuts what phone systems record in: WAV (PCM16, A-law, mu-law), and the same without a header, by its bytes,
 * MP3 by decoding. Everything else is refused by its name, but its length is told where it can be. Errors of
 * the source (BlobMissing, StorageUnavailable) pass through.
 */
export function createAudioCutter(): AudioCutter {
  return {
    async measure(source) {
      const opened = await open(source);
      if (!opened.ok) return opened;
      const { kind, format, source: known } = opened.value;
      if (kind === 'mp3') return mp3Cutter.measure(known);
      if (kind === 'other') return measureOther(known, format);
      const facts = await wavCutter.measure(known);
      // A codec inside the WAV that the desk does not cut still has a length.
      return facts.ok || facts.error.kind === 'broken-audio'
        ? facts
        : measureOther(known, facts.error.format);
    },
    async cut(source, span) {
      const opened = await open(source);
      if (!opened.ok) return opened;
      const { kind, format, source: known } = opened.value;
      if (kind === 'mp3') return mp3Cutter.cut(known, span);
      return kind === 'wav' ? wavCutter.cut(known, span) : err({ kind: 'unsupported-audio', format });
    },
    async check(source) {
      const opened = await open(source);
      if (!opened.ok) return opened;
      const { kind, format, source: known } = opened.value;
      if (kind === 'mp3') return mp3Cutter.check(known);
      return kind === 'wav' ? wavCutter.check(known) : err({ kind: 'unsupported-audio', format });
    },
    silence,
  };
}
