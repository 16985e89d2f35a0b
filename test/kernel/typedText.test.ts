import { describe, expect, it } from 'vitest';
import { saysWhy } from '../../src/kernel/typedText.ts';

describe('a reason', () => {
  it.each([
    'Claim 17',
    'S-4729182',
    'see s-4729182.',
    'R-1A2B3C4',
    '(P-1234567)',
    'Über 30',
  ])('is taken where it has words, or the id of something the desk keeps: %s', (reason) =>
    expect(saysWhy(reason)).toBe(true));

  it.each([
    '',
    'ok',
    '12345',
    '.....',
    'S-47291',
    'S-47291829',
    '1S-4729182',
    'a b c',
  ])('is not taken where it says nothing: “%s”', (reason) => expect(saysWhy(reason)).toBe(false));
});
