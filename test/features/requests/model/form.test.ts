import { describe, expect, it } from 'vitest';
import { purposeTable } from '../../../../src/features/practice/model/purpose.ts';
import {
  type FieldFault,
  REQUEST_FIELDS,
  type RequestField,
  TEXT_LIMITS,
} from '../../../../src/features/requests/model/fields.ts';
import { type FormContext, parseRequestForm } from '../../../../src/features/requests/model/form.ts';
import { type Instant, toInstant } from '../../../../src/kernel/time.ts';
import { NOW } from '../../../builders.ts';

type Values = Partial<Record<RequestField, string>>;

const FULL: Values = {
  purpose: 'complaint',
  reason: 'A complaint about a bill',
  whenKind: 'about',
  date: '2026-11-23',
  time: '15:10',
  extension: '204',
  numberKind: 'known',
  number: '01632 960123',
  partiesNotKnown: 'true',
};

const context = (now: Instant = NOW): FormContext => ({
  now,
  zone: 'Europe/London',
  recordingsDays: 30,
  purposes: purposeTable({}),
});

const parse = (values: Values, now?: Instant) => parseRequestForm({ ...FULL, ...values }, context(now));

const faultsOf = (values: Values, now?: Instant) => {
  const parsed = parse(values, now);
  return parsed.ok ? {} : parsed.error;
};

