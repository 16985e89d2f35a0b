import { err, ok, type Result } from '../../kernel/result.ts';
import type { AudioCutter, AudioRefusal, AudioSource, CutClip } from './audio.ts';
import { nameOfBytes } from './formatNames.ts';
import { mp3Cutter } from './mp3Cutter.ts';
import { nextFrame, tagBytes } from './mp3Frames.ts';
import { measureOther } from './otherAudio.ts';
import { peaksOf } from './pcmWav.ts';
import { asWav } from './rawAudio.ts';
import { samplesOf, wavCutter } from './wavCutter.ts';
import { readWavHeader } from './wavHeader.ts';
import { from, knowing, piecesFrom, sourceOfBytes } from './wholeFile.ts';

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
async function silence(wav: Uint8Array, spans: readonly Span[]): Promise<Result<CutClip, AudioRefusal>> {
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

/** Enough to know a format, and the whole header of most WAV files. */
const HEAD_BYTES = 1_024;

/** How far an MP3 is looked for in a file that begins with something else. */
const SEARCHED_BYTES = 1024 * 1024;

interface Opened {
  readonly kind: 'wav' | 'mp3' | 'other';
  /** What its first bytes look like, for a refusal. */
  readonly format: string;
  readonly source: AudioSource;
}

/** What samples without a header may look like by chance, since two bytes of them are enough. */
const LIKE_SAMPLES = new Set(['unknown', 'GSM 6.10', 'MP3', 'AAC', 'MPEG audio']);

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  String.fromCharCode(...bytes.subarray(0, text.length)) === text;

/** The format by what is in the file, behind tags and padding; a name tells only of samples without any header. */
async function open(source: AudioSource): Promise<Result<Opened, AudioRefusal>> {
  const head = await source.read(0, Math.min(HEAD_BYTES, source.bytes));
  if (head.length === 0) return err({ kind: 'no-sound', detail: 'the file is empty' });
  const known = knowing(source, head);
  if (startsWith(head, 'RIFF')) return openWav(known);
  const format = nameOfBytes(head);
  const isFrame = nextFrame(head, 0)?.at === 0;
  const isSure = isFrame || startsWith(head, 'ID3') || !LIKE_SAMPLES.has(format);
  const raw = isSure ? undefined : asWav(source);
  if (raw) return openWav(raw);
  if (isFrame) return ok({ kind: 'mp3', format: 'MP3', source: known });
  if (format !== 'MP3' && format !== 'unknown') return ok({ kind: 'other', format, source: known });
  return openBehind(known, format);
}

/** A file that begins with tags or padding. */
async function openBehind(source: AudioSource, format: string): Promise<Result<Opened, AudioRefusal>> {
  const sound = await behindTags(source);
  if (sound === null) return err({ kind: 'no-sound', detail: 'there is nothing but padding in it' });
  const behind = sound > 0 && sound < source.bytes ? from(source, sound) : source;
  const head = await behind.read(0, Math.min(HEAD_BYTES, behind.bytes));
  if (startsWith(head, 'RIFF')) return openWav(behind);
  const found = nameOfBytes(head);
  if (sound > 0 && found !== 'MP3' && found !== 'unknown') return ok({ kind: 'other', format: found, source: behind });
  if (format === 'MP3' || found === 'MP3') return ok({ kind: 'mp3', format: 'MP3', source });
  const searched = await source.read(0, Math.min(SEARCHED_BYTES, source.bytes));
  return ok({ kind: nextFrame(searched, 0) ? 'mp3' : 'other', format, source });
}

/** Where something begins that is neither an ID3 tag nor zeros; null when nothing does. */
async function behindTags(source: AudioSource): Promise<number | null> {
  for (let at = 0; at < source.bytes; ) {
    const head = await source.read(at, 10);
    const tag = tagBytes(head);
    if (tag > 0) {
      // A tag that claims more than the file holds has no size to go by: frames are looked for one by one.
      if (at + tag >= source.bytes) return at;
      at += tag;
    } else if (head[0] === 0) {
      const sound = await pastZeros(source, at);
      if (sound === null) return null;
      at = sound;
    } else return at;
  }
  return null;
}

async function pastZeros(source: AudioSource, offset: number): Promise<number | null> {
  let at = offset;
  for await (const piece of piecesFrom(source, offset)) {
    const first = piece.findIndex((byte) => byte !== 0);
    if (first >= 0) return at + first;
    at += piece.length;
  }
  return null;
}

/** A WAV may hold an MP3, as its format says, or although it says otherwise. */
async function openWav(source: AudioSource): Promise<Result<Opened, AudioRefusal>> {
  const wav = { ok: true, value: { kind: 'wav', format: 'WAV', source } } as const;
  const layout = await readWavHeader(source);
  if (!layout.ok) return wav;
  const samples = samplesOf(source, layout.value).source;
  const mp3 = { ok: true, value: { kind: 'mp3', format: 'MP3', source: samples } } as const;
  if (layout.value.codec === 'mp3') return mp3;
  const start = await samples.read(0, 4);
  if (!startsWith(start, 'ID3') && (start[0] !== 0xff || nameOfBytes(start) !== 'MP3')) return wav;
  return (await isMp3(samples)) ? mp3 : wav;
}

const isMp3 = async (source: AudioSource): Promise<boolean> => {
  const at = await behindTags(source);
  return at !== null && nextFrame(await source.read(at, 8 * HEAD_BYTES), 0)?.at === 0;
};

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
      return facts.ok || facts.error.kind !== 'unsupported-audio' ? facts : measureOther(known, facts.error.format);
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
