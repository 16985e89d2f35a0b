/**
 * Writes MP3 frames bit by bit (ISO/IEC 11172-3 section 2.4.1, 13818-3 for the lower rates), for want of an
 * encoder: each frame is silence or one spectral line, which decodes to a tone. Frames stand by themselves
 * (no bit reservoir).
 */

export interface Mp3Recipe {
  /** 8,000 to 48,000; decides the version of MPEG. 8,000 unless told. */
  readonly sampleRate?: 8_000 | 11_025 | 16_000 | 22_050 | 44_100 | 48_000;
  readonly channels?: 1 | 2;
  /** Of each frame in turn: how loud the tone is, 0 for silence. */
  readonly levels: readonly number[];
  /** Kilobits a second of each frame in turn, again from the beginning when they run out. */
  readonly kbps?: readonly number[];
  /** Puts an encoder's note (Xing, Info, LAME) in front. A test may write wrong numbers into it. */
  readonly note?: {
    readonly id?: 'Xing' | 'Info';
    readonly frames?: number;
    readonly bytes?: number;
    /** Samples that LAME says to leave out at the beginning and the end. */
    readonly trim?: readonly [number, number];
  };
  /** Bytes before and after the stream: tags. */
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

const KBPS_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

const KBPS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** The spectral line of the tone, of 576. */
const LINE = 60;

class Bits {
  #bits = '';
  put(value: number, width: number): this {
    this.#bits += value.toString(2).padStart(width, '0');
    return this;
  }
  text(bits: string): this {
    this.#bits += bits;
    return this;
  }
  get length(): number {
    return this.#bits.length;
  }
  bytes(): Uint8Array {
    const groups = this.#bits.padEnd(Math.ceil(this.#bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
    return Uint8Array.from(groups, (group) => Number.parseInt(group, 2));
  }
}

/** Quadruples of count1 table B: all zero is 1111, a one in the first place 0111 and its sign. */
const mainData = (level: number): string => (level === 0 ? '' : `${'1111'.repeat(LINE / 4)}01110`);

interface Shape {
  readonly version: 1 | 2;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

const sideBytesOf = ({ version, channels }: Shape): number =>
  version === 1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;

function header({ version, sampleRate, channels }: Shape, kbps: number): Uint8Array {
  const divisor = version === 1 ? 1 : sampleRate < 16_000 ? 4 : 2;
  const rate = [44_100, 48_000, 32_000].indexOf(sampleRate * divisor);
  const bitrate = (version === 1 ? KBPS_1 : KBPS_2).indexOf(kbps);
  if (rate < 0 || bitrate < 1) throw new Error(`No MP3 has ${kbps} kbit/s at ${sampleRate} Hz`);
  return new Bits()
    .put(0x7ff, 11)
    .put(divisor === 1 ? 3 : divisor === 2 ? 2 : 0, 2)
    .put(1, 2) // Layer III
    .put(1, 1) // no checksum
    .put(bitrate, 4)
    .put(rate, 2)
    .put(0, 2)
    .put(channels === 1 ? 3 : 0, 2)
    .put(0, 6)
    .bytes();
}

function sideAndMain(shape: Shape, level: number): { readonly side: Uint8Array; readonly main: Uint8Array } {
  const { version, channels } = shape;
  const side = new Bits();
  side.put(0, version === 1 ? 9 : 8);
  side.put(0, version === 1 ? (channels === 1 ? 5 : 3) : channels);
  if (version === 1) side.put(0, 4 * channels);
  const main = new Bits();
  const data = mainData(level);
  for (let part = 0; part < (version === 1 ? 2 : 1) * channels; part += 1) {
    side.put(data.length, 12).put(0, 9).put(level, 8);
    side.put(0, version === 1 ? 4 : 9); // no scale factors
    side.put(0, 1).put(0, 15).put(0, 4).put(0, 3);
    side.put(0, version === 1 ? 2 : 1).put(1, 1); // count1 table B
    main.text(data);
  }
  return { side: side.bytes(), main: main.bytes() };
}

const frameBytes = (shape: Shape, kbps: number): number =>
  Math.floor(((shape.version === 1 ? 144_000 : 72_000) * kbps) / shape.sampleRate);

function frame(shape: Shape, kbps: number, level: number): Uint8Array {
  const { side, main } = sideAndMain(shape, level);
  const bytes = new Uint8Array(frameBytes(shape, kbps));
  if (4 + side.length + main.length > bytes.length) throw new Error(`${kbps} kbit/s is too little`);
  bytes.set(header(shape, kbps));
  bytes.set(side, 4);
  bytes.set(main, 4 + side.length);
  return bytes;
}

function noteFrame(
  shape: Shape,
  kbps: number,
  note: NonNullable<Mp3Recipe['note']>,
  streamBytes: number,
  frames: number,
) {
  const bytes = frame(shape, kbps, 0);
  const at = 4 + sideBytesOf(shape);
  bytes.fill(0, 4, at); // Decoders look for a note only where the side information is empty.
  const view = new DataView(bytes.buffer);
  const write = (offset: number, text: string) => bytes.set(Buffer.from(text, 'latin1'), offset);
  write(at, note.id ?? 'Xing');
  view.setUint32(at + 4, note.trim ? 15 : 3);
  view.setUint32(at + 8, note.frames ?? frames);
  view.setUint32(at + 12, note.bytes ?? streamBytes + bytes.length);
  if (note.trim) {
    write(at + 120, 'LAME3.100');
    const [delay, padding] = note.trim;
    view.setUint8(at + 141, delay >> 4);
    view.setUint8(at + 142, ((delay & 15) << 4) | (padding >> 8));
    view.setUint8(at + 143, padding & 255);
  }
  return bytes;
}

/** A complete MP3 file. */
export function buildMp3(recipe: Mp3Recipe): Uint8Array {
  const { sampleRate = 8_000, channels = 1, levels, kbps = [sampleRate >= 32_000 ? 128 : 32], note } = recipe;
  const shape: Shape = { version: sampleRate >= 32_000 ? 1 : 2, sampleRate, channels };
  const rateOf = (at: number): number => kbps[at % kbps.length] ?? 32;
  const frames = levels.map((level, at) => frame(shape, rateOf(at), level));
  const streamBytes = frames.reduce((sum, { length }) => sum + length, 0);
  const first = note ? [noteFrame(shape, sampleRate >= 32_000 ? 128 : 64, note, streamBytes, frames.length)] : [];
  return new Uint8Array(
    Buffer.concat([recipe.before ?? new Uint8Array(0), ...first, ...frames, recipe.after ?? new Uint8Array(0)]),
  );
}

/** A level that is loud and not clipped. */
export const LOUD = 205;
