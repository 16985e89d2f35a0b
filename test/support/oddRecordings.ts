import { buildMp3, LOUD, type Mp3Recipe } from './mp3.ts';
import { buildWav, type WavRecipe } from './wav.ts';

/** Recordings as they should not be, made byte by byte. */
export interface OddRecording {
  readonly name: string;
  readonly file: Uint8Array;
  /** Its file name, where that tells what headerless samples are. */
  readonly fileName?: string;
  /**
   * Files that another decoder reads whole and that hold the same sound, one behind the other; the file itself
   * unless told. Needed where other decoders believe the header.
   */
  readonly sound?: readonly Uint8Array[];
  /** Why it cannot be cut; absent where it can. */
  readonly fault?: string;
}

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'));

const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);

/** Bytes that are no sound, the same each time, and hold none that begins a frame. */
const noise = (bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, at) => ((at * 7_919 + (at >> 3) * 104_729) & 0xff) % 0xf0);

/** An ID3v2 tag of this many bytes of text frames, or one that claims another size. */
function id3(bytes: number, claimed = bytes, footer = false): Uint8Array {
  const size = [claimed >> 21, claimed >> 14, claimed >> 7, claimed].map((part) => part & 0x7f);
  const head = Uint8Array.from([0x49, 0x44, 0x33, 4, 0, footer ? 0x10 : 0, ...size]);
  const tail = footer ? Uint8Array.from([0x33, 0x44, 0x49, 4, 0, 0x10, ...size]) : zeros(0);
  return join(head, noise(bytes), tail);
}

/** What an old tag at the end of an MP3 takes up. */
const ID3V1 = join(text('TAG'), zeros(125));

const LEVELS = Array.from({ length: 60 }, (_, at) => (at % 7 < 4 ? LOUD : 0));

const mp3 = (recipe: Partial<Mp3Recipe> = {}): Uint8Array => buildMp3({ levels: LEVELS, ...recipe });

const wav = (recipe: WavRecipe = {}): Uint8Array => buildWav({ durationMs: 2_345, ...recipe });

/** Where the samples of a built WAV begin. */
const dataAt = (file: Uint8Array): number => Buffer.from(file).indexOf('data') + 8;

const samplesOf = (file: Uint8Array): Uint8Array => file.subarray(dataAt(file));

/** With another size in the header of the samples. */
function claiming(file: Uint8Array, bytes: number): Uint8Array {
  const copy = file.slice();
  new DataView(copy.buffer).setUint32(dataAt(copy) - 4, bytes, true);
  return copy;
}

/** An MP3 as a WAV's samples, under a format tag. */
const mp3InWav = (stream: Uint8Array, tag = 85): Uint8Array => {
  const head = buildWav({ codec: 'mulaw', tag, frames: 0, ...(tag === 1 ? { bits: 16, blockAlign: 2 } : {}) });
  return claiming(join(head, stream), stream.length);
};

const CUT_WAVS: readonly OddRecording[] = [
  ...(['pcm16', 'alaw', 'mulaw'] as const).flatMap((codec): readonly OddRecording[] => {
    const whole = wav({ codec });
    const size = whole.length - dataAt(whole);
    return [
      { name: `${codec} with a data size of 0`, file: claiming(whole, 0), sound: [whole] },
      { name: `${codec} with a data size of 0xFFFFFFFF`, file: claiming(whole, 0xffff_ffff), sound: [whole] },
      {
        name: `${codec} with a data size a third of what it holds`,
        file: claiming(whole, size - (size % 3) - 2 * Math.floor(size / 3 / 2) * 2),
        sound: [whole],
      },
      { name: `${codec} with a data size larger than the file`, file: claiming(whole, size * 5), sound: [whole] },
      {
        name: `${codec} that breaks off in the middle`,
        file: whole.subarray(0, dataAt(whole) + Math.floor(size / 4) * 2),
      },
      {
        name: `${codec} of two recordings, one behind the other`,
        file: join(whole, wav({ codec, durationMs: 700 })),
        sound: [whole, wav({ codec, durationMs: 700 })],
      },
    ];
  }),
  {
    name: 'two data chunks in one WAV',
    file: join(wav(), wav({ durationMs: 500 }).subarray(36)),
    sound: [wav(), wav({ durationMs: 500 })],
  },
  {
    name: 'five recordings in one file',
    file: join(...Array.from({ length: 5 }, () => wav())),
    sound: Array.from({ length: 5 }, () => wav()),
  },
  {
    name: 'a size that is too small, and a chunk behind the samples',
    file: wav({ after: [{ id: 'LIST', bytes: noise(800) }] }),
  },
  {
    name: 'an odd number of bytes without padding, and a chunk behind',
    file: join(
      wav({ codec: 'mulaw', frames: 8_001 }).subarray(0, -1),
      text('LIST'),
      Uint8Array.from([4, 0, 0, 0, 1, 2, 3, 4]),
    ),
    sound: [wav({ codec: 'mulaw', frames: 8_001 })],
  },
  {
    name: 'a chunk behind the samples that breaks off',
    file: join(wav(), text('LIST'), Uint8Array.from([0, 9, 0, 0]), noise(40)),
  },
  { name: 'long padding behind the samples', file: join(wav(), zeros(100_000)) },
  { name: 'long padding before the header', file: join(zeros(70_000), wav()), sound: [wav()] },
  { name: 'a tag before the header', file: join(id3(500), wav()), sound: [wav()] },
  { name: 'three tags before the header', file: join(id3(500), id3(3_000), id3(10), wav()), sound: [wav()] },
  { name: 'stereo with a size of 0', file: claiming(wav({ channels: 2 }), 0), sound: [wav({ channels: 2 })] },
  { name: 'a frame that breaks off in its middle', file: wav({ channels: 2 }).subarray(0, -3) },
  {
    name: 'thirty chunks before the samples',
    file: wav({ before: Array.from({ length: 30 }, () => ({ id: 'LIST', bytes: noise(301) })) }),
  },
  {
    name: 'the extensible format, unfinished',
    file: claiming(wav({ fmtBytes: 40 }), 0),
    sound: [wav({ fmtBytes: 40 })],
  },
  { name: '16 kHz named .wav16', fileName: 'call.wav16', file: wav({ sampleRate: 16_000 }) },
  {
    name: 'headerless samples at 16 kHz',
    fileName: 'call.SLN16',
    file: samplesOf(wav({ sampleRate: 16_000 })),
    sound: [wav({ sampleRate: 16_000 })],
  },
  {
    name: 'headerless samples in the copy of a file',
    fileName: 'call (2).ulaw',
    file: samplesOf(wav({ codec: 'mulaw' })),
    sound: [wav({ codec: 'mulaw' })],
  },
  {
    name: 'headerless samples of an unfinished download',
    fileName: 'call.alaw.part',
    file: samplesOf(wav({ codec: 'alaw' })).subarray(0, 9_000),
    sound: [wav({ codec: 'alaw', frames: 9_000 })],
  },
  { name: 'a WAV whose name says headerless', fileName: 'call.ulaw', file: wav() },
  { name: 'a WAV whose name says MP3', fileName: 'call.mp3', file: wav({ codec: 'alaw' }) },
];

