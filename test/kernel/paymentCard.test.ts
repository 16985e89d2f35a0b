import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsCardNumber } from '../../src/kernel/paymentCard.ts';

/** The brands' published test numbers. */
const TEST_CARDS = {
  Visa: '4111111111111111',
  'Visa (2)': '4012888888881881',
  'Visa of 13 digits': '4222222222222',
  Mastercard: '5555555555554444',
  'Mastercard (2-series)': '2223003122003222',
  'American Express': '378282246310005',
  'Diners Club': '30569309025904',
  Discover: '6011111111111117',
  JCB: '3530111333300000',
  Maestro: '6759649826438453',
  UnionPay: '6200000000000005',
} as const;

const inFours = (digits: string, by: string) => (digits.match(/\d{1,4}/g) ?? []).join(by);

const SPELLINGS: Readonly<Record<string, (digits: string) => string>> = {
  'in one piece': (d) => d,
  spaced: (d) => inFours(d, ' '),
  dashed: (d) => inFours(d, '-'),
  'with long dashes': (d) => inFours(d, ' – '),
  'with points': (d) => inFours(d, '.'),
  'over two lines': (d) => inFours(d, '\n'),
  'with spaces that do not break': (d) => inFours(d, '\u00a0'),
  'digit by digit': (d) => [...d].join(' '),
  'full-width': (d) => inFours(d, ' ').replace(/\d/g, (c) => String.fromCodePoint(0xff10 + Number(c))),
  'Arabic-Indic': (d) => d.replace(/\d/g, (c) => String.fromCodePoint(0x0660 + Number(c))),
  'with characters of no width': (d) => [...d].join('\u200b'),
  'with soft hyphens': (d) => inFours(d, '\u00ad'),
  'among words': (d) => `She read out ${inFours(d, ' ')}, then 12/28 and 123.`,
  'behind a telephone number': (d) => `01632 960123 ${inFours(d, ' ')}`,
  'before a telephone number': (d) => `${inFours(d, ' ')} 01632 960123`,
  'with commas': (d) => inFours(d, ', '),
  'with bullets': (d) => inFours(d, ' • '),
  'with colons': (d) => inFours(d, ':'),
  'in brackets': (d) => `(${inFours(d, ') (')})`,
  'with pipes': (d) => inFours(d, '|'),
  'with tildes': (d) => inFours(d, '~'),
  'digit by digit with commas': (d) => [...d].join(', '),
  'as keycaps': (d) => [...d].map((digit) => `${digit}\ufe0f\u20e3`).join(''),
  'with fillers': (d) => inFours(d, '\u3164'),
  'with blanks of Braille': (d) => inFours(d, '\u2800'),
  'with combining marks': (d) => [...d].join('\u0336'),
  // An old Visa of thirteen digits with others stuck to it is as good as any reference.
  'with digits stuck to it': (d) => (d.length < 14 ? d : `99${d}00`),
};

describe('payment card numbers that are there', () => {
  it.each(
    Object.entries(TEST_CARDS).flatMap(([brand, digits]) =>
      Object.entries(SPELLINGS).map(([how, spell]) => [brand, how, spell(digits)] as const),
    ),
  )('%s, %s: %j', (_, __, text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });

  it.each([
    '3782 822463 10005',
    '3782-822463-10005',
    '3056 930902 5904',
  ])('finds a card number as its brand prints it: %s', (text) => {
    expect(holdsCardNumber(text)).toBe(true);
  });
});

