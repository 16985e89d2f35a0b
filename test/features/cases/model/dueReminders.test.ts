import { describe, expect, it } from 'vitest';
import { type ClockReading, readClock } from '../../../../src/features/cases/model/deadline.ts';
import { dueReminders } from '../../../../src/features/cases/model/dueReminders.ts';
import { isWeekend, nextDate, type PlainDate } from '../../../../src/kernel/time.ts';
import { answered, asked, receivedOn, refusedWhole } from '../../../support/subjectAccess.ts';

const reading = (today: PlainDate, ...steps: Parameters<typeof receivedOn>[1][]): ClockReading =>
  readClock(receivedOn('2026-11-02', ...steps), {
    today,
    zone: 'Europe/London',
    isWorkingDay: (date) => !isWeekend(date),
  }) as ClockReading;

const on = (today: PlainDate, ...reminded: readonly string[]): readonly string[] =>
  dueReminders(reading(today), today, reminded);

describe('reminders of a due date', () => {
  it.each([
    ['2026-11-17', []],
    ['2026-11-18', ['14@2026-12-02']],
    ['2026-11-24', ['14@2026-12-02']],
    ['2026-11-25', ['7@2026-12-02']],
    ['2026-11-29', ['3@2026-12-02']],
    ['2026-12-01', ['1@2026-12-02']],
    ['2026-12-02', ['1@2026-12-02']],
    ['2026-12-03', ['late@2026-12-02']],
    ['2027-03-01', ['late@2026-12-02']],
  ])('on %s: the most urgent alone, %j', (today, marks) => {
    expect(on(today)).toEqual(marks);
  });

  it('come once each over the whole time', () => {
    const sent: string[] = [];
    for (let day = '2026-11-02'; day <= '2026-12-31'; day = nextDate(day)) sent.push(...on(day, ...sent));
    expect(sent).toEqual(['14', '7', '3', '1', 'late'].map((kind) => `${kind}@2026-12-02`));
  });

  it('that were overtaken are left out', () => {
    expect(on('2026-11-27', '7@2026-12-02')).toEqual([]);
  });

  it('begin anew with another due date', () => {
    expect(on('2026-11-25', '7@2026-11-30', '14@2026-11-30')).toEqual(['7@2026-12-02']);
  });

  it.each([
    ['the clock stands still', asked('2026-11-10')],
    ['it is answered', answered('2026-11-20')],
    ['it is refused as a whole', refusedWhole('2026-11-20')],
  ])('stop when %s', (_, step) => {
    const today = '2026-12-20';
    expect(dueReminders(reading(today, step), today, [])).toEqual([]);
  });

  it('go on when only a part is refused', () => {
    const today = '2026-12-20';
    expect(dueReminders(reading(today, refusedWhole('2026-11-20', true)), today, [])).toHaveLength(1);
  });
});