/** Frames of one length, of which some hold other bytes than an encoder would write. */
function spoilt(from: number, to: number, at: number): Uint8Array {
  const file = mp3();
  const frame = file.length / LEVELS.length;
  for (let each = from; each < to; each += 1) file.set(noise(frame - at), each * frame + at);
  return file;
}

/** The first frame says that its sound begins in frames before it, which were cut off. */
function withoutItsBeginning(): Uint8Array {
  const file = mp3();
  file[4] = 0x50;
  return file;
}

const CUT_MP3S: readonly OddRecording[] = [
  { name: 'spoilt sound in some frames', file: spoilt(20, 24, 13) },
  { name: 'frames whose sound stands in others that were cut off', file: withoutItsBeginning() },
  { name: 'one tag before the frames', file: mp3({ before: id3(2_000) }) },
  { name: 'one tag with a footer', file: mp3({ before: id3(2_000, 2_000, true) }) },
  { name: 'three tags before the frames', file: mp3({ before: join(id3(700), id3(20_000), id3(12)) }), sound: [mp3()] },
  { name: 'a tag that claims more than the file holds', file: mp3({ before: id3(300, 9_000_000) }), sound: [mp3()] },
  {
    name: 'a tag that claims to end in the middle of the frames',
    file: mp3({ before: id3(300, 9_000) }),
    sound: [mp3()],
  },
  { name: 'a tag that claims less than it holds', file: mp3({ before: id3(40_000, 100) }), sound: [mp3()] },
  { name: 'padding behind a tag', file: mp3({ before: join(id3(100), zeros(60_000)) }), sound: [mp3()] },
  { name: 'long padding before the frames', file: mp3({ before: zeros(200_000) }), sound: [mp3()] },
  { name: 'other bytes before the frames', file: mp3({ before: noise(5_000) }), sound: [mp3()] },
  { name: 'an old tag behind the frames', file: mp3({ after: ID3V1 }) },
  { name: 'padding behind the frames', file: mp3({ after: zeros(50_000) }), sound: [mp3()] },
  { name: 'padding in the middle', file: join(mp3(), zeros(30_000), mp3()), sound: [join(mp3(), mp3())] },
  { name: 'other bytes in the middle', file: join(mp3(), noise(9_000), mp3()), sound: [join(mp3(), mp3())] },
  {
    name: 'two recordings with tags, one behind the other',
    file: join(mp3({ before: id3(400), after: ID3V1 }), mp3({ before: id3(900), after: ID3V1 })),
    sound: [join(mp3(), mp3())],
  },
  { name: 'an encoder’s note that is right', file: mp3({ note: {} }) },
  { name: 'a note that claims a tenth of the frames', file: mp3({ note: { frames: 6 } }), sound: [mp3()] },
  { name: 'a note that claims a thousand times the frames', file: mp3({ note: { frames: 60_000 } }), sound: [mp3()] },
  { name: 'a note that claims no frames', file: mp3({ note: { frames: 0 } }), sound: [mp3()] },
  { name: 'a note that claims too many bytes', file: mp3({ note: { bytes: 99_999_999 } }), sound: [mp3()] },
  {
    name: 'two recordings, of which the first has a note',
    file: join(mp3({ note: {} }), mp3()),
    sound: [mp3(), mp3()],
  },
  { name: 'what LAME trims', file: mp3({ sampleRate: 44_100, note: { trim: [576, 1_100] } }) },
  {
    name: 'what LAME trims, with a wrong number of frames',
    file: mp3({ sampleRate: 44_100, note: { frames: 10, trim: [576, 1_100] } }),
    sound: [mp3({ sampleRate: 44_100 })],
  },
  { name: 'a bitrate that changes', file: mp3({ sampleRate: 16_000, kbps: [32, 160, 64, 80] }) },
  {
    name: 'a last frame that breaks off',
    file: mp3().subarray(0, -100),
    sound: [mp3({ levels: LEVELS.slice(0, -1) })],
  },
  { name: 'four frames', file: mp3({ levels: [LOUD, LOUD, 0, LOUD] }) },
  {
    name: 'mono, then stereo',
    file: join(mp3({ kbps: [64] }), mp3({ channels: 2, kbps: [64] })),
    sound: [mp3({ kbps: [64] }), mp3({ channels: 2, kbps: [64] })],
  },
  { name: 'an MP3 named .wav', fileName: 'call.wav', file: mp3() },
  { name: 'an MP3 named for headerless samples', fileName: 'call.ulaw', file: mp3() },
  { name: 'an MP3 inside a WAV', file: mp3InWav(mp3()), sound: [mp3()] },
  { name: 'an MP3 inside a WAV, unfinished', file: claiming(mp3InWav(mp3()), 0), sound: [mp3()] },
  { name: 'an MP3 with a tag inside a WAV', file: mp3InWav(mp3({ before: id3(800) })), sound: [mp3()] },
  { name: 'an MP3 inside a WAV that says PCM', file: mp3InWav(mp3(), 1), sound: [mp3()] },
];

