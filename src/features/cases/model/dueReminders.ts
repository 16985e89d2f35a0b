import { daysBetween, type PlainDate } from '../../../kernel/time.ts';
import type { ClockReading } from './deadline.ts';

/** Days before the due date on which the DPO is reminded, the most urgent last. */
const REMIND_DAYS = [14, 7, 3, 1] as const;

type Reminder = `${(typeof REMIND_DAYS)[number]}` | 'late';

/** What is written down of a reminder: its kind and the date it was for, `14@2026-12-24`. */
const reminderMark = (reminder: Reminder, due: PlainDate): string => `${reminder}@${due}`;

/**
 * The reminder that is due, as the mark to write down; at most one, the most urgent. One that was overtaken
 * while the desk was down is left out. A new due date begins anew. None while the clock stands still, or once
 * nothing more is owed.
 */
export function dueReminders(
  reading: ClockReading,
  today: PlainDate,
  reminded: readonly string[],
): readonly string[] {
  if (reading.pausedSince !== null || reading.stoppedOn !== null) return [];
  const reminder = levelOf(daysBetween(today, reading.due));
  if (reminder === null) return [];
  const mark = reminderMark(reminder, reading.due);
  return reminded.includes(mark) ? [] : [mark];
}

function levelOf(daysLeft: number): Reminder | null {
  if (daysLeft < 0) return 'late';
  const reached = REMIND_DAYS.findLast((days) => daysLeft <= days);
  return reached === undefined ? null : `${reached}`;
}
