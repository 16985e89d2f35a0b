import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseStep } from '../../../../src/features/cases/model/case.ts';
import { readClock } from '../../../../src/features/cases/model/deadline.ts';
import type { PlainDate } from '../../../../src/kernel/time.ts';
import { HOLIDAY_REGIONS } from '../../../../src/kernel/time.ts';
import { createWorkingDays } from '../../../../src/platform/workingDays.ts';
import { asked, identityShown, paused, receivedOn, toldOfExtension } from '../../../support/subjectAccess.ts';

/** The next day of the calendar, without the code under test. */
const tomorrow = (day: PlainDate): PlainDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const plus = (day: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const monthOf = (day: PlainDate): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** Walks day by day until the same date, or the last day, of the month that is meant; gives how many days that took. */
function daysIn(start: PlainDate, months: number): number {
  for (let day = start, walked = 0; ; day = tomorrow(day), walked += 1) {
    if (monthOf(day) !== monthOf(start) + months) continue;
    if (day.slice(8) === start.slice(8) || monthOf(tomorrow(day)) > monthOf(day)) return walked;
  }
}

/** Walks day by day, without counting what does not count, and then on to a working day. */
function slowDue(
  start: PlainDate,
  months: number,
  counts: (day: PlainDate) => boolean,
  isWorkingDay: (day: PlainDate) => boolean,
): PlainDate {
  let left = daysIn(start, months);
  let day = start;
  while (left > 0 || !counts(day)) {
    if (counts(day)) left -= 1;
    day = tomorrow(day);
  }
  while (!isWorkingDay(day)) day = tomorrow(day);
  return day;
}

const CALENDARS = HOLIDAY_REGIONS.map(createWorkingDays);

const anyDay = fc.integer({ min: 0, max: 365 * 7 + 300 }).map((days) => plus('2024-01-01', days));

const monthEnd = anyDay.map((day) => {
  let end = day;
  while (monthOf(tomorrow(end)) === monthOf(end)) end = tomorrow(end);
  return end;
});

const scenario = fc.record({
  isWorkingDay: fc.constantFrom(...CALENDARS),
  receipt: fc.oneof(anyDay, monthEnd),
  /** Days after receipt on which identity was shown; null where nobody asked. */
  identity: fc.option(fc.integer({ min: 0, max: 25 })),
  /** Questions and answers, in days after the start; they may begin before it, overlap, and come after the end. */
  pauses: fc.array(fc.tuple(fc.integer({ min: -20, max: 130 }), fc.integer({ min: 0, max: 40 })), { maxLength: 4 }),
  /** Days after the start on which one more question was asked, to which no answer has come. */
  open: fc.option(fc.integer({ min: -10, max: 100 })),
  notice: fc.option(fc.integer({ min: 0, max: 60 })),
  today: fc.integer({ min: 0, max: 200 }),
});

describe('the legal clock, against one that walks day by day', () => {
  it('gives the same dates, 2024 to 2031, in all three regions', () => {
    fc.assert(
      fc.property(scenario, ({ isWorkingDay, receipt, identity, pauses, open, notice, today: later }) => {
        const start = plus(receipt, identity ?? 0);
        const today = plus(start, later);
        const spans = pauses.map(([from, length]) => [plus(start, from), plus(start, from + length)] as const);
        const openSince = open === null ? null : plus(start, open);
        const caseRecord = receivedOn(
          receipt,
          ...(identity === null ? [] : [identityShown(start)]),
          ...spans.flatMap(([from, until]) => paused(from, until)),
          ...(openSince === null ? [] : [asked(openSince)]),
          ...(notice === null ? [] : ([toldOfExtension(plus(start, notice))] as CaseStep[])),
        );
        const all = openSince === null ? spans : [...spans, [openSince, today] as const];
        // A pause begun after the period has ended never comes into the walk: it stops before.
        const byGuidance = (day: PlainDate) => !all.some(([from, until]) => from <= day && day < until);
        const byStatute = (day: PlainDate) =>
          !all.some(([from, until]) => from <= day && (day <= until || (day === from && openSince === from)));
        const noticeBy = slowDue(start, 1, byGuidance, isWorkingDay);
        const isExtended = notice !== null && plus(start, notice) <= noticeBy;
        const months = isExtended ? 3 : 1;
        const reading = readClock(caseRecord, { today, zone: 'Europe/London', isWorkingDay });
        expect(reading).toMatchObject({
          start,
          isExtended,
          extensionNoticeBy: noticeBy,
          due: slowDue(start, months, byGuidance, isWorkingDay),
          dueByStatute: slowDue(start, months, byStatute, isWorkingDay),
        });
        expect(reading && reading.due <= reading.dueByStatute).toBe(true);
        if (all.length === 0) expect(reading?.due).toBe(reading?.dueByStatute);
      }),
      { numRuns: 3000 },
    );
  });

  it('never says that a request is late while it waits for an answer', () => {
    fc.assert(
      fc.property(scenario, ({ isWorkingDay, receipt, open, today }) => {
        const caseRecord = receivedOn(receipt, asked(plus(receipt, Math.abs(open ?? 0))));
        const reading = readClock(caseRecord, { today: plus(receipt, today), zone: 'Europe/London', isWorkingDay });
        if (reading?.pausedSince) expect(reading.isLate).toBe(false);
      }),
    );
  });
});
