import { describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { sourceOf } from '../../support/audioSources.ts';
import { buildMp3, LOUD } from '../../support/mp3.ts';
import { buildWav } from '../../support/wav.ts';

const cutter = createAudioCutter();

const WHOLE = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

describe('checking that a recording plays to its end', () => {
  for (const codec of ['pcm16', 'alaw', 'mulaw'] as const)
    it(`reads every byte of ${codec} and gives the length that cutting all of it gives`, async () => {
      const source = sourceOf(buildWav({ codec, channels: 2, durationMs: 2_345 }));
      const cut = await cutter.cut(sourceOf(buildWav({ codec, channels: 2, durationMs: 2_345 })), WHOLE);
      expect(await cutter.check(source)).toEqual({ ok: true, value: { durationMs: 2_345 } });
      expect(cut).toMatchObject({ ok: true, value: { durationMs: 2_345 } });
      expect(source.downloaded()).toBeGreaterThanOrEqual(source.bytes);
    });

  it('measures a WAV by one short question', async () => {
    const source = sourceOf(buildWav({ codec: 'mulaw', durationMs: 60_000 }));
    expect(await cutter.measure(source)).toMatchObject({ ok: true, value: { durationMs: 60_000 } });
    expect(source.reads).toEqual([{ offset: 0, length: 1_024 }]);
  });

  it('gives the length of the sound that is there, whatever the header and storage claim', async () => {
    const whole = buildWav({ codec: 'mulaw', durationMs: 4_000 });
    const half = whole.subarray(0, whole.length - 16_000);
    expect(await cutter.check(sourceOf(half))).toEqual({ ok: true, value: { durationMs: 2_000 } });
    expect(await cutter.check(sourceOf(half, whole.length))).toEqual({ ok: true, value: { durationMs: 2_000 } });
  });

  it('refuses a recording that has a header and no samples', async () => {
    const header = buildWav({ codec: 'mulaw', durationMs: 1_000 }).subarray(0, 46);
    expect(await cutter.check(sourceOf(header))).toMatchObject({ ok: false, error: { kind: 'no-sound' } });
    expect(await cutter.check(sourceOf(header, 8_046))).toMatchObject({ ok: false, error: { kind: 'no-sound' } });
  });

  it('decodes an MP3 to its end', async () => {
    const file = buildMp3({ levels: Array<number>(200).fill(LOUD) });
    const cut = await cutter.cut(sourceOf(file), WHOLE);
    const checked = await cutter.check(sourceOf(file));
    expect(cut.ok && checked.ok && checked.value.durationMs).toBe(cut.ok && cut.value.durationMs);
    expect(checked.ok && checked.value.durationMs).toBeGreaterThan(10_000);
  });

  it('knows samples without a header by the file’s name, and refuses what it cannot decode by its format', async () => {
    const raw = { ...sourceOf(new Uint8Array(16_000)), name: 'call.ulaw' };
    expect(await cutter.check(raw)).toEqual({ ok: true, value: { durationMs: 2_000 } });
    const gsm = buildWav({ codec: 'mulaw', tag: 49, durationMs: 1_000 });
    expect(await cutter.check(sourceOf(gsm))).toMatchObject({ ok: false, error: { kind: 'unsupported-audio' } });
    expect(await cutter.check(sourceOf(new Uint8Array(0)))).toMatchObject({ ok: false });
  });
});
