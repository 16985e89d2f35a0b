import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deletesAt,
  deletionOf,
  dueStart,
  horizonOf,
  limitOf,
  nextRun,
  type RetentionSchedule,
} from '../../../../src/features/practice/model/schedule.ts';
import {
  addHours,
  addMinutes,
  addMs,
  type Instant,
  lastTime,
  later,
  nextTime,
  toInstant,
} from '../../../../src/kernel/time.ts';

const LONDON = 'Europe/London';

const SCHEDULE: RetentionSchedule = { recordingsDays: 30, purgeAt: '02:30', zone: LONDON };

/** Whether a run at a moment deletes a call. */
const isDue = (startedAt: Instant, run: Instant, schedule: RetentionSchedule): boolean =>
  startedAt <= dueStart(run, schedule);

describe('a local time of day', () => {
  it.each([
    ['2026-11-24T10:00:00Z', '02:30', '2026-11-24T02:30:00.000Z', '2026-11-25T02:30:00.000Z'],
    ['2026-11-24T02:30:00Z', '02:30', '2026-11-24T02:30:00.000Z', '2026-11-25T02:30:00.000Z'],
    ['2026-11-24T02:29:59Z', '02:30', '2026-11-23T02:30:00.000Z', '2026-11-24T02:30:00.000Z'],
    // Summer: half past two is half past one UTC.
    ['2026-07-01T02:00:00Z', '02:30', '2026-07-01T01:30:00.000Z', '2026-07-02T01:30:00.000Z'],
    // The night the clock goes forward skips half past one; it is then half past two.
    ['2026-03-29T03:00:00Z', '01:30', '2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z'],
    // The night it goes back has half past one twice; the first of them counts.
    ['2026-10-25T03:00:00Z', '01:30', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ['2026-10-25T01:00:00Z', '01:30', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
  ])('at %s, %s was last at %s and is next at %s', (now, time, last, next) => {
    expect(lastTime(toInstant(now), time, LONDON)).toBe(last);
    expect(nextTime(toInstant(now), time, LONDON)).toBe(next);
  });
});

describe('the nightly deletion', () => {
  it('looks as far ahead as the end of the next run, also over the clock changes', () => {
    expect(horizonOf(toInstant('2026-11-24T02:30:00Z'), SCHEDULE)).toBe('2026-11-25T04:30:00.000Z');
    expect(horizonOf(toInstant('2026-10-24T01:30:00Z'), SCHEDULE)).toBe('2026-10-25T04:30:00.000Z');
    expect(horizonOf(toInstant('2026-03-28T02:30:00Z'), SCHEDULE)).toBe('2026-03-29T03:30:00.000Z');
  });

  it('takes a call whose limit is the horizon, and leaves one that passes it a moment later', () => {
    const now = toInstant('2026-11-24T02:30:00Z');
    const last = dueStart(now, SCHEDULE);
    expect(limitOf(last, SCHEDULE)).toBe(horizonOf(now, SCHEDULE));
    expect(isDue(last, now, SCHEDULE)).toBe(true);
    expect(isDue(addMs(last, 1), now, SCHEDULE)).toBe(false);
  });

  const moments = fc
    .integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') })
    .map((ms) => new Date(ms).toISOString() as Instant);
  const schedules = fc.record({
    recordingsDays: fc.integer({ min: 2, max: 30 }),
    purgeAt: fc.constantFrom('00:00', '00:30', '01:00', '01:30', '01:59', '02:30', '12:00', '23:59'),
    zone: fc.constantFrom(LONDON, 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
  });

  it('is told rightly beforehand: the run told deletes the call, the one before leaves it', () => {
    fc.assert(
      fc.property(moments, schedules, (startedAt, schedule) => {
        const goes = deletesAt(startedAt, schedule);
        expect(isDue(startedAt, goes, schedule)).toBe(true);
        expect(isDue(startedAt, lastTime(addMinutes(goes, -1), schedule.purgeAt, schedule.zone), schedule)).toBe(false);
        expect(goes <= limitOf(startedAt, schedule)).toBe(true);
        // A day, the hour a clock may go back, and what a run may take.
        expect(addHours(goes, 27) >= limitOf(startedAt, schedule)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('of a call that is overdue is the next one', () => {
    const now = toInstant('2026-11-24T10:00:00Z');
    expect(deletionOf(toInstant('2026-09-01T10:00:00Z'), now, SCHEDULE)).toBe(nextRun(now, SCHEDULE));
    fc.assert(
      fc.property(moments, schedules, (startedAt, schedule) => {
        expect(deletionOf(startedAt, startedAt, schedule)).toBe(
          later(deletesAt(startedAt, schedule), nextRun(startedAt, schedule)),
        );
      }),
      { numRuns: 50 },
    );
  });
});
