import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestField } from '../../../../../src/features/requests/model/fields.ts';
import { readWish } from '../../../../../src/features/requests/model/wish/readWish.ts';
import { type Instant, toInstant } from '../../../../../src/kernel/time.ts';
import { PRACTICE_STAFF } from './staff.ts';

interface Wish {
  readonly wish: string;
  /** Every field but the reason; what is not listed must stay empty. */
  readonly read: Partial<Record<RequestField, string>>;
  readonly notKnown?: readonly RequestField[];
  /** What the reason must hold. */
  readonly reason?: readonly string[];
}

const FOLDER = join(import.meta.dirname, '../../../../fixtures/wishes');

const TABLES = readdirSync(FOLDER).map(
  (file) =>
    JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as {
      readonly about: string;
      readonly now: Instant;
      readonly wishes: readonly Wish[];
    },
);

const ALL = TABLES.flatMap(({ now, wishes }) => wishes.map((wish) => ({ ...wish, now })));

const NOW = toInstant('2026-11-26T10:30:00Z');

const read = (text: string, now: Instant = NOW) =>
  readWish(text, { now, zone: 'Europe/London', staff: PRACTICE_STAFF });

/** Words that say when, lead to what was read, or only ask: the fields hold what they mean. */
const SPENT = new RegExp(
  `^(?:${[
    '\\d.*|an?|the|this|that|last|past|to|half|quarter|just|now|ago|gone|noon|midnight|first|thing|end|day|days|week|weeks|weekend|fortnight|hours?|mins|before|after|early|late|mid|oclock|o',
    'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|am|pm|ish|hrs|today|yes?t\\w*|yday|tonight|night|morning|afternoon|evening|eve|lunchtime',
    '(?:mon|tue|wed|wen|thu|thr|fri|sat|sun)\\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*',
    '(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|twentie|twenty-fir|thirtie)[a-z]*(?:th|st)',
    'at|on|in|of|from|between|and|or|till|until|about|abt|around|approx|c|nearly|some|time|sometime|over|with|w|by|for|re|date',
    'ext|extn|ext204|x\\d+|extension|x|phone|line|internal|call|called|rang|spoke|number|no|withheld|anonymous|private|caller|id|ref|our|their|claim|case',
    'hi|hiya|hello|can|could|may|please|pls|thanks|i|we|you|someone|need|want|to|hear|hearing|looking|calls|arvo|midday|either|check|listen|back|get|have|find|pull|recording|conversation|chance|any|my|had|urgent|made|took',
    "don't|dont|know|not|sure|what|who|when|which|cant|can't|remember|didnt|get|her|idea|unknown|known|answered|it|was|but|number|name|extension|spoken|is|me|client|w/",
  ].join('|')})$`,
  'iu',
);

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replace(/[’]/g, "'")
    .replace(/'s(?!\p{L})/gu, '')
    .split(/[^\p{L}\p{N}']+/u)
    .filter((word) => word !== '');

describe('the table of wishes', () => {
  it('holds at least 220, under four clocks', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(220);
    expect(TABLES.length).toBe(4);
  });

  it('is read with at least 95 in 100 of its fields found', () => {
    const expected = ALL.flatMap(({ wish, now, read: fields }) =>
      Object.entries(fields).map(([field, text]) => read(wish, now).values[field as RequestField] === text),
    );
    expect(expected.filter(Boolean).length / expected.length).toBeGreaterThanOrEqual(0.95);
  });

  describe.each(TABLES)('$about', ({ now, wishes }) => {
    it.each(wishes)('no field is wrong in “$wish”', ({ wish, read: fields, notKnown = [], reason = [] }) => {
      const { values, notKnown: unknown } = read(wish, now);
      const { reason: kept = '', ...rest } = values;
      for (const [field, text] of Object.entries(rest))
        expect({ [field]: text }).toEqual({ [field]: fields[field as RequestField] });
      for (const part of reason) expect(kept).toContain(part);
      expect(unknown).toEqual(notKnown);
    });

    it.each(wishes)('nothing typed is lost of “$wish”', ({ wish }) => {
      const { values } = read(wish, now);
      const kept = new Set(wordsOf(Object.values(values).join(' ')));
      const lost = wordsOf(wish).filter((word) => !kept.has(word) && !SPENT.test(word));
      expect(lost.filter((word) => !PRACTICE_STAFF.some(({ name }) => wordsOf(name).includes(word)))).toEqual([]);
    });
  });
});

describe('whatever is typed', () => {
  it('is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(typeof read(text).values).toBe('object');
      }),
      { numRuns: 300 },
    );
  });

  it('is never read as a time to come', () => {
    const words = fc.array(
      fc.constantFrom(
        ...'today,tomorrow,yesterday,monday,thursday,at,between,and,to,3,half,past,4pm,9,15:10,the,5th,nov,27/11,this,last,next,week,night,afternoon,ago,2,days'.split(
          ',',
        ),
      ),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(words, (said) => {
        const { date, dateTo, time, timeTo } = read(said.join(' ')).values;
        expect([date, dateTo].every((day) => day === undefined || day <= '2026-11-26')).toBe(true);
        if (date === '2026-11-26') expect([time, timeTo].every((at) => at === undefined || at <= '10:30')).toBe(true);
        if (timeTo !== undefined) expect(timeTo > (time ?? '')).toBe(true);
        if (dateTo !== undefined) expect(dateTo > (date ?? '')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses no word of the reason', () => {
    const words = fc.array(
      fc.constantFrom('bill', 'Mrs', 'Hill', '£12', '*md*', '${x}', '<!here>', '$&', 'dog', '😡'),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(words, (said) => {
        const { reason = '', parties = '' } = read(`yesterday 3.10pm ext 204 01632 960123 ${said.join(' ')}`).values;
        for (const word of said) expect(`${reason} ${parties}`).toContain(word);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a', 'a '],
    ['numbers', '0163 '],
    ['names', 'Mrs Alder and '],
    ['times', 'half past 3 or '],
    ['days', 'on monday the 23rd of nov '],
    ['blanks', '        '],
    ['what is not known', "i don't know the "],
    ['dots', '....'],
    ['references', 'ref ref no '],
    ['the mark of a day', '\ue001'],
  ])('takes little time, of 5,000 characters of %s', (_, piece) => {
    const text = piece.repeat(Math.ceil(5_000 / piece.length)).slice(0, 5_000);
    read(text);
    const started = performance.now();
    read(text);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('is not read past 5,000 characters, however long the message is', () => {
    const piece = 'on 2/1 at half past 3 ';
    expect(read(piece.repeat(10_000)).values).toEqual(read(piece.repeat(10_000).slice(0, 5_000)).values);
  });
});
