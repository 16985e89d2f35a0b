import { addDays, addMinutes, type Instant, lastTime, later, nextTime } from '../../../kernel/time.ts';

/** When the nightly deletion runs, and how long recordings may be kept. */
export interface RetentionSchedule {
  /** Whole days of 24 hours from the start of the call (policy 5.9: within 30). */
  readonly recordingsDays: number;
  /** Local time of the nightly run, `02:30`. */
  readonly purgeAt: string;
  /** IANA zone of `purgeAt`. */
  readonly zone: string;
}

/** A run may take this long: what would pass its limit while the next one is still at work goes now. */
const RUN_MINUTES = 120;

/** The moment after which a call may not be kept any more. */
export const limitOf = (startedAt: Instant, { recordingsDays }: Pick<RetentionSchedule, 'recordingsDays'>): Instant =>
  addDays(startedAt, recordingsDays);

/** The run after this moment. */
export const nextRun = (now: Instant, { purgeAt, zone }: RetentionSchedule): Instant => nextTime(now, purgeAt, zone);

/** What a run at this moment must leave nothing behind of: every limit that falls before the next run is over. */
export const horizonOf = (now: Instant, schedule: RetentionSchedule): Instant =>
  addMinutes(nextRun(now, schedule), RUN_MINUTES);

/** The latest start of a call that a run at this moment deletes. */
export const dueStart = (now: Instant, schedule: RetentionSchedule): Instant =>
  addDays(horizonOf(now, schedule), -schedule.recordingsDays);

/** When a call that is stored now will be deleted: by its nightly run, or one that is overdue by the next. */
export const deletionOf = (startedAt: Instant, now: Instant, schedule: RetentionSchedule): Instant =>
  later(deletesAt(startedAt, schedule), nextRun(now, schedule));

/** The nightly run that will delete a call of this start: up to a day and two hours before its limit, never after. */
export function deletesAt(startedAt: Instant, schedule: RetentionSchedule): Instant {
  const { purgeAt, zone } = schedule;
  const mustBeOverBy = addMinutes(limitOf(startedAt, schedule), -RUN_MINUTES);
  // The run itself would come too late if it began after this, so the one before it is the one.
  const last = lastTime(mustBeOverBy, purgeAt, zone);
  return last === mustBeOverBy ? lastTime(addMinutes(last, -1), purgeAt, zone) : last;
}
