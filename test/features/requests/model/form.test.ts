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
import { NAMES, NOW, PRIYA, RITA } from '../../../builders.ts';

type Values = Partial<Record<RequestField, string>>;

const FULL: Values = {
  purpose: 'complaint',
  reason: 'A complaint about a bill',
  date: '2026-11-23',
  time: '15:10',
  extension: '204',
  number: '01632 960123',
};

const context = (now: Instant = NOW): FormContext => ({
  now,
  zone: 'Europe/London',
  recordingsDays: 30,
  purposes: purposeTable({}),
  nameOf: (email) => NAMES[email] ?? email,
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

const UNKNOWN = { extension: '', number: '' } as const;

const DAY = { time: '' } as const;

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
      error: { purpose: 'missing', reason: 'missing', date: 'missing' },
    });
  });

  it.each([
    ['Withheld', { kind: 'withheld' }],
    ['private number', { kind: 'withheld' }],
    ['internal', { kind: 'internal' }],
    ['an internal call', { kind: 'internal' }],
    ['', { kind: 'not-known' }],
    ['not known', { kind: 'not-known' }],
    ["I don't know", { kind: 'not-known' }],
  ])('reads “%s” typed as a number', (number, expected) => {
    expect(askOf({ number }).number).toEqual(expected);
  });

  it.each([
    '204 and 210',
    '204, 210',
    'ext 204 & ext 210',
    '204/210',
  ])('takes “%s” for both ends of a call', (extension) => {
    const { extension: asked, number } = askOf({ extension, number: '' });
    expect([asked, number]).toEqual([{ kind: 'known', extension: '204', otherExtension: '210' }, { kind: 'internal' }]);
  });

  it('takes an extension given twice for one', () => {
    expect(askOf({ extension: '204, 204' }).extension).toEqual({ kind: 'known', extension: '204' });
  });

  it.each([
    [
      { time: '14:00', timeTo: '16:00' },
      { kind: 'hours', date: '2026-11-23', from: '14:00', to: '16:00' },
    ],
    [
      { time: '14:00', timeTo: '14:00' },
      { kind: 'about', date: '2026-11-23', time: '14:00' },
    ],
    [{ time: '' }, { kind: 'day', date: '2026-11-23' }],
    [{ dateTo: '2026-11-23' }, { kind: 'about', date: '2026-11-23', time: '15:10' }],
    [
      { time: '', dateTo: '2026-11-24' },
      { kind: 'range', from: '2026-11-23', to: '2026-11-24' },
    ],
    [
      { date: '', time: '' },
      { kind: 'range', from: '2026-10-25', to: '2026-11-24' },
    ],
  ] as const)('reads when it was: %o', (values, when) => {
    expect(askOf(values).when).toEqual(when);
  });

  it('adds staff who were picked to the parties, each once', () => {
    const parsed = parseRequestForm({ ...FULL, parties: 'Mrs Alder, Rita Reed', staff: `${RITA},${PRIYA}` }, context());
    expect(parsed).toMatchObject({
      value: { ask: { parties: { kind: 'known', names: 'Priya Patel, Mrs Alder, Rita Reed' } } },
    });
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
  ['no date, and no number', { ...DAY, date: '', number: '' }, { date: 'missing' }],
  ['no such date', { date: '2026-02-29' }, { date: 'not-a-date' }],
  ['a date in the British order', { date: '23/11/2026' }, { date: 'not-a-date' }],
  ['tomorrow', { date: '2026-11-25' }, { date: 'in-the-future' }],
  ['a time later today', { date: '2026-11-24', time: '10:01' }, { time: 'in-the-future' }],
  ['a later time alone', { time: '', timeTo: '16:00' }, { time: 'missing' }],
  ['hours backwards', { timeTo: '15:09' }, { timeTo: 'times-backwards' }],
  ['a later time in words', { timeTo: 'noon' }, { timeTo: 'not-a-time' }],
  ['25 o’clock', { time: '25:00' }, { time: 'not-a-time' }],
  ['a time in words', { time: 'noon' }, { time: 'not-a-time' }],
  ['a range with a time', { dateTo: '2026-11-24' }, { dateTo: 'time-in-range' }],
  ['a range backwards', { ...DAY, dateTo: '2026-11-22' }, { dateTo: 'range-backwards' }],
  ['a range into the future', { ...DAY, dateTo: '2026-11-25' }, { dateTo: 'in-the-future' }],
  ['a range to no date', { ...DAY, dateTo: 'Friday' }, { dateTo: 'not-a-date' }],
  ['the extension “abc”', { extension: 'abc' }, { extension: 'not-an-extension' }],
  ['an extension of nine digits', { extension: '204999999' }, { extension: 'not-an-extension' }],
  ['an extension of 21 characters', { extension: '2'.repeat(21) }, { extension: 'too-long' }],
  ['three extensions', { extension: '204, 205, 206' }, { extension: 'not-an-extension' }],
  ['two extensions and a number', { extension: '204 and 210' }, { number: 'number-and-two-extensions' }],
  ['the number “12”', { number: '12' }, { number: 'number-is-extension' }],
  ['the number “mum”', { number: 'mum' }, { number: 'not-a-number' }],
  ['a number of 41 characters', { number: `01632 960123${' '.repeat(28)}x` }, { number: 'too-long' }],
  ['a regulator without a name', { purpose: 'regulatory' }, { askedBy: 'missing', reference: 'missing' }],
  ['a legal enquiry without a reference', { purpose: 'legal', reference: ' ' }, { reference: 'missing' }],
  ['nothing that narrows, at a time', UNKNOWN, { extension: 'narrows-nothing' }],
  ['nothing that narrows, on a day', { ...UNKNOWN, ...DAY }, { time: 'narrows-nothing' }],
  [
    'names alone, in more than half a day',
    { ...UNKNOWN, parties: 'Hill', time: '12:00', timeTo: '18:01' },
    { time: 'narrows-nothing' },
  ],
  ['an extension alone, on a day', { number: '', ...DAY }, { time: 'narrows-nothing' }],
  [
    'an extension and names, in a range',
    { number: '', ...DAY, dateTo: '2026-11-24', parties: 'Hill' },
    { time: 'narrows-nothing' },
  ],
];

describe('what is not taken', () => {
  it.each(BAD)('%s', (_, values, faults) => {
    expect(faultsOf(values)).toEqual(faults);
  });

  it.each(
    Object.entries(TEXT_LIMITS).filter(([field]) => !['number', 'extension'].includes(field)),
  )('%s of more than %d characters', (field, limit) => {
    const values = { purpose: 'regulatory', askedBy: 'RCVS', reference: 'C1', parties: 'Hill' };
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
    const ask = askOf({ reason: text, parties: text });
    expect([ask.reason, ask.parties]).toEqual([text, { kind: 'known', names: text }]);
  });

  it('loses only the spaces around it', () => {
    expect(askOf({ reason: '  A bill  of March \n' }).reason).toBe('A bill  of March');
    expect(askOf({ reference: '   ' }).reference).toBeNull();
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
    expect(faultsOf({ date, ...DAY })).toEqual(faults);
  });

  it.each([
    ['2026-10-25', {}],
    ['2026-10-24', { dateTo: 'past-retention' }],
  ])('a call between 1 October and %s', (dateTo, faults) => {
    expect(faultsOf({ ...DAY, date: '2026-10-01', dateTo })).toEqual(faults);
  });

  it('counts days of 24 hours across the change of the clocks', () => {
    // 25 October has 25 hours: thirty days before 00:00 on 24 November is 00:00 GMT on 25 October, which is
    // 01:00 on the clock.
    const midnight = toInstant('2026-11-24T00:00:00Z');
    expect(faultsOf({ date: '2026-10-25', ...DAY }, midnight)).toEqual({});
    expect(faultsOf({ date: '2026-10-24', time: '23:59' }, midnight)).toEqual({ date: 'past-retention' });
  });
});
