import { describe, expect, it } from 'vitest';
import { saysWhy } from '../../src/kernel/typedText.ts';

describe('a reason', () => {
  it.each(['Claim 17', 'Bill query', 'Über 30'])('is taken where it has words: %s', (reason) =>
    expect(saysWhy(reason)).toBe(true));

  it.each([
    '',
    'ok',
    '12345',
    '.....',
    'S-4729182',
    'x-1632960',
    'a b c',
  ])('is not taken where it says nothing: “%s”', (reason) => expect(saysWhy(reason)).toBe(false));
});
