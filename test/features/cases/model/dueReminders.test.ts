import { describe, expect, it } from 'vitest';
import { readClock } from '../../../../src/features/cases/model/deadline.ts';
import { dueReminders } from '../../../../src/features/cases/model/dueReminders.ts';
import { isWeekend, nextDate, type PlainDate, toInstant } from '../../../../src/kernel/time.ts';
import { answered, asked, receivedOn, refusedWhole } from '../../../support/subjectAccess.ts';

const isWorkingDay = (date: PlainDate): boolean => !isWeekend(date) && date !== '2026-12-25';

const due = (
  today: PlainDate,
  reminded: readonly string[] = [],
  steps: Parameters<typeof receivedOn>[1][] = [],
  kind: 'subject-access' | 'police' = 'subject-access',
) => {
  const made = receivedOn('2026-11-02', ...steps);
  const written = (on: PlainDate) => toInstant(`${on}T10:00:00Z`);
  const caseRecord = {
    ...made,
    kind,
    reminded,
    report: { ...made.report, reportedAt: written('2026-11-02') },
    steps: made.steps.map((step) => ({ ...step, at: written('on' in step ? step.on : '2026-11-02') })),
  };
  const clock = readClock(caseRecord, { today, zone: 'Europe/London', isWorkingDay });
  return dueReminders(caseRecord, clock, { today, zone: 'Europe/London', isWorkingDay });
};

/** Every reminder from the day the case came to another, with those that went to the directors too. */
function sentUntil(last: PlainDate, ...rest: [Parameters<typeof receivedOn>[1][]?, 'police'?]) {
  const [steps = [], kind] = rest;
  const sent: string[] = [];
  const toDirectors: string[] = [];
  for (let day = '2026-11-02'; day <= last; day = nextDate(day)) {
    const { marks, toDirectors: isForAll } = due(day, sent, steps, kind);
    sent.push(...marks);
    if (isForAll) toDirectors.push(...marks);
  }
  return { sent, toDirectors };
}

describe('reminders of a due date', () => {
  it.each([
    ['2026-11-17', []],
    ['2026-11-18', ['14@2026-12-02']],
    ['2026-11-24', ['14@2026-12-02']],
    ['2026-11-25', ['7@2026-12-02']],
    // A Sunday, and the Monday after it.
    ['2026-11-29', []],
    ['2026-11-30', ['3@2026-12-02']],
    ['2026-12-01', ['1@2026-12-02']],
    ['2026-12-02', ['1@2026-12-02']],
    ['2026-12-03', ['late@2026-12-03']],
    ['2026-12-05', []],
    ['2027-03-01', ['late@2027-03-01']],
  ])('on %s: the most urgent alone, %j', (today, marks) => {
    expect(due(today).marks).toEqual(marks);
  });

  it('come once each, and each working day when it is late: the directors too after the third', () => {
    const { sent, toDirectors } = sentUntil('2026-12-10');
    expect(sent).toEqual([
      ...['14', '7', '3', '1'].map((kind) => `${kind}@2026-12-02`),
      ...['03', '04', '07', '08', '09', '10'].map((day) => `late@2026-12-${day}`),
    ]);
    expect(toDirectors).toEqual(['08', '09', '10'].map((day) => `late@2026-12-${day}`));
  });

  it('that were overtaken are left out', () => {
    expect(due('2026-11-27', ['7@2026-12-02']).marks).toEqual([]);
  });

  it('begin anew with another due date', () => {
    expect(due('2026-11-25', ['7@2026-11-30', '14@2026-11-30']).marks).toEqual(['7@2026-12-02']);
  });

  it('go on when only a part is refused', () => {
    expect(due('2026-12-21', [], [refusedWhole('2026-11-20', true)]).marks).toHaveLength(1);
  });
});

describe('a case that nobody touches', () => {
  it('is spoken of every third working day when it is a police request', () => {
    expect(sentUntil('2026-11-16', [], 'police').sent).toEqual(['05', '10', '13'].map((day) => `quiet@2026-11-${day}`));
  });

  it('is spoken of each week when its clock stands still', () => {
    const { sent } = sentUntil('2026-12-31', [asked('2026-11-10')]);
    expect(sent.slice(0, 2)).toEqual(['quiet@2026-11-17', 'quiet@2026-11-24']);
    // Christmas is no working day.
    expect(sent).not.toContain('quiet@2026-12-25');
    expect(sent.length).toBeGreaterThan(5);
  });

  it.each([
    ['answered', answered('2026-11-20')],
    ['refused as a whole', refusedWhole('2026-11-20')],
  ])('is spoken of each month when it is %s and not closed', (_, step) => {
    expect(sentUntil('2026-12-17', [step]).sent).toEqual([]);
    expect(sentUntil('2027-01-10', [step]).sent).toHaveLength(1);
  });

  it('is untouched by what the desk writes into it', () => {
    const made = receivedOn('2026-11-02');
    const report = { ...made.report, reportedAt: toInstant('2026-11-02T10:00:00Z') };
    const locked = { kind: 'evidence-locked', order: 'D-1', count: 1 } as const;
    const remindersAfterStepBy = (by: string) => {
      const steps = [{ ...locked, at: toInstant('2026-11-04T10:00:00Z'), by }];
      const day = { today: '2026-11-05', zone: 'Europe/London', isWorkingDay };
      return dueReminders({ ...made, kind: 'police', report, steps }, null, day).marks;
    };
    expect(remindersAfterStepBy('desk')).toEqual(['quiet@2026-11-05']);
    expect(remindersAfterStepBy('priya@example.com')).toEqual([]);
  });

  it('says nothing on its own while its clock runs', () => {
    expect(sentUntil('2026-11-17').sent).toEqual([]);
  });
});
