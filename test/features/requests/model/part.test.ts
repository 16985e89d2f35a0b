import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOffset, parseOffset } from '../../../../src/features/requests/model/part.ts';

describe('a place in a recording', () => {
  it.each([
    ['0:00', 0],
    ['1:30', 90_000],
    ['01:30', 90_000],
    [' 1:30 ', 90_000],
    ['62:03', 3_723_000],
    ['1:02:03', 3_723_000],
    ['0:07.5', 7_500],
    ['0:07,25', 7_250],
    ['0:07.005', 7_005],
    ['999:59', 59_999_000],
  ])('%j is %d ms', (text, ms) => {
    expect(parseOffset(text)).toEqual({ ok: true, value: ms });
  });

  it.each([
    '',
    '90',
    '1:60',
    '1:5',
    '-1:00',
    '1:30pm',
    'start',
    '1:60:00',
    '0:07.1234',
    '1000:00',
  ])('%j is none', (text) => {
    expect(parseOffset(text)).toEqual({ ok: false, error: 'not-an-offset' });
  });

  it('reads back as it is written, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59_999_999 }), (ms) => {
        expect(parseOffset(formatOffset(ms))).toEqual({ ok: true, value: ms });
      }),
    );
  });
});
