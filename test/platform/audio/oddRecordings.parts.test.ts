import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { sourceOf } from '../../support/audioSources.ts';
import { ODD_RECORDINGS, type OddRecording } from '../../support/oddRecordings.ts';
import { type SecondDecoder, startSecondDecoder } from '../../support/secondDecoder.ts';

const cutter = createAudioCutter();

let second: SecondDecoder;

beforeAll(async () => {
  second = await startSecondDecoder();
});

afterAll(() => second.close());

const source = ({ file, fileName }: OddRecording) => ({
  ...sourceOf(file),
  ...(fileName === undefined ? {} : { name: fileName }),
});

const samplesIn = (wav: Uint8Array): Int16Array => new Int16Array(wav.slice(44).buffer);

const furthest = (a: Int16Array, b: Int16Array): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0);

it('are at least sixty', () => {
  expect(ODD_RECORDINGS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(ODD_RECORDINGS.map(({ name }) => name)).size).toBe(ODD_RECORDINGS.length);
});

describe.each(ODD_RECORDINGS.filter(({ fault }) => fault === undefined))('odd but cut: $name', (odd) => {
  it('is measured as another decoder measures it, and cut as it decodes', async () => {
    const facts = await cutter.measure(source(odd));
    if (!facts.ok) throw new Error(JSON.stringify(facts.error));
    const { sampleRate, channels, durationMs, codec } = facts.value;
    const others = [];
    for (const file of odd.sound ?? [odd.file]) others.push(await second.decode(file, sampleRate));
    const otherMs = others.reduce((sum, each) => sum + each.durationMs, 0);
    expect(Math.abs(durationMs - otherMs)).toBeLessThanOrEqual(50);

    const whole = await cutter.cut(source(odd), { fromMs: 0, toMs: durationMs });
    if (!whole.ok) throw new Error(JSON.stringify(whole.error));
    const all = samplesIn(whole.value.wav);
    expect(Math.abs(whole.value.durationMs - durationMs)).toBeLessThanOrEqual(1);
    expect(await cutter.check(source(odd))).toMatchObject({ ok: true, value: { durationMs: whole.value.durationMs } });

    const theirs = Int16Array.from(others.flatMap(({ samples }) => [...samples]));
    // Of an MP3 the decoders round differently, and each part that is decoded by itself begins in silence.
    if (codec !== 'mp3' || others.length === 1) {
      expect(all.length).toBe(theirs.length);
      expect(furthest(all, theirs)).toBeLessThanOrEqual(codec === 'mp3' ? 1 : 0);
    }
    const at = (ms: number): number => Math.round((ms * sampleRate) / 1_000) * channels;
    for (const [fromMs, toMs] of [
      [0, Math.floor(durationMs / 3)],
      [Math.floor(durationMs / 3), durationMs],
    ] as const) {
      const part = await cutter.cut(source(odd), { fromMs, toMs });
      if (!part.ok) throw new Error(JSON.stringify(part.error));
      const expected = all.slice(at(fromMs), toMs === durationMs ? all.length : at(toMs));
      const got = samplesIn(part.value.wav);
      expect(got.length).toBe(expected.length);
      expect(furthest(got, expected)).toBe(0);
    }
  });
});

describe.each(ODD_RECORDINGS.filter(({ fault }) => fault !== undefined))('odd and refused: $name', (odd) => {
  it('is refused by its kind or its format when it is measured, and when it is cut', async () => {
    const named = (error: { kind: string; format?: string } | null) => error?.format ?? error?.kind;
    const facts = await cutter.measure(source(odd));
    expect(named(facts.ok ? facts.value.fault : facts.error)).toBe(odd.fault);
    const cut = await cutter.cut(source(odd), { fromMs: 0, toMs: 500 });
    expect(named(cut.ok ? null : cut.error)).toBe(odd.fault);
  });
});
