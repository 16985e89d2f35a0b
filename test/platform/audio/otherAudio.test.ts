import { describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { sourceOf } from '../../support/audioSources.ts';
import { buildWav } from '../../support/wav.ts';

const cutter = createAudioCutter();

const u16 = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);

const u32 = (value: number): Buffer =>
  Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24]);

const riff = (id: string, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id), u32(body.length), body, Buffer.alloc(body.length % 2)]);
};

/** GSM 6.10 in a WAV, as Asterisk’s wav49 writes it: 65 bytes for 320 samples. */
function gsmWav(blocks: number): Uint8Array {
  const format = [u16(49), u16(1), u32(8_000), u32(1_625), u16(65), u16(0), u16(2), u16(320)];
  const data = Buffer.alloc(65 * blocks, 0xd2);
  return new Uint8Array(
    riff('RIFF', Buffer.from('WAVE'), riff('fmt ', ...format), riff('fact', u32(320 * blocks)), riff('data', data)),
  );
}

function oggPage(body: Uint8Array, sequence: number, granule: number, flags: number): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS');
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(7, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = 1;
  return Buffer.concat([head, Buffer.from([body.length]), body]);
}

/** Opus in Ogg: its head, its tags, and a last page that says how many samples there were, at 48 kHz. */
function opusFile(seconds: number): Uint8Array {
  const start = Buffer.concat([
    Buffer.from('OpusHead'),
    Buffer.from([1, 1]),
    u16(0),
    u32(48_000),
    u16(0),
    Buffer.from([0]),
  ]);
  const tags = Buffer.concat([Buffer.from('OpusTags'), u32(4), Buffer.from('test'), u32(0)]);
  return new Uint8Array(
    Buffer.concat([
      oggPage(start, 0, 0, 2),
      oggPage(tags, 1, 0, 0),
      oggPage(Buffer.alloc(100, 1), 2, 48_000 * seconds, 4),
    ]),
  );
}

const SPAN = { fromMs: 0, toMs: 10 };

describe('audio the desk cannot cut', () => {
  it.each([
    ['GSM 6.10', gsmWav(250), 10_000],
    ['IEEE float', buildWav({ tag: 3, bits: 32, blockAlign: 4, frames: 16_000 }), 1_000],
    ['8-bit PCM', buildWav({ codec: 'mulaw', tag: 1, bits: 8, blockAlign: 1, frames: 8_000 }), 1_000],
    ['Ogg', opusFile(3), 3_000],
  ])('measures %s, and refuses to cut it, naming the format', async (format, file, durationMs) => {
    const facts = await cutter.measure(sourceOf(file));
    expect(facts).toMatchObject({ ok: true, value: { durationMs } });
    expect(await cutter.cut(sourceOf(file), SPAN)).toEqual({ ok: false, error: { kind: 'unsupported-audio', format } });
  });

  it('refuses a WAV that says it holds an MP3 and holds none', async () => {
    const file = buildWav({ codec: 'mulaw', tag: 85 });
    expect(await cutter.cut(sourceOf(file), SPAN)).toEqual({
      ok: false,
      error: { kind: 'broken-audio', detail: 'there are no MP3 frames in it' },
    });
  });

  it('measures a format it cannot cut without downloading the whole file', async () => {
    const source = sourceOf(gsmWav(50_000));
    expect(await cutter.measure(source)).toMatchObject({ ok: true, value: { durationMs: 2_000_000 } });
    expect(source.downloaded()).toBeLessThan(source.bytes / 10);
  });

  it.each([
    ['unknown', Buffer.from('not audio at all, but long enough to look at')],
    ['FLAC', Buffer.from('fLaC\0\0\0\0')],
    ['AMR', Buffer.from('#!AMR\n')],
    ['MPEG-4 audio (M4A)', Buffer.from('\0\0\0\u0020ftypM4A \0\0\0\0')],
  ])('refuses a broken %s file by its format, and does not throw', async (format, file) => {
    const refusal = { ok: false, error: { kind: 'unsupported-audio', format } };
    expect(await cutter.measure(sourceOf(new Uint8Array(file)))).toEqual(refusal);
    expect(await cutter.cut(sourceOf(new Uint8Array(file)), SPAN)).toEqual(refusal);
  });

  it('says of a file of no bytes that it is empty', async () => {
    const refusal = { ok: false, error: { kind: 'no-sound', detail: 'the file is empty' } };
    expect(await cutter.measure(sourceOf(new Uint8Array(0)))).toEqual(refusal);
    expect(await cutter.cut(sourceOf(new Uint8Array(0)), SPAN)).toEqual(refusal);
  });

  it('passes on the error of a source that cannot be read while a format is looked for', async () => {
    const file = opusFile(3);
    const read = async (offset: number, length: number) => {
      if (length > 1_024 || offset > 0) throw new Error('storage is away');
      return file.slice(offset, offset + length);
    };
    await expect(cutter.measure({ read, bytes: 2_000_000 })).rejects.toThrow('storage is away');
  });
});
