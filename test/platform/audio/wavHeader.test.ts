import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wavCutter } from '../../../src/platform/audio/wavCutter.ts';
import { sourceOf } from '../../support/audioSources.ts';
import { buildWav, type WavRecipe } from '../../support/wav.ts';

const { measure } = wavCutter;

const measured = (recipe: WavRecipe) => measure(sourceOf(buildWav(recipe)));

const ascii = (text: string, length = 200): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set(Buffer.from(text, 'latin1'));
  return bytes;
};

describe('measuring a recording', () => {
  it('reads the length, codec, channels and rate of a WAV from its header alone', async () => {
    const source = sourceOf(buildWav({ codec: 'alaw', channels: 2, durationMs: 60_000 }));
    expect(await measure(source)).toEqual({
      ok: true,
      value: { durationMs: 60_000, codec: 'alaw', channels: 2, sampleRate: 8_000, fault: null },
    });
    expect(source.downloaded()).toBeLessThanOrEqual(1_024);
  });

  it.each([16, 18, 40] as const)('reads a format chunk of %i bytes', async (fmtBytes) => {
    expect(await measured({ codec: 'mulaw', fmtBytes })).toMatchObject({ ok: true, value: { codec: 'mulaw' } });
  });

  it('steps over chunks before the samples, odd ones and ones larger than the first read', async () => {
    const before = [3, 5_001, 0, 2_000].map((size) => ({ id: 'LIST', bytes: new Uint8Array(size) }));
    expect(await measured({ before })).toMatchObject({ ok: true, value: { durationMs: 1_000 } });
  });

  it('does not count chunks after the samples as sound', async () => {
    expect(await measured({ after: [{ id: 'LIST', bytes: new Uint8Array(800) }] })).toMatchObject({
      value: { durationMs: 1_000 },
    });
  });

  it.each([
    0, 0xffff_ffff, 1_000_000,
  ])('takes a data size of %i to mean what the file holds', async (claimedDataBytes) => {
    expect(await measured({ claimedDataBytes })).toMatchObject({ ok: true, value: { durationMs: 1_000 } });
  });

  it.each([
    ['GSM 6.10', { codec: 'mulaw', tag: 0x31 }],
    ['MP3', { codec: 'mulaw', tag: 0x55 }],
    ['IMA ADPCM', { codec: 'mulaw', tag: 0x11 }],
    ['IEEE float', { tag: 3 }],
    ['WAV format 0x1234', { tag: 0x1234 }],
    ['8-bit PCM', { bits: 8, blockAlign: 1 }],
    ['WAV with 6 channels', { channels: 6 }],
  ] as const)('refuses %s inside a WAV by its name', async (format, recipe) => {
    expect(await measured(recipe)).toEqual({ ok: false, error: { kind: 'unsupported-audio', format } });
  });

  it.each([
    ['MP3', ascii('ID3\u0004')],
    ['MP3', ascii('\u00ff\u00fb\u0090\u0064')],
    ['AAC', ascii('\u00ff\u00f1\u0050')],
    ['Ogg', ascii('OggS')],
    ['FLAC', ascii('fLaC')],
    ['AMR', ascii('#!AMR\n')],
    ['MPEG-4 audio (M4A)', ascii('\0\0\0\u0020ftypM4A ')],
    ['RIFF AVI', ascii('RIFF\0\0\0\0AVI ')],
    ['GSM 6.10', ascii(`\u00d8${'\0'.repeat(32)}\u00d1${'\0'.repeat(32)}\u00dc`)],
    ['unknown', ascii('not audio at all')],
    ['unknown', ascii('RIFF', 6)],
  ])('refuses %s by the first bytes of the file', async (format, file) => {
    expect(await measure(sourceOf(file))).toEqual({ ok: false, error: { kind: 'unsupported-audio', format } });
  });

  it.each([
    ['the file ends before its samples begin', ascii('RIFF\0\0\0\0WAVEGARBAGE!', 400)],
    ['the format chunk is cut short', buildWav().slice(0, 30)],
    ['the samples come before the format', ascii('RIFF\0\0\0\0WAVEdata\u0010\0\0\0')],
    ['the header contradicts itself', buildWav({ blockAlign: 4 })],
    ['the header names no channels or no sample rate', buildWav({ channels: 0, blockAlign: 2 })],
  ])('says what is wrong with a broken WAV: %s', async (detail, file) => {
    expect(await measure(sourceOf(file))).toEqual({ ok: false, error: { kind: 'broken-audio', detail } });
  });

  it.each([
    ['the file is empty', new Uint8Array(0)],
    ['there are no samples in it', buildWav().slice(0, 36)],
    ['there are no samples in it', buildWav({ frames: 0 })],
  ])('says of a WAV without sound that it has none: %s', async (detail, file) => {
    expect(await measure(sourceOf(file))).toEqual({ ok: false, error: { kind: 'no-sound', detail } });
  });

  it('gives up on a file of nothing but chunks, having read little of it', async () => {
    const source = sourceOf(ascii('RIFF\0\0\0\0WAVE', 1_000_000));
    expect(await measure(source)).toMatchObject({ ok: false, error: { kind: 'no-sound' } });
    expect(source.downloaded()).toBeLessThanOrEqual(32 * 1_024);
  });

  it('refuses any bytes that are no WAV, and does not throw', async () => {
    const header = fc
      .uint8Array({ maxLength: 120 })
      .map((tail) => new Uint8Array([...ascii('RIFF\0\0\0\0WAVEfmt \u0010\0\0\0', 20), ...tail]));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), header), async (file) => {
        const result = await measure(sourceOf(file));
        expect(typeof result.ok).toBe('boolean');
      }),
    );
  });
});
