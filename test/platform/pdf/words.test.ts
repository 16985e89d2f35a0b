import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionRuns, printable, wrapped } from '../../../src/platform/pdf/lines.ts';

describe('a text that can be printed', () => {
  const latinOnly = (code: number): boolean => code < 0x250;

  it.each([
    ['as it is', 'Łukasiewicz’s', "Łukasiewicz's".replace("'", '[U+2019]')],
    ['with line breaks of every kind', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['with tabs as spaces', 'a\tb', 'a b'],
    ['with what has no shape by name', '中😀', '[U+4E2D][U+1F600]'],
    ['with what nobody would see by name', 'ab\u202Ecd\u0000\u00AD', 'ab[U+202E]cd[U+0000][U+00AD]'],
  ])('prints a text %s', (_, text, shown) => {
    expect(printable(text, latinOnly)).toBe(shown);
  });
});

describe('a text in lines', () => {
  const width = 12;
  const lines = (text: string): readonly string[] => wrapped(text, width, (part) => part.length);

  it('breaks a text into lines at spaces, and keeps its own line breaks', () => {
    expect(lines('one two three four\n\nfive')).toEqual(['one two', 'three four', '', 'five']);
  });

  it('breaks a word that is wider than a line', () => {
    expect(lines('see abcdefghijklmnopqrst now')).toEqual(['see', 'abcdefghijkl', 'mnopqrst now']);
  });

  it('makes no line wider than the page allows, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc  \n') }), (text) => {
        expect(lines(text).every((line) => line.trimEnd().length <= width)).toBe(true);
        const bare = (all: string): string => all.replace(/\s/g, '');
        expect(bare(lines(text).join(' '))).toBe(bare(text));
      }),
    );
  });
});

describe('the direction of a line', () => {
  it('draws a line in one stretch where no word runs to the left', () => {
    expect(directionRuns('Zofia Łukasiewicz, 4 min')).toEqual(['Zofia Łukasiewicz, 4 min']);
  });

  it('draws neighbouring words that run to the left as one stretch', () => {
    expect(directionRuns('also محمد علي (Mo)')).toEqual(['also', 'محمد\u00a0علي', '(Mo)']);
  });
});
