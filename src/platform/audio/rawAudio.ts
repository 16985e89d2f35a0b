import type { AudioSource } from './audio.ts';

/**
 * What a file without any header holds, by the ending Asterisk gives it: one channel of 8,000 samples a
 * second.
 */
const RAW: Readonly<Record<string, { readonly tag: number; readonly sampleBytes: number }>> = {
  ulaw: { tag: 7, sampleBytes: 1 },
  ul: { tag: 7, sampleBytes: 1 },
  alaw: { tag: 6, sampleBytes: 1 },
  al: { tag: 6, sampleBytes: 1 },
  sln: { tag: 1, sampleBytes: 2 },
};

const RATE = 8_000;

const HEADER_BYTES = 44;

const rawFormatOf = (name: string | undefined) => {
  const ending = /\.([^./]+)$/.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(RAW, ending) ? RAW[ending] : undefined;
};

/** The header such a file would have as WAV. */
function headerOf(
  { tag, sampleBytes }: NonNullable<ReturnType<typeof rawFormatOf>>,
  bytes: number,
): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * sampleBytes, 28);
  header.writeUInt16LE(sampleBytes, 32);
  header.writeUInt16LE(sampleBytes * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}

/**
 * Samples without a header, shown as the WAV they would be; undefined for a file whose name says otherwise.
 */
export function asWav(source: AudioSource): AudioSource | undefined {
  const format = rawFormatOf(source.name);
  if (!format) return undefined;
  const header = headerOf(format, source.bytes);
  return {
    bytes: HEADER_BYTES + source.bytes,
    read: async (offset, length) => {
      const head = header.subarray(offset, offset + length);
      const rest = length - head.length;
      if (rest <= 0) return head;
      const samples = await source.read(Math.max(0, offset - HEADER_BYTES), rest);
      return head.length === 0 ? samples : Buffer.concat([head, samples]);
    },
  };
}
