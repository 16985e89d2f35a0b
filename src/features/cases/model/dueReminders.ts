import { dateIn, daysBetween, nextDate, type PlainDate } from '../../../kernel/time.ts';
import { type CaseRecord, isClosed, isSettled } from './case.ts';
import type { ClockFace, ClockReading } from './deadline.ts';

/** Days before the due date on which the DPO is reminded, the most urgent last. */
const REMIND_DAYS = [14, 7, 3, 1] as const;

/** From the reminder after so many that say “late” on, the directors are told too. */
const LATE_BEFORE_DIRECTORS = 3;

/**
 * Working days without a step or a reminder after which a case is spoken of again: a police case, to which no
 * statute sets a time; a subject access request whose clock stands still; one that is answered and not closed.
 */
const QUIET_DAYS = { police: 3, paused: 5, settled: 20 } as const;

/**
 * The reminder of a case that is due today: at most one, the most urgent, and none on a day on which the
 * practice is closed. Before the due date each once; a late case each working day, the directors too after
 * the third; and a case that nobody has touched. One that was overtaken while the desk was down is left out. `marks` are
 * written down, so that each goes out once: the kind and the date it was for, `14@2026-12-24`.
 */
export function dueReminders(caseRecord: CaseRecord, reading: ClockReading | null, day: ClockFace) {
  const { reminded } = caseRecord;
  const mark = day.isWorkingDay(day.today)
    ? (clockMark(reading, day.today) ?? quietMark(caseRecord, reading, day))
    : undefined;
  if (mark === undefined || reminded.includes(mark)) return { marks: [], toDirectors: false };
  const late = reminded.filter((each) => each.startsWith(LATE)).length;
  return { marks: [mark], toDirectors: mark.startsWith(LATE) && late >= LATE_BEFORE_DIRECTORS };
}

const LATE = 'late@';

function clockMark(reading: ClockReading | null, today: PlainDate): string | undefined {
  if (reading === null || reading.pausedSince !== null || reading.stoppedOn !== null) return undefined;
  const daysLeft = daysBetween(today, reading.due);
  if (daysLeft < 0) return `${LATE}${today}`;
  const reached = REMIND_DAYS.findLast((days) => daysLeft <= days);
  return reached === undefined ? undefined : `${reached}@${reading.due}`;
}

function quietMark(
  caseRecord: CaseRecord,
  reading: ClockReading | null,
  { today, zone, isWorkingDay }: ClockFace,
): string | undefined {
  const kind = quietKind(caseRecord, reading);
  if (kind === undefined) return undefined;
  const touched = lastTouched(caseRecord, zone);
  let quiet = 0;
  for (let day = nextDate(touched); day <= today && quiet < QUIET_DAYS[kind]; day = nextDate(day))
    if (isWorkingDay(day)) quiet += 1;
  return quiet < QUIET_DAYS[kind] ? undefined : `quiet@${today}`;
}

function quietKind(caseRecord: CaseRecord, reading: ClockReading | null): keyof typeof QUIET_DAYS | undefined {
  if (isClosed(caseRecord)) return undefined;
  if (isSettled(caseRecord)) return 'settled';
  if (caseRecord.kind === 'police') return 'police';
  return reading !== null && reading.pausedSince !== null ? 'paused' : undefined;
}

/** The day of the last step that somebody took, or of the last reminder: whichever was later. */
function lastTouched({ report, steps, reminded }: CaseRecord, zone: string): PlainDate {
  const days = [
    dateIn(report.reportedAt, zone),
    ...steps.filter(({ by }) => by !== 'desk').map(({ at }) => dateIn(at, zone)),
    ...reminded.flatMap((mark) => (/^(?:quiet|particulars)@/.test(mark) ? [mark.split('@')[1] ?? ''] : [])),
  ];
  return days.reduce((last, day) => (day > last ? day : last));
}
