import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, parseExternalNumber } from '../../../../src/features/recordings/model/externalNumber.ts';

const number = (e164: string) => ({ ok: true, value: { kind: 'number', e164 } });

describe('reading an outside number', () => {
  it.each([
    '01632 960123',
    '(01632) 960-123',
    '01632-960-123',
    '+44 1632 960123',
    '+44 (0)1632 960123',
    '+44(0)1632960123',
    '0044 1632 960123',
    '00441632960123',
    '0044 (0)1632 960123',
    '441632960123',
    '1632960123',
    'tel:01632960123',
    '01632\u00a0960123',
    '\u202a01632 960123\u202c',
    '０１６３２ ９６０１２３',
    '01632 960123 x12',
  ])('reads %j as +441632960123', (text) => {
    expect(parseExternalNumber(text)).toEqual(number('+441632960123'));
  });

  it.each([
    ['07700 900123', '+447700900123'],
    ['0800 1111', '+448001111'],
    ['+1 202 555 0123', '+12025550123'],
    ['0012025550123', '+12025550123'],
    ['27836826436', '+27836826436'],
    ['+353 20 912 0123', '+353209120123'],
  ])('reads %s as %s', (text, e164) => {
    expect(parseExternalNumber(text)).toEqual(number(e164));
  });

  it.each([
    '',
    '  ',
    'anonymous',
    'Anonymous',
    'WITHHELD',
    'Withheld number',
    'private',
    'Restricted',
  ])('reads %j as withheld', (text) => {
    expect(parseExternalNumber(text)).toEqual({ ok: true, value: { kind: 'withheld' } });
  });

  it.each([
    ['204', '204'],
    ['x204', '204'],
    ['Ext. 204', '204'],
    ['99999', '99999'],
    ['*97', '*97'],
    ['*1*204', '*1*204'],
  ])('takes %s for an extension, not a number', (text, extension) => {
    expect(parseExternalNumber(text)).toEqual({ ok: true, value: { kind: 'extension', extension } });
  });

  it.each([
    'unknown',
    'my mother',
    '1',
    '123456',
    '+44 44 1632 960123',
    '01632 960123 or 07700 900123',
    'ring 01632 960123',
    '1234567890123456',
    '-',
    '+',
    '0',
    '000000',
  ])('refuses %j', (text) => {
    expect(parseExternalNumber(text)).toEqual({ ok: false, error: 'not-a-number' });
  });

  it('answers, and with E.164 when with a number, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0123456789+()-* x#') }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const read = parseExternalNumber(text);
        if (read.ok && read.value.kind === 'number') expect(read.value.e164).toMatch(/^\+\d{6,17}$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('showing a number', () => {
  it.each([
    ['+441632960123', '01632 960123'],
    ['+447700900123', '07700 900123'],
    ['+442079460123', '020 7946 0123'],
    ['+12025550123', '+1 202 555 0123'],
    ['withheld', 'withheld number'],
    ['gibberish', 'gibberish'],
  ])('shows %s as %s', (e164, shown) => {
    expect(formatNumber(e164)).toBe(shown);
  });

  it('shows what reads back as the same number', () => {
    for (const e164 of ['+441632960123', '+447700900123', '+12025550123', '+27836826436']) {
      expect(parseExternalNumber(formatNumber(e164))).toEqual(number(e164));
    }
  });
});
