import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPasscode, readPasscode } from '../../../../src/features/releases/model/externalLinkForm.ts';

const digits = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, '0'));

describe('a passcode', () => {
  it('is read as it is shown', () => {
    expect(formatPasscode('48271093')).toBe('4827-1093');
    fc.assert(
      fc.property(digits, (each) => {
        expect(readPasscode(formatPasscode(each))).toBe(each);
      }),
    );
  });

  it.each([
    '48271093',
    ' 4827 1093 ',
    '4827–1093',
    '48 27 10 93',
    '4827.1093',
    '４８２７１０９３',
  ])('may be typed as “%s”', (typed) => {
    expect(readPasscode(typed)).toBe('48271093');
  });

  it.each(['', '4827109', '482710933', '4827-109x', '+48271093', '4827/1093'])('is not “%s”', (typed) => {
    expect(readPasscode(typed)).toBeUndefined();
  });
});
