import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addHours,
  addMinutes,
  addMs,
  dateIn,
  daysBetween,
  earlier,
  epochMs,
  fromEpochMs,
  instantsOfLocal,
  isRealDate,
  isWeekend,
  later,
  msBetween,
  nextDate,
  startOfDate,
  timeIn,
  toInstant,
} from '../../src/kernel/time.ts';

const ZONE = 'Europe/London';

describe('a moment', () => {
  it.each([
    ['2026-11-24T10:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['2026-07-14T11:00:00+01:00', '2026-07-14T10:00:00.000Z'],
    ['2026-11-24T10:00:00.123456Z', '2026-11-24T10:00:00.123Z'],
  ])('writes every moment with the same width: %s', (text, instant) => {
    expect(toInstant(text)).toBe(instant);
  });

  it.each([
    '2026-11-24',
    '2026-11-24T10:00:00',
    'now',
    '',
  ])('refuses a text without an offset as a moment: %j', (text) => {
    expect(() => toInstant(text)).toThrow(RangeError);
  });

  it('sorts moments as text in the order of time', () => {
    const ms = fc.integer({ min: 0, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        expect(fromEpochMs(a) < fromEpochMs(b)).toBe(a < b);
        expect(epochMs(fromEpochMs(a))).toBe(a);
      }),
    );
  });

  it('adds minutes, hours and days to a moment as lengths of time', () => {
    const at = toInstant('2026-10-24T12:00:00Z');
    expect(addDays(at, 1)).toBe(toInstant('2026-10-25T12:00:00Z'));
    expect(addHours(at, -12)).toBe(toInstant('2026-10-24T00:00:00Z'));
    expect(addMinutes(at, 1)).toBe(addMs(at, 60_000));
    expect(msBetween(at, addDays(at, 1))).toBe(86_400_000);
    expect([earlier(at, addMs(at, 1)), later(at, addMs(at, 1))]).toEqual([at, addMs(at, 1)]);
  });
});

describe('the practice’s clock', () => {
  it('gives the local date and time of a moment', () => {
    const at = toInstant('2026-07-14T23:30:00Z');
    expect([dateIn(at, ZONE), timeIn(at, ZONE)]).toEqual(['2026-07-15', '00:30']);
  });

  it.each([
    ['2026-11-24', '10:00', ['2026-11-24T10:00:00.000Z']],
    ['2026-07-14', '10:00', ['2026-07-14T09:00:00.000Z']],
    ['2026-10-25', '00:59', ['2026-10-24T23:59:00.000Z']],
    ['2026-10-25', '01:00', ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z']],
    ['2026-10-25', '01:59', ['2026-10-25T00:59:00.000Z', '2026-10-25T01:59:00.000Z']],
    ['2026-10-25', '02:00', ['2026-10-25T02:00:00.000Z']],
    ['2026-03-29', '00:59', ['2026-03-29T00:59:00.000Z']],
    ['2026-03-29', '01:00', ['2026-03-29T01:00:00.000Z']],
    ['2026-03-29', '01:30', ['2026-03-29T01:30:00.000Z']],
    ['2026-03-29', '02:00', ['2026-03-29T01:00:00.000Z']],
  ])('finds the moments that the local time %s %s names: %j', (date, time, moments) => {
    expect(instantsOfLocal(date, time, ZONE)).toEqual(moments);
  });

  it('finds where a local day begins, and the next date', () => {
    expect(startOfDate('2026-07-14', ZONE)).toBe('2026-07-13T23:00:00.000Z');
    expect([nextDate('2026-12-31'), nextDate('2028-02-28'), nextDate('2026-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '2026-02-28',
    ]);
  });

  it('counts the days between two dates across a change of the clocks', () => {
    expect([
      daysBetween('2026-10-24', '2026-10-26'),
      daysBetween('2028-02-28', '2028-03-01'),
      daysBetween('2026-01-02', '2025-12-31'),
    ]).toEqual([2, 2, -2]);
  });

  it('tells weekends from weekdays', () => {
    expect(['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'].map(isWeekend)).toEqual([false, true, true, false]);
  });

  it.each(['2026-11-24', '2028-02-29'])('takes %s for a calendar date', (text) => {
    expect(isRealDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '24/11/2026',
    '2026-11-24T10:00',
    '',
    '+002026-11-24',
  ])('does not take %j for a calendar date', (text) => {
    expect(isRealDate(text)).toBe(false);
  });
});
