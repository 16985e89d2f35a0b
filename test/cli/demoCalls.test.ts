import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../src/platform/audio/audioCutter.ts';
import { sourceOf } from '../support/audioSources.ts';

interface DemoCall {
  readonly file: string;
  readonly codec: string;
  readonly channels: number;
  readonly durationMs: number;
  readonly number: string;
  readonly transcript: readonly { readonly at: number; readonly words: string }[];
}

const FOLDER = new URL('../../env/demo/calls/', import.meta.url);

const calls: readonly DemoCall[] = JSON.parse(readFileSync(new URL('calls.json', FOLDER), 'utf8'));

describe.each(calls)('the sample call $file', (call) => {
  const source = sourceOf(readFileSync(new URL(call.file, FOLDER)));

  it('has the length, codec and channels of its description, at 8 kHz', async () => {
    expect(await createAudioCutter().measure(source)).toEqual({
      ok: true,
      value: {
        durationMs: call.durationMs,
        codec: call.codec,
        channels: call.channels,
        sampleRate: 8_000,
        fault: null,
      },
    });
  });

  it('has sound where its transcript says that somebody begins to speak', async () => {
    for (const { at } of call.transcript) {
      const result = await createAudioCutter().cut(source, { fromMs: at, toMs: at + 1_000 });
      expect(result.ok && Math.max(...result.value.peaks)).toBeGreaterThan(0.1);
    }
  });

  it('uses a telephone number that is reserved for fiction', () => {
    expect(call.number).toMatch(/^(?:01632 960\d{3}|07700 900\d{3}|withheld)$/);
  });
});