describe('what only looks like a payment card number', () => {
  it.each([
    '01632 960123',
    '+44 1632 960123',
    '+44 (0)1632 960123',
    '0044 1632 960123',
    '07700 900123',
    'ext 204 01632 960123',
    '204 01632 960123',
    '2026-11-24 10:00 204 01632 960123',
    '24/11/2026 15.10 01632 960123',
    '24.11.26 15:10 07700 900 123',
    '+4917612345678',
    '+1 202 555 0123',
    '01632 960123, 01632 960124, 01632 960125',
    'invoice 1234 5678',
    '4111 1111 1111 1112',
    '4111111111111112',
    '0000 0000 0000 0000',
    // In one piece, of no brand: a barcode, a reference, and microchips of dogs and cats.
    '9999999999999995',
    '8718951295841',
    '977200009123456',
    '985141002345678',
    '941000012345678',
    '826098106123459',
    'chip 977 200 009 123 456',
    '2 Nov, 15:10: 204, 205 (01632 960123)',
    '£1,234.56; £4,111.11; £1,111.11; £111.11',
    'calls at 4:11, 11:11, 11:11, 11:11 and 11:11',
    '',
  ])('takes no card number out of %j', (text) => {
    expect(holdsCardNumber(text)).toBe(false);
  });
});

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** ISO/IEC 7812-1 annex B: from the last digit on every other one counts double, less nine where that passes nine. */
const passesLuhn = (all: string): boolean => {
  const counted = [...all].reverse().map((digit, at) => Number(digit) * (at % 2 === 0 ? 1 : 2));
  return counted.reduce((sum, each) => sum + (each > 9 ? each - 9 : each), 0) % 10 === 0;
};

/** Completes fifteen digits with the one that makes the Luhn sum right. */
const completed = (start: string): string => [...'0123456789'].map((last) => `${start}${last}`).find(passesLuhn) ?? '';

const visaOrMastercard = fc
  .oneof(
    digits(14).map((rest) => `4${rest}`),
    fc.tuple(fc.integer({ min: 51, max: 55 }), digits(13)).map(([head, rest]) => `${head}${rest}`),
    fc.tuple(fc.integer({ min: 2221, max: 2720 }), digits(11)).map(([head, rest]) => `${head}${rest}`),
  )
  .map(completed);

describe('payment card numbers, whatever the digits', () => {
  it('finds a Visa or Mastercard number however it is broken up', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 15 });
    fc.assert(
      fc.property(visaOrMastercard, cuts, fc.constantFrom(' ', '-', '.', ' - ', '\t'), (card, at, by) => {
        const broken = [...card].map((digit, i) => (at.includes(i) ? by + digit : digit)).join('');
        expect(holdsCardNumber(broken)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no card number out of a British number with a date, a time and an extension in front of it', () => {
    const area = fc.constantFrom(
      '01632 960',
      '0113 496 0',
      '020 7946 0',
      '07700 900',
      '0161 496 0',
      '029 2018 0',
      '0808 157 0',
    );
    const number = fc.tuple(area, digits(3)).map(([start, rest]) => start + rest);
    const international = number.map((typed) => typed.replace(/^0/, '+44 '));
    const day = fc.date({
      min: new Date('2026-01-01T00:00Z'),
      max: new Date('2027-12-31T00:00Z'),
      noInvalidDate: true,
    });
    const date = fc
      .tuple(day, fc.constantFrom('y-m-d', 'd/m/y', 'd.m.y', 'd-m-y', 'd/m/s', ''))
      .map(([when, order]) => {
        const [y = '', m = '', d = ''] = when.toISOString().slice(0, 10).split('-');
        return order.replace('y', y).replace('s', y.slice(2)).replace('m', m).replace('d', d);
      });
    const extension = fc.integer({ min: 10, max: 9999 }).map(String);
    const before = fc.tuple(date, fc.constantFrom('15:10 ', '15.10 ', ''), fc.option(extension, { nil: '' }));
    fc.assert(
      fc.property(before, fc.oneof(number, international), fc.boolean(), ([on, at, ext], typed, tight) => {
        const text = `${on} ${at}${ext} ${tight ? typed.replace(/ (?=\d+$)/, '') : typed}`.replace(/\s+/g, ' ').trim();
        expect(holdsCardNumber(text), text).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a microchip number of fifteen digits', () => {
  it.each([
    '900',
    '941',
    '956',
    '968',
    '977',
    '981',
    '985',
    '990',
    '826',
    '276',
    '250',
  ])('that begins with %s is never taken for a card', (maker) => {
    fc.assert(
      fc.property(digits(12), (rest) => {
        expect(holdsCardNumber(`The chip is ${maker}${rest}.`)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