const askOf = (values: Values, now?: Instant) => {
  const parsed = parse(values, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.ask;
};

const UNKNOWN = { extension: '', extensionNotKnown: 'true', number: '', numberKind: 'not-known' } as const;

describe('a whole form', () => {
  it('gives the request’s rule and what is asked', () => {
    expect(parse({})).toMatchObject({
      ok: true,
      value: {
        rule: { purpose: 'complaint' },
        ask: {
          reason: 'A complaint about a bill',
          when: { kind: 'about', date: '2026-11-23', time: '15:10' },
          extension: { kind: 'known', extension: '204' },
          number: { kind: 'known', e164: '+441632960123' },
          parties: { kind: 'not-known' },
          other: null,
        },
      },
    });
  });

  it('lists all faults at once, each at its input', () => {
    expect(parseRequestForm({}, context())).toEqual({
      ok: false,
      error: {
        purpose: 'missing',
        reason: 'missing',
        date: 'missing',
        extension: 'extension-missing',
        number: 'number-missing',
        parties: 'parties-missing',
      },
    });
  });

  it.each([
    ['numberKind', 'internal'],
    ['numberKind', 'withheld'],
  ] as const)('takes %s %s', (field, kind) => {
    expect(askOf({ number: '', [field]: kind }).number).toEqual({ kind });
  });

  it('reads “withheld” typed as a number', () => {
    expect(askOf({ number: 'Withheld' }).number).toEqual({ kind: 'withheld' });
  });
});

const BAD: readonly (readonly [string, Values, Values])[] = [
  ['an unheard-of purpose', { purpose: 'curiosity' }, { purpose: 'not-a-choice' }],
  ['a purpose only the DPO raises', { purpose: 'crime' }, { purpose: 'not-a-choice' }],
  ['a purpose’s name from the prototype', { purpose: 'constructor' }, { purpose: 'not-a-choice' }],
  ['a reason of spaces', { reason: '     ' }, { reason: 'missing' }],
  ['a reason without words', { reason: '?!?!?!?!' }, { reason: 'reason-too-short' }],
  ['a reason of four characters', { reason: 'work' }, { reason: 'reason-too-short' }],
  ['a reason of 4,000 characters', { reason: 'bill '.repeat(800) }, { reason: 'too-long' }],
  ['no date', { date: '' }, { date: 'missing' }],
  ['no such date', { date: '2026-02-29' }, { date: 'not-a-date' }],
  ['a date in the British order', { date: '23/11/2026' }, { date: 'not-a-date' }],
  ['tomorrow', { date: '2026-11-25' }, { date: 'in-the-future' }],
  ['a time later today', { date: '2026-11-24', time: '10:01' }, { time: 'in-the-future' }],
  ['no time', { time: '' }, { time: 'missing' }],
  ['25 o’clock', { time: '25:00' }, { time: 'not-a-time' }],
  ['a time in words', { time: 'noon' }, { time: 'not-a-time' }],
  ['an unheard-of sort of time', { whenKind: 'whenever' }, { whenKind: 'not-a-choice' }],
  ['a range without an end', { whenKind: 'range' }, { dateTo: 'range-end-missing' }],
  ['a range backwards', { whenKind: 'range', dateTo: '2026-11-22' }, { dateTo: 'range-backwards' }],
  ['a range into the future', { whenKind: 'range', dateTo: '2026-11-25' }, { dateTo: 'in-the-future' }],
  ['a range to no date', { whenKind: 'range', dateTo: 'Friday' }, { dateTo: 'not-a-date' }],
  ['the extension “abc”', { extension: 'abc' }, { extension: 'not-an-extension' }],
  ['an extension of nine digits', { extension: '204999999' }, { extension: 'not-an-extension' }],
  ['an extension of 21 characters', { extension: '2'.repeat(21) }, { extension: 'too-long' }],
  ['neither an extension nor “not known”', { extension: '' }, { extension: 'extension-missing' }],
  ['both', { extensionNotKnown: 'true' }, { extension: 'extension-and-not-known' }],
  ['the number “12”', { number: '12' }, { number: 'number-is-extension' }],
  ['the number “mum”', { number: 'mum' }, { number: 'not-a-number' }],
  ['a number of 41 characters', { number: `01632 960123${' '.repeat(28)}x` }, { number: 'too-long' }],
  ['no number', { number: '' }, { number: 'number-missing' }],
  ['a number that is not known', { numberKind: 'not-known' }, { number: 'number-and-not-known' }],
  ['an unheard-of sort of number', { numberKind: 'secret' }, { numberKind: 'not-a-choice' }],
  ['no names', { partiesNotKnown: '' }, { parties: 'parties-missing' }],
  ['names that are not known', { parties: 'Mrs Hill' }, { parties: 'parties-and-not-known' }],
  ['a regulator without a name', { purpose: 'regulatory' }, { askedBy: 'missing', reference: 'missing' }],
  ['a legal enquiry without a reference', { purpose: 'legal', reference: ' ' }, { reference: 'missing' }],
  ['nothing that narrows, at a time', UNKNOWN, { extension: 'narrows-nothing' }],
  ['nothing that narrows, on a day', { ...UNKNOWN, whenKind: 'day' }, { whenKind: 'narrows-nothing' }],
  [
    'an extension alone, on a day',
    { number: '', numberKind: 'not-known', whenKind: 'day' },
    { whenKind: 'narrows-nothing' },
  ],
  [
    'an extension and names, in a range',
    {
      number: '',
      numberKind: 'not-known',
      whenKind: 'range',
      dateTo: '2026-11-24',
      parties: 'Hill',
      partiesNotKnown: '',
    },
    { whenKind: 'narrows-nothing' },
  ],
];

describe('what is not taken', () => {
  it.each(BAD)('%s', (_, values, faults) => {
    expect(faultsOf(values)).toEqual(faults);
  });

  it.each(
    Object.entries(TEXT_LIMITS).filter(([field]) => !['number', 'extension'].includes(field)),
  )('%s of more than %d characters', (field, limit) => {
    const values = { purpose: 'regulatory', askedBy: 'RCVS', reference: 'C1', partiesNotKnown: '', parties: 'Hill' };
    expect(faultsOf({ ...values, [field]: 'x'.repeat(limit) })).toEqual({});
    expect(faultsOf({ ...values, [field]: 'x'.repeat(limit + 1) })).toEqual({ [field]: 'too-long' });
  });
});

describe('a card number', () => {
  const spellings = [
    ['spaced', '4111 1111 1111 1111'],
    ['dashed', '4111-1111-1111-1111'],
    ['in one piece', '4111111111111111'],
    ['full-width', '４１１１ １１１１ １１１１ １１１１'],
    ['with characters of no width', '4111\u200b1111\u20601111\ufeff1111'],
    ['in words around it', 'paid with 4111 1111 1111 1111 today'],
  ] as const;

  it.each(
    REQUEST_FIELDS.flatMap((field) => spellings.map(([how, text]) => [field, how, text] as const)),
  )('in %s, %s, is refused as one, whatever else is wrong', (field, _, text) => {
    expect(faultsOf({ [field]: text })).toMatchObject({ [field]: 'card-number' satisfies FieldFault });
  });
});

describe('what people type', () => {
  it.each([
    'Angry caller 😡 about the bill',
    'תלונה על חשבון',
    'شكوى بشأن الفاتورة',
    '<!channel> look at this',
    'A bill of ${amount} ${x}',
    '*bold* _and_ ~struck~ `code` [link](https://example.com)',
    'Line one\nline two\n\n> quoted',
    '<script>alert("bill")</script> & more',
    'O’Brien’s “bill” — £12.50',
  ])('is kept as typed: %j', (text) => {
    const ask = askOf({ reason: text, other: text, parties: text, partiesNotKnown: '' });
    expect([ask.reason, ask.other, ask.parties]).toEqual([text, text, { kind: 'known', names: text }]);
  });

  it('loses only the spaces around it', () => {
    expect(askOf({ reason: '  A bill  of March \n' }).reason).toBe('A bill  of March');
    expect(askOf({ other: '   ' }).other).toBeNull();
  });
});

describe('the clock', () => {
  it('takes a time up to this very minute', () => {
    expect(faultsOf({ date: '2026-11-24', time: '10:00' })).toEqual({});
    expect(faultsOf({ date: '2026-11-24', time: '10:01' })).toEqual({ time: 'in-the-future' });
  });

  it('is the practice’s: late in the evening of a summer’s day it is already tomorrow there', () => {
    const now = toInstant('2026-07-14T23:30:00Z');
    expect(faultsOf({ date: '2026-07-15', time: '00:15' }, now)).toEqual({});
    expect(faultsOf({ date: '2026-07-15', time: '00:31' }, now)).toEqual({ time: 'in-the-future' });
    expect(faultsOf({ date: '2026-07-16', time: '00:15' }, now)).toEqual({ date: 'in-the-future' });
  });

  it('takes the hour that is skipped in spring, and both of the one repeated in autumn', () => {
    const spring = toInstant('2026-03-29T12:00:00Z');
    expect(askOf({ date: '2026-03-29', time: '01:30' }, spring).when).toMatchObject({ time: '01:30' });
    const autumn = toInstant('2026-10-25T00:45:00Z');
    expect(faultsOf({ date: '2026-10-25', time: '01:30' }, autumn)).toEqual({});
    expect(faultsOf({ date: '2026-10-25', time: '01:50' }, autumn)).toEqual({ time: 'in-the-future' });
  });
});

describe('retention', () => {
  // Thirty days before ten in the morning of 24 November; half an hour’s tolerance belongs to a remembered
  // time.
  it.each([
    ['09:31', {}],
    ['09:30', { date: 'past-retention' }],
  ])('a call about %s thirty days ago', (time, faults) => {
    expect(faultsOf({ date: '2026-10-25', time })).toEqual(faults);
  });

  it.each([
    ['2026-10-25', {}],
    ['2026-10-24', { date: 'past-retention' }],
  ])('a call some time on %s', (date, faults) => {
    expect(faultsOf({ date, whenKind: 'day' })).toEqual(faults);
  });

  it.each([
    ['2026-10-25', {}],
    ['2026-10-24', { dateTo: 'past-retention' }],
  ])('a call between 1 October and %s', (dateTo, faults) => {
    expect(faultsOf({ whenKind: 'range', date: '2026-10-01', dateTo })).toEqual(faults);
  });

  it('counts days of 24 hours across the change of the clocks', () => {
    // 25 October has 25 hours: thirty days before 00:00 on 24 November is 00:00 GMT on 25 October, which is
    // 01:00 on the clock.
    const midnight = toInstant('2026-11-24T00:00:00Z');
    expect(faultsOf({ date: '2026-10-25', whenKind: 'day' }, midnight)).toEqual({});
    expect(faultsOf({ date: '2026-10-24', time: '23:59' }, midnight)).toEqual({ date: 'past-retention' });
  });
});
