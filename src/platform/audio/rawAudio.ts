import { endingOf } from '../../kernel/fileName.ts';
import type { AudioSource } from './audio.ts';

interface RawFormat {
  readonly tag: number;
  readonly sampleBytes: number;
  readonly rate: number;
}

const named = (endings: readonly string[], format: RawFormat) => endings.map((ending) => [ending, format] as const);

/** What a file without any header holds, by the ending Asterisk gives it: one channel. */
const RAW: ReadonlyMap<string, RawFormat> = new Map([
  ...named(['ulaw', 'ul', 'mu', 'ulw', 'pcm', 'pcmu'], { tag: 7, sampleBytes: 1, rate: 8_000 }),
  ...named(['alaw', 'al', 'alw', 'pcma'], { tag: 6, sampleBytes: 1, rate: 8_000 }),
  ...named(['sln', 'raw'], { tag: 1, sampleBytes: 2, rate: 8_000 }),
  ...[8, 12, 16, 24, 32, 48, 96, 192].flatMap((khz) =>
    named([`sln${khz}`], { tag: 1, sampleBytes: 2, rate: khz * 1_000 }),
  ),
  ...named(['sln44'], { tag: 1, sampleBytes: 2, rate: 44_100 }),
]);

const HEADER_BYTES = 44;

/** The header such a file would have as WAV. */
function headerOf({ tag, sampleBytes, rate }: RawFormat, bytes: number): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * sampleBytes, 28);
  header.writeUInt16LE(sampleBytes, 32);
  header.writeUInt16LE(sampleBytes * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  return header;
}

/** Samples without a header, shown as the WAV they would be; undefined for a file whose name says otherwise. */
export function asWav(source: AudioSource): AudioSource | undefined {
  const format = RAW.get(endingOf(source.name ?? ''));
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
