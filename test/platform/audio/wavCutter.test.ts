import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { sourceOf } from '../../support/audioSources.ts';
import { buildWav, expectedSamples, pcm16SamplesOf, type WavRecipe } from '../../support/wav.ts';

const cutter = createAudioCutter();

async function cutOf(file: Uint8Array, fromMs: number, toMs: number, claimed?: number) {
  const result = await cutter.cut(sourceOf(file, claimed), { fromMs, toMs });
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

describe('cutting a recording', () => {
  it('writes a canonical PCM16 WAV at the source’s rate and channels', async () => {
    const file = buildWav({ codec: 'mulaw', channels: 2, sampleRate: 16_000, durationMs: 2_000 });
    const { wav, durationMs } = await cutOf(file, 500, 1_500);
    const view = Buffer.from(wav);
    expect(durationMs).toBe(1_000);
    expect(view.toString('latin1', 0, 4)).toBe('RIFF');
    expect(view.readUInt32LE(4)).toBe(wav.length - 8);
    expect(view.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect([view.readUInt16LE(20), view.readUInt16LE(22), view.readUInt32LE(24)]).toEqual([1, 2, 16_000]);
    expect([view.readUInt32LE(28), view.readUInt16LE(32), view.readUInt16LE(34)]).toEqual([64_000, 4, 16]);
    expect(view.readUInt32LE(40)).toBe(wav.length - 44);
    expect(wav.length).toBe(44 + 16_000 * 4);
  });

  it('gives, for any codec, channels, rate and span, the reference decode sliced', async () => {
    const recipe = fc.record({
      codec: fc.constantFrom('pcm16', 'alaw', 'mulaw'),
      channels: fc.constantFrom(1, 2),
      sampleRate: fc.constantFrom(8_000, 11_025, 16_000, 44_100),
      frames: fc.integer({ min: 1, max: 3_000 }),
      seed: fc.nat(1_000),
      fmtBytes: fc.constantFrom(16, 18, 40),
      before: fc.array(fc.record({ id: fc.constant('LIST'), bytes: fc.uint8Array({ maxLength: 1_500 }) }), {
        maxLength: 2,
      }),
      claim: fc.constantFrom(undefined, 0, 0xffff_ffff),
    });
    await fc.assert(
      fc.asyncProperty(
        recipe,
        fc.integer({ min: -50, max: 400 }),
        fc.integer({ min: 0, max: 500 }),
        async (r, from, length) => {
          const { claim, seed, ...rest } = r;
          const sampleAt = (frame: number, channel: number) =>
            (((frame + 1) * 7_919 + channel * 104_729 + seed * 31) % 65_536) - 32_768;
          const made = { ...rest, sampleAt, ...(claim === undefined ? {} : { claimedDataBytes: claim }) } as WavRecipe;
          const odd = claim !== undefined && r.codec !== 'pcm16' && (r.frames * r.channels) % 2;
          const all = expectedSamples(made);
          const result = await cutter.cut(sourceOf(buildWav(made)), { fromMs: from, toMs: from + length });
          const frame = (ms: number) => Math.round((ms * r.sampleRate) / 1_000);
          const total = r.frames + (odd ? 1 : 0);
          const wholeMs = Math.round((total * 1_000) / r.sampleRate);
          const first = Math.max(0, frame(from));
          const last = from + length >= wholeMs ? total : Math.min(total, Math.max(0, frame(from + length)));
          if (first >= last) {
            expect(result).toMatchObject({ ok: false, error: { kind: 'broken-audio' } });
            return;
          }
          if (!result.ok) throw new Error(JSON.stringify(result.error));
          // A file without a true size keeps its padding byte as one more frame: it cannot be told from
          // sound.
          const got = pcm16SamplesOf(result.value.wav).slice(0, (Math.min(last, r.frames) - first) * r.channels);
          expect(got).toEqual(all.slice(first * r.channels, last * r.channels));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('cuts neighbouring spans of a WAV that join without losing or doubling a sample', async () => {
    const recipe: WavRecipe = { sampleRate: 11_025, durationMs: 1_000 };
    const parts = await Promise.all(
      [0, 333, 667].map((from, i, all) => cutOf(buildWav(recipe), from, all[i + 1] ?? 1_000)),
    );
    expect(parts.flatMap(({ wav }) => pcm16SamplesOf(wav))).toEqual(expectedSamples(recipe));
  });

  it('downloads the header and the span only: at most 5% more than the minute’s bytes', async () => {
    const source = sourceOf(buildWav({ codec: 'mulaw', durationMs: 300_000 }));
    await cutter.cut(source, { fromMs: 120_000, toMs: 180_000 });
    expect(source.downloaded()).toBeLessThanOrEqual(60 * 8_000 * 1.05);
  });

  it('takes a long span in pieces of at most 4 MiB', async () => {
    const recipe: WavRecipe = {
      channels: 2,
      sampleRate: 48_000,
      durationMs: 60_000,
      sampleAt: (f, c) => (f % 500) * (c + 1),
    };
    const source = sourceOf(buildWav(recipe));
    const result = await cutter.cut(source, { fromMs: 0, toMs: 60_000 });
    expect(source.reads.length).toBe(4);
    expect(Math.max(...source.reads.map((read) => read.length))).toBe(4 * 1_024 * 1_024);
    expect(result.ok && Buffer.from(result.value.wav).equals(Buffer.from(buildWav(recipe)))).toBe(true);
  });

  it('cuts only to the ends of the audio where the span goes past them', async () => {
    const { durationMs } = await cutOf(buildWav({ durationMs: 1_000 }), -500, 90_000);
    expect(durationMs).toBe(1_000);
  });

  it('cuts truncated data to what exists, to the whole frame', async () => {
    const file = buildWav({ channels: 2, durationMs: 1_000 });
    const { durationMs, wav } = await cutOf(file.slice(0, file.length - 16_001), 0, 1_000);
    expect(durationMs).toBe(500);
    expect((wav.length - 44) % 4).toBe(0);
  });

  it('cuts to what storage hands over when that is less than it claimed', async () => {
    const file = buildWav({ durationMs: 1_000 });
    const { durationMs } = await cutOf(file.slice(0, file.length - 8_000), 0, 1_000, file.length);
    expect(durationMs).toBe(500);
  });

  it('draws about 600 peaks, the loudest over all channels, 0 to 1, three decimals', async () => {
    const sampleAt = (frame: number, channel: number) => (channel === 1 && frame < 4_000 ? -32_768 : 16_384);
    const { peaks } = await cutOf(buildWav({ channels: 2, durationMs: 1_000, sampleAt }), 0, 1_000);
    expect(peaks.length).toBe(600);
    expect(peaks.slice(0, 300).every((peak) => peak === 1)).toBe(true);
    expect(peaks.slice(300).every((peak) => peak === 0.5)).toBe(true);
  });

  it.each([
    ['of no length', 500, 500],
    ['the wrong way round', 600, 500],
    ['after the end', 5_000, 6_000],
    ['before the beginning', -2_000, -1_000],
    ['of no number', Number.NaN, 500],
  ])('refuses a span %s', async (_, fromMs, toMs) => {
    const result = await cutter.cut(sourceOf(buildWav()), { fromMs, toMs });
    expect(result).toEqual({ ok: false, error: { kind: 'broken-audio', detail: 'there is no audio in that span' } });
  });

  it('passes on the error of a source that cannot be read while a WAV is cut', async () => {
    const read = () => Promise.reject(new Error('storage is away'));
    await expect(cutter.cut({ read, bytes: 1_000 }, { fromMs: 0, toMs: 1 })).rejects.toThrow('storage is away');
  });
});
