import { readFileSync } from 'node:fs';

/**
 * The sample call's part as PCM16, by the standard's formula and not by the desk's code. Reads mu-law files
 * with a plain header.
 */
export function partOfSampleCall(file: string, fromMs: number, toMs: number): Uint8Array {
  const wav = readFileSync(new URL(`../../env/demo/calls/${file}`, import.meta.url));
  const format = chunk(wav, 'fmt ');
  const data = chunk(wav, 'data');
  const channels = format.readUInt16LE(2);
  const rate = format.readUInt32LE(4);
  if (format.readUInt16LE(0) !== 7) throw new Error('Not a mu-law file');
  const at = (ms: number): number => Math.round((ms * rate) / 1000) * channels;
  const part = data.subarray(at(fromMs), at(toMs));
  const samples = Int16Array.from(part, muLawToLinear);
  return new Uint8Array(samples.buffer);
}

/** G.711: sign, exponent and mantissa of the inverted byte, on 14 bits, scaled to 16. */
function muLawToLinear(byte: number): number {
  const inverted = ~byte & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4);
  return inverted & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}

/** The samples of a PCM16 WAV file. */
export const pcmOf = (wav: Uint8Array): Uint8Array => new Uint8Array(chunk(Buffer.from(wav), 'data'));

function chunk(wav: Buffer, name: string): Buffer {
  for (let at = 12; at + 8 <= wav.length; ) {
    const length = wav.readUInt32LE(at + 4);
    if (wav.toString('latin1', at, at + 4) === name) return wav.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  throw new Error(`No ${name} chunk`);
}
