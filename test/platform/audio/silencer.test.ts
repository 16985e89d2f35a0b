import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { buildWav, pcm16SamplesOf } from '../../support/wav.ts';

const cutter = createAudioCutter();

async function silenced(wav: Uint8Array, ...spans: readonly { fromMs: number; toMs: number }[]) {
  const result = await cutter.silence(wav, spans);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A clip in which no sample is silent. */
const loud = (recipe: { channels?: number; sampleRate?: number; frames?: number }) =>
  buildWav({ ...recipe, sampleAt: (frame, channel) => 1 + ((frame * 7 + channel * 13) % 20_000) });

describe('silencing a clip', () => {
  it('gives, for any channels, rate and spans: zeros where a sample touches a span, every other byte as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 2),
        fc.constantFrom(8_000, 11_025, 16_000, 44_100),
        fc.integer({ min: 1, max: 4_000 }),
        fc.array(fc.record({ fromMs: fc.integer({ min: 0, max: 600 }), length: fc.integer({ min: 1, max: 200 }) }), {
          maxLength: 5,
        }),
        async (channels, sampleRate, frames, given) => {
          const wav = loud({ channels, sampleRate, frames });
          const before = wav.slice();
          const spans = given.map(({ fromMs, length }) => ({ fromMs, toMs: fromMs + length }));
          const result = await silenced(wav, ...spans);
          expect(wav).toEqual(before);
          expect(result.wav.length).toBe(wav.length);
          expect(result.wav.subarray(0, 44)).toEqual(wav.subarray(0, 44));
          const wholeMs = Math.round((frames * 1_000) / sampleRate);
          // A frame lasts from `frame / rate` to `(frame + 1) / rate`: silent when any of that lies in a
          // span.
          const expected = pcm16SamplesOf(wav).map((sample, i) => {
            const frame = Math.floor(i / channels);
            const isIn = spans.some(
              ({ fromMs, toMs }) =>
                (frame + 1) * 1_000 > fromMs * sampleRate && (frame * 1_000 < toMs * sampleRate || toMs >= wholeMs),
            );
            return isIn ? 0 : sample;
          });
          expect(pcm16SamplesOf(result.wav)).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('silences a span in both channels', async () => {
    const { wav } = await silenced(loud({ channels: 2, frames: 8_000 }), { fromMs: 250, toMs: 500 });
    const samples = pcm16SamplesOf(wav);
    expect(new Set(samples.slice(2_000 * 2, 4_000 * 2))).toEqual(new Set([0]));
    expect(samples.slice(0, 2_000 * 2).includes(0)).toBe(false);
    expect(samples.slice(4_000 * 2).includes(0)).toBe(false);
  });

  it('silences everything to the end for a span that ends at the length the desk shows', async () => {
    // 8,003 frames are told as 1,000 ms: three frames more than that.
    const { wav, durationMs } = await silenced(loud({ frames: 8_003 }), { fromMs: 900, toMs: 1_000 });
    expect(durationMs).toBe(1_000);
    expect(new Set(pcm16SamplesOf(wav).slice(7_200))).toEqual(new Set([0]));
  });

  it('gives peaks of zero for what it has silenced', async () => {
    const { peaks } = await silenced(loud({ frames: 8_000 }), { fromMs: 0, toMs: 500 });
    expect(Math.max(...peaks.slice(0, 299))).toBe(0);
    expect(Math.min(...peaks.slice(301))).toBeGreaterThan(0);
  });

  it('gives the clip byte for byte when no span is marked', async () => {
    const wav = loud({ frames: 800 });
    expect((await silenced(wav)).wav).toEqual(wav);
  });

  it('refuses to silence a file that is no clip of the desk’s making', async () => {
    expect(await cutter.silence(buildWav({ codec: 'mulaw' }), [])).toMatchObject({ ok: false });
    expect(await cutter.silence(new Uint8Array(100), [])).toMatchObject({ ok: false });
  });
});
