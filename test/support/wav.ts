/** Builds WAV files byte by byte, such as phone systems write and such as they should not. */

type WavCodec = 'pcm16' | 'alaw' | 'mulaw';

export interface WavRecipe {
  readonly codec?: WavCodec;
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly durationMs?: number;
  /** Exact number of frames; overrides `durationMs`. */
  readonly frames?: number;
  /** 16-bit sample of a frame and channel; a 440 Hz tone unless told. */
  readonly sampleAt?: (frame: number, channel: number) => number;
  /**
   * Bytes of the format chunk: 16, 18, or 40 (WAVE_FORMAT_EXTENSIBLE). 16 for PCM and 18 for the others
   * unless told.
   */
  readonly fmtBytes?: 16 | 18 | 40;
  /** Format tag, when it should not be the codec's. */
  readonly tag?: number;
  readonly bits?: number;
  readonly blockAlign?: number;
  /** Chunks between the format and the samples; odd sizes are padded. */
  readonly before?: readonly { readonly id: string; readonly bytes: Uint8Array }[];
  /** Chunks after the samples. */
  readonly after?: readonly { readonly id: string; readonly bytes: Uint8Array }[];
  /** The size the data chunk claims, when it should lie. */
  readonly claimedDataBytes?: number;
}

const TAG: Readonly<Record<WavCodec, number>> = { pcm16: 1, alaw: 6, mulaw: 7 };

const SUBFORMAT_TAIL = '000000001000800000aa00389b71';

const tone = (sampleRate: number) => (frame: number, channel: number) =>
  Math.round(12_000 * Math.sin((2 * Math.PI * 440 * (channel + 1) * frame) / sampleRate));

/**
 * The value of each code by G.711's own formulas (tables 1 and 2): segment s and step m give (2m + 33) * 2^s
 * - 33 for mu-law, and 2m + 1 in segment 0 or (2m + 33) * 2^(s - 1) above it for A-law; times 4 and 8 to fill
 * 16 bits.
 */
export function g711Value(codec: 'alaw' | 'mulaw', code: number): number {
  const sent = codec === 'mulaw' ? 255 - code : code ^ 0b0101_0101;
  const segment = Math.floor((sent % 128) / 16);
  const step = sent % 16;
  const positive = code >= 128;
  if (codec === 'mulaw') {
    const value = 4 * ((2 * step + 33) * 2 ** segment - 33);
    return positive ? value : 0 - value;
  }
  const value = 8 * (segment === 0 ? 2 * step + 1 : (2 * step + 33) * 2 ** (segment - 1));
  return positive ? value : -value;
}

const CODES = Array.from({ length: 256 }, (_, code) => code);

/** The code whose value is nearest, by looking at all of them: slow to build, hard to get wrong. */
function nearestCodes(codec: 'alaw' | 'mulaw'): Uint8Array {
  const ordered = CODES.map((code) => ({ code, value: g711Value(codec, code) })).sort((a, b) => a.value - b.value);
  const table = new Uint8Array(65_536);
  let at = 0;
  for (let sample = -32_768; sample <= 32_767; sample += 1) {
    const here = () => Math.abs((ordered[at]?.value ?? 0) - sample);
    const next = () => Math.abs((ordered[at + 1]?.value ?? Number.POSITIVE_INFINITY) - sample);
    while (next() <= here()) at += 1;
    table[sample + 32_768] = ordered[at]?.code ?? 0;
  }
  return table;
}

const ENCODERS = { alaw: nearestCodes('alaw'), mulaw: nearestCodes('mulaw') };

function encodeSamples(codec: WavCodec, frames: number, channels: number, sampleAt: (f: number, c: number) => number) {
  const width = codec === 'pcm16' ? 2 : 1;
  const out = Buffer.alloc(frames * channels * width);
  for (let i = 0; i < frames * channels; i += 1) {
    const sample = Math.max(-32_768, Math.min(32_767, Math.round(sampleAt(Math.floor(i / channels), i % channels))));
    if (codec === 'pcm16') out.writeInt16LE(sample, i * 2);
    else out[i] = ENCODERS[codec][sample + 32_768] ?? 0;
  }
  return out;
}

function chunk(id: string, bytes: Uint8Array, claimed = bytes.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id.padEnd(4), 0, 'latin1');
  head.writeUInt32LE(claimed, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

function formatChunk(recipe: WavRecipe, codec: WavCodec, channels: number, sampleRate: number): Buffer {
  const width = codec === 'pcm16' ? 2 : 1;
  const size = recipe.fmtBytes ?? (codec === 'pcm16' ? 16 : 18);
  const tag = recipe.tag ?? TAG[codec];
  const fmt = Buffer.alloc(size);
  fmt.writeUInt16LE(size === 40 ? 0xfffe : tag, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(sampleRate, 4);
  fmt.writeUInt32LE(sampleRate * channels * width, 8);
  fmt.writeUInt16LE(recipe.blockAlign ?? channels * width, 12);
  fmt.writeUInt16LE(recipe.bits ?? width * 8, 14);
  if (size === 40) {
    fmt.writeUInt16LE(22, 16);
    fmt.writeUInt16LE(width * 8, 18);
    fmt.writeUInt16LE(tag, 24);
    fmt.write(SUBFORMAT_TAIL, 26, 'hex');
  }
  return chunk('fmt ', fmt);
}

/** A complete WAV file. Without a recipe: one second of PCM16, mono, 8 kHz. */
export function buildWav(recipe: WavRecipe = {}): Uint8Array {
  const { codec = 'pcm16', channels = 1, sampleRate = 8_000, durationMs = 1_000 } = recipe;
  const frames = recipe.frames ?? Math.round((durationMs * sampleRate) / 1_000);
  const samples = encodeSamples(codec, frames, channels, recipe.sampleAt ?? tone(sampleRate));
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    formatChunk(recipe, codec, channels, sampleRate),
    ...(recipe.before ?? []).map(({ id, bytes }) => chunk(id, bytes)),
    chunk('data', samples, recipe.claimedDataBytes),
    ...(recipe.after ?? []).map(({ id, bytes }) => chunk(id, bytes)),
  ]);
  return new Uint8Array(chunk('RIFF', body));
}

/** The samples of a recipe once they are stored and read again, with the losses of the codec. */
export function expectedSamples(recipe: WavRecipe): number[] {
  const { codec = 'pcm16', channels = 1, sampleRate = 8_000, durationMs = 1_000 } = recipe;
  const frames = recipe.frames ?? Math.round((durationMs * sampleRate) / 1_000);
  const stored = encodeSamples(codec, frames, channels, recipe.sampleAt ?? tone(sampleRate));
  return codec === 'pcm16'
    ? Array.from({ length: frames * channels }, (_, i) => stored.readInt16LE(i * 2))
    : [...stored].map((code) => g711Value(codec, code));
}

/** The 16-bit samples of a canonical 44-byte-header WAV. */
export function pcm16SamplesOf(wav: Uint8Array): number[] {
  const bytes = Buffer.from(wav.subarray(44));
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(i * 2));
}
