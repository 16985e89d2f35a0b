import { describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { sourceOf } from '../../support/audioSources.ts';
import { buildWav } from '../../support/wav.ts';

const cutter = createAudioCutter();

const SPAN = { fromMs: 500, toMs: 1_500 };

/** Where the samples of the built file begin. */
const dataOf = (wav: Uint8Array): Uint8Array => {
  const at = Buffer.from(wav).indexOf('data');
  return wav.subarray(at + 8);
};

describe('samples without a header', () => {
  it.each([
    ['ulaw', 'mulaw'],
    ['ul', 'mulaw'],
    ['alaw', 'alaw'],
    ['AL', 'alaw'],
    ['sln', 'pcm16'],
  ] as const)('named .%s are cut as %s, the same as with one', async (ending, codec) => {
    const wav = buildWav({ codec, durationMs: 2_000 });
    const raw = { ...sourceOf(dataOf(wav)), name: `2026/11/23/force-1-2.${ending}` };
    expect(await cutter.measure(raw)).toMatchObject({ ok: true, value: { durationMs: 2_000, codec } });
    const [ours, theirs] = [await cutter.cut(raw, SPAN), await cutter.cut(sourceOf(wav), SPAN)];
    expect(ours).toEqual(theirs);
    expect(ours).toMatchObject({ ok: true, value: { durationMs: 1_000 } });
  });

  it('reads a file named for headerless samples by its header when it has one', async () => {
    const wav = buildWav({ codec: 'pcm16', durationMs: 1_000 });
    expect(await cutter.measure({ ...sourceOf(wav), name: 'x.ulaw' })).toMatchObject({
      value: { codec: 'pcm16', durationMs: 1_000 },
    });
  });

  it('refuses headerless samples whose name does not say their format', async () => {
    const samples = dataOf(buildWav({ codec: 'mulaw', durationMs: 1_000 }));
    expect(await cutter.cut({ ...sourceOf(samples), name: 'x.g722' }, SPAN)).toMatchObject({
      ok: false,
      error: { kind: 'unsupported-audio' },
    });
  });
});
