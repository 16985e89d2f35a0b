import { describe, expect, it } from 'vitest';
import { ALAW_TO_PCM16, MULAW_TO_PCM16 } from '../../../src/platform/audio/wavCutter.ts';
import { g711Value } from '../../support/wav.ts';

describe('G.711 decoding', () => {
  it('gives every mu-law code the value of the standard’s formula', () => {
    for (let code = 0; code < 256; code += 1) expect(MULAW_TO_PCM16[code]).toBe(g711Value('mulaw', code));
  });

  it('gives every A-law code the value of the standard’s formula', () => {
    for (let code = 0; code < 256; code += 1) expect(ALAW_TO_PCM16[code]).toBe(g711Value('alaw', code));
  });

  it('agrees with the ends and the middle of tables 1 and 2 of the standard', () => {
    expect(MULAW_TO_PCM16[0x80]).toBe(8031 * 4);
    expect(MULAW_TO_PCM16[0x00]).toBe(-8031 * 4);
    expect(MULAW_TO_PCM16[0xff]).toBe(0);
    expect(MULAW_TO_PCM16[0xfe]).toBe(2 * 4);
    expect(ALAW_TO_PCM16[0xaa]).toBe(4032 * 8);
    expect(ALAW_TO_PCM16[0x2a]).toBe(-4032 * 8);
    expect(ALAW_TO_PCM16[0xd5]).toBe(1 * 8);
    expect(ALAW_TO_PCM16[0x55]).toBe(-1 * 8);
  });
});
