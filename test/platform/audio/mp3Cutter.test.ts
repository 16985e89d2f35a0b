import { MPEGDecoder } from 'mpg123-decoder';
import { describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { sourceOf } from '../../support/audioSources.ts';
import { buildMp3, LOUD, type Mp3Recipe } from '../../support/mp3.ts';
import { pcm16SamplesOf } from '../../support/wav.ts';

const cutter = createAudioCutter();

/** Silence, then sound, then silence, each this many frames. */
const spell = (...frames: readonly number[]): number[] =>
  frames.flatMap((count, at) => Array<number>(count).fill(at % 2 === 0 ? 0 : LOUD));

async function measured(file: Uint8Array) {
  const facts = await cutter.measure(sourceOf(file));
  if (!facts.ok) throw new Error(JSON.stringify(facts.error));
  return facts.value;
}

async function cutOf(file: Uint8Array, fromMs: number, toMs: number) {
  const clip = await cutter.cut(sourceOf(file), { fromMs, toMs });
  if (!clip.ok) throw new Error(JSON.stringify(clip.error));
  return clip.value;
}

/** The whole file through the decoder at once, as 16-bit samples, channels in turn. */
async function decoded(file: Uint8Array, channels: number): Promise<number[]> {
  // Without LAME’s part the note says nothing of what to leave out.
  const isTrimmed = Buffer.from(file).includes('LAME');
  const decoder = new MPEGDecoder({ enableGapless: isTrimmed });
  await decoder.ready;
  const { channelData, samplesDecoded } = decoder.decode(file);
  decoder.free();
  return Array.from({ length: samplesDecoded * channels }, (_, i) => {
    const value = channelData[i % channels]?.[Math.floor(i / channels)] ?? 0;
    // `| 0` makes minus zero zero.
    return Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))) | 0;
  });
}

const RECIPES: readonly (readonly [string, Mp3Recipe])[] = [
  ['8 kHz mono', { levels: spell(20, 20, 20), kbps: [32] }],
  ['16 kHz stereo', { sampleRate: 16_000, channels: 2, levels: spell(20, 20, 20), kbps: [64] }],
  ['44.1 kHz stereo', { sampleRate: 44_100, channels: 2, levels: spell(20, 20, 20) }],
  ['a bitrate that changes', { sampleRate: 16_000, levels: spell(20, 20, 20), kbps: [32, 160, 64, 8 * 10] }],
  ['an encoder’s note', { levels: spell(20, 20, 20), kbps: [32], note: { id: 'Info' } }],
  ['what LAME trims', { sampleRate: 44_100, levels: spell(20, 20, 20), note: { trim: [576, 1_100] } }],
];

describe.each(RECIPES)('an MP3 with %s', (_, recipe) => {
  const file = buildMp3(recipe);
  const { sampleRate = 8_000, channels = 1 } = recipe;

  it('is measured as long as what it decodes to', async () => {
    const { durationMs, ...rest } = await measured(file);
    const samples = (await decoded(file, channels)).length / channels;
    expect(rest).toEqual({ codec: 'mp3', channels, sampleRate, fault: null });
    expect(durationMs).toBe(Math.round((samples * 1_000) / sampleRate));
  });

  it('is cut to the sample: the decoder’s own output, sliced', async () => {
    const all = await decoded(file, channels);
    for (const [fromMs, toMs] of [
      [0, 100],
      [333, 777],
      [150, 1_151],
      [0, 100_000],
    ] as const) {
      const { wav, durationMs } = await cutOf(file, fromMs, toMs);
      const at = (ms: number): number => Math.round((ms * sampleRate) / 1_000) * channels;
      const expected = all.slice(at(fromMs), at(toMs));
      expect(pcm16SamplesOf(wav)).toEqual(expected);
      expect(durationMs).toBe(Math.round(((expected.length / channels) * 1_000) / sampleRate));
    }
  });
});

