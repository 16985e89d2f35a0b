/**
 * ITU-T G.711 decoding as two tables of 256 values, 16-bit signed. mu-law is the standard's 14-bit value
 * times 4, A-law its 13-bit value times 8, which is what every 16-bit codec agrees on.
 */

/** One mu-law byte to 16-bit PCM, -32124 to 32124. Every bit is sent inverted. */
function fromMulaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  return code & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
}

/** One A-law byte to 16-bit PCM, -32256 to 32256. Even bits are sent inverted; a set sign bit means positive. */
function fromAlaw(byte: number): number {
  const code = byte ^ 0x55;
  const segment = (code & 0x70) >> 4;
  const step = ((code & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

const tableOf = (decode: (byte: number) => number): Int16Array =>
  Int16Array.from({ length: 256 }, (_, byte) => decode(byte));

/** 16-bit PCM for each mu-law byte. */
export const MULAW_TO_PCM16 = tableOf(fromMulaw);

/** 16-bit PCM for each A-law byte. */
export const ALAW_TO_PCM16 = tableOf(fromAlaw);