const gsmFrames = (frames: number): Uint8Array =>
  join(...Array.from({ length: frames }, () => join(Uint8Array.of(0xd2), zeros(32))));

const REFUSED: readonly OddRecording[] = [
  { name: 'no bytes', file: zeros(0), fault: 'no-sound' },
  { name: 'nothing but zeros', file: zeros(40_000), fault: 'no-sound' },
  { name: 'a WAV header without samples', file: wav({ frames: 0 }), fault: 'no-sound' },
  { name: 'a WAV header that breaks off', file: wav().subarray(0, 36), fault: 'no-sound' },
  { name: 'headerless samples without any', fileName: 'a.ulaw', file: zeros(0), fault: 'no-sound' },
  { name: 'a table of frames and no frames', file: mp3({ levels: [], note: {} }), fault: 'no-sound' },
  { name: 'a tag and no frames', file: id3(4_000), fault: 'broken-audio' },
  {
    name: 'something that looks like one frame',
    file: join(Uint8Array.of(0xff, 0xfb, 0x90, 0x64), noise(9_000)),
    fault: 'broken-audio',
  },
  { name: 'a WAV format that contradicts itself', file: wav({ blockAlign: 4 }), fault: 'broken-audio' },
  { name: 'a WAV of no sample rate', file: wav({ sampleRate: 1, frames: 100 }), fault: 'broken-audio' },
  { name: 'MP3 format in a WAV and no frames', file: mp3InWav(noise(4_000)), fault: 'broken-audio' },
  { name: 'GSM in a WAV', file: wav({ codec: 'mulaw', tag: 49 }), fault: 'GSM 6.10' },
  { name: 'GSM without a header', file: gsmFrames(100), fileName: 'call.gsm', fault: 'GSM 6.10' },
  { name: 'ADPCM in a WAV', file: wav({ codec: 'mulaw', tag: 17 }), fault: 'IMA ADPCM' },
  { name: 'eight-bit PCM', file: wav({ codec: 'mulaw', tag: 1, bits: 8, blockAlign: 1 }), fault: '8-bit PCM' },
  { name: 'six channels', file: wav({ channels: 6 }), fault: 'WAV with 6 channels' },
  {
    name: 'two WAVs of different formats',
    file: join(wav(), wav({ codec: 'alaw' })),
    fault: 'WAV of several formats, one behind the other',
  },
  {
    name: 'MP3s of different rates',
    file: join(mp3(), mp3({ sampleRate: 16_000 })),
    fault: 'MP3 of several sample rates',
  },
  { name: 'FLAC behind a tag', file: join(id3(100), text('fLaC'), noise(400)), fault: 'FLAC' },
  { name: 'Ogg', file: join(text('OggS'), noise(400)), fault: 'Ogg' },
  { name: 'text', file: text('This is not a recording at all.'), fault: 'unknown' },
];

/** Each fault is a kind, or the name of a format. */
export const ODD_RECORDINGS: readonly OddRecording[] = [...CUT_WAVS, ...CUT_MP3S, ...REFUSED];