describe('a part of an MP3', () => {
  // Frames of 72 ms: silence to 1.44 s, sound to 2.88 s, silence to 4.32 s.
  const file = buildMp3({ levels: spell(20, 20, 20), kbps: [32] });
  /** A frame and the decoder’s own delay. */
  const LAG_MS = 150;
  const loudest = async (fromMs: number, toMs: number) => Math.max(...(await cutOf(file, fromMs, toMs)).peaks);

  it('holds the sound where the sound is, and silence where there is none', async () => {
    expect(await loudest(0, 1_440)).toBe(0);
    expect(await loudest(1_440 + LAG_MS, 2_880)).toBeGreaterThan(0.3);
    expect(await loudest(2_880 + LAG_MS, 4_320)).toBe(0);
  });

  it('is written as a canonical PCM16 WAV', async () => {
    const { wav, durationMs } = await cutOf(file, 1_000, 2_000);
    const view = Buffer.from(wav);
    expect(durationMs).toBe(1_000);
    expect(view.toString('latin1', 0, 4) + view.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([view.readUInt16LE(20), view.readUInt16LE(22), view.readUInt32LE(24)]).toEqual([1, 1, 8_000]);
    expect(wav.length).toBe(44 + 16_000);
  });

  it('joins with the part cut next to it without a sample lost or doubled', async () => {
    const [a, b, c] = await Promise.all([cutOf(file, 0, 1_333), cutOf(file, 1_333, 2_001), cutOf(file, 2_001, 9_999)]);
    expect([a, b, c].flatMap(({ wav }) => pcm16SamplesOf(wav))).toEqual(await decoded(file, 1));
  });

  it.each([
    ['of no length', 500, 500],
    ['the wrong way round', 600, 500],
    ['after the end', 5_000, 6_000],
    ['before the beginning', -2_000, -1_000],
    ['of no number', Number.NaN, 500],
  ])('is refused for a span %s', async (_, fromMs, toMs) => {
    expect(await cutter.cut(sourceOf(file), { fromMs, toMs })).toEqual({
      ok: false,
      error: { kind: 'broken-audio', detail: 'there is no audio in that span' },
    });
  });
});

describe('measuring an MP3', () => {
  it('counts an MP3’s frames whatever the encoder’s note says, reading the file once', async () => {
    for (const frames of [1, 3_000, 90_000]) {
      const source = sourceOf(buildMp3({ levels: spell(3_000), kbps: [32], note: { frames } }));
      expect(await cutter.measure(source)).toMatchObject({ ok: true, value: { durationMs: 3_000 * 72 } });
      expect(source.downloaded()).toBeLessThan(source.bytes + 20_000);
    }
  });

  it('counts an MP3’s frames where the encoder left no note of its length, or a note that claims more than the file holds', async () => {
    const bare = buildMp3({ levels: spell(500), kbps: [32, 64, 8 * 5] });
    expect((await measured(bare)).durationMs).toBe(500 * 72);
    const lying = buildMp3({ levels: spell(500), kbps: [32], note: { frames: 9_999, bytes: 99_999_999 } });
    expect((await measured(lying)).durationMs).toBe(500 * 72);
    const cutShort = buildMp3({ levels: spell(500), kbps: [32], note: {} });
    expect((await measured(cutShort.slice(0, cutShort.length / 2))).durationMs).toBeLessThan(251 * 72);
  });

  it('counts MP3 frames that lie across two of the pieces it reads', async () => {
    const file = buildMp3({ sampleRate: 44_100, levels: spell(12_000), kbps: [320, 128] });
    expect(file.length).toBeGreaterThan(8 * 1024 * 1024);
    expect((await measured(file)).durationMs).toBe(Math.round((12_000 * 1_152_000) / 44_100));
  });

  it('steps over tags before and after the MP3 frames, and over bytes that do not belong to any', async () => {
    const tag = new Uint8Array(10 + 3_000);
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 3_000 >> 7, 3_000 & 127]);
    tag.set([0xff, 0xfb, 0x90, 0x64], 500);
    const after = new Uint8Array(128);
    after.set(Buffer.from('TAG'));
    const recipe = { levels: spell(50), kbps: [32] };
    expect((await measured(buildMp3({ ...recipe, before: tag, after }))).durationMs).toBe(50 * 72);
    const [one, two] = [buildMp3(recipe), buildMp3(recipe)];
    const between = new Uint8Array(700).fill(0xff);
    expect((await measured(new Uint8Array(Buffer.concat([one, between, two])))).durationMs).toBe(100 * 72);
  });

  it('refuses a file that only looks like an MP3', async () => {
    const looks = new Uint8Array(5_000);
    looks.set([0xff, 0xfb, 0x90, 0x64]);
    const refusal = { ok: false, error: { kind: 'broken-audio', detail: 'there are no MP3 frames in it' } };
    expect(await cutter.measure(sourceOf(looks))).toEqual(refusal);
    expect(await cutter.cut(sourceOf(looks), { fromMs: 0, toMs: 10 })).toEqual(refusal);
    const tagAlone = new Uint8Array([0x49, 0x44, 0x33, 4, 0, 0, 127, 127, 127, 127]);
    expect(await cutter.measure(sourceOf(tagAlone))).toEqual(refusal);
  });

  it('cuts what can be decoded of an MP3 with damaged bytes', async () => {
    const file = buildMp3({ levels: spell(20, 20, 20), kbps: [32] });
    for (let at = 3_000; at < 5_000; at += 1) file[at] = (at * 7_919) & 255;
    const clip = await cutter.cut(sourceOf(file), { fromMs: 0, toMs: 60_000 });
    expect(clip.ok).toBe(true);
  });

  it('passes on the error of a source that cannot be read while an MP3 is cut', async () => {
    const file = buildMp3({ levels: spell(500), kbps: [32] });
    // The head and the first frames arrive; the rest of the file does not.
    const read = async (offset: number, length: number) => {
      if (length > 20_000) throw new Error('storage is away');
      return file.slice(offset, offset + length);
    };
    const source = { read, bytes: file.length };
    await expect(cutter.measure(source)).rejects.toThrow('storage is away');
    await expect(cutter.cut(source, { fromMs: 0, toMs: 1 })).rejects.toThrow('storage is away');
  });
});
