import { addMonths, dateIn, daysBetween, nextDate, type PlainDate } from '../../../kernel/time.ts';
import { type CaseRecord, stepOf } from './case.ts';

/** From asking what is meant to being told, in local days; `until` is null while nobody has answered. */
interface Pause {
  readonly from: PlainDate;
  readonly until: PlainDate | null;
}

/** The legal clock of a subject access request on one day (policy 5.5; UK GDPR Art. 12(3), 12A), in local days. */
export interface ClockReading {
  /** The day the period begins with. */
  readonly start: PlainDate;
  /** `identity` where the clock waited for identity or authority to be shown. */
  readonly startedBy: 'receipt' | 'identity';
  /** The day at whose end the time is over, as the ICO counts: the earlier of the two, and the one to work to. */
  readonly due: PlainDate;
  /** The same by the words of the statute, which leave out both days of a pause; equal where there was none. */
  readonly dueByStatute: PlainDate;
  /** Two more months, of which the person was told in time. */
  readonly isExtended: boolean;
  /** The last day on which the person may be told of an extension. */
  readonly extensionNoticeBy: PlainDate;
  readonly pauses: readonly Pause[];
  /** Since when it stands still; null while it runs. `due` is then what it would be if the answer came today. */
  readonly pausedSince: PlainDate | null;
  /** The day nothing more was owed: answered, wholly refused or closed. */
  readonly stoppedOn: PlainDate | null;
  /** From today, or the day it stopped, to `due`; below nothing when late. */
  readonly daysLeft: number;
  readonly isLate: boolean;
}

/** What the clock is read by. */
export interface ClockFace {
  readonly today: PlainDate;
  /** IANA zone of the practice. */
  readonly zone: string;
  /** Neither a weekend nor a public holiday. */
  readonly isWorkingDay: (date: PlainDate) => boolean;
}

const MONTHS = 1;

/** Two further months, counted as three from the start (Art. 12A(3); ICO, “Can we extend the time for a response?”). */
const MONTHS_EXTENDED = 3;

/**
 * Reads the clock of a subject access request; null for a police request, to which no statute sets a time.
 *
 * It runs from the day the request came, whatever day that is, or from the day identity or authority was shown where
 * the practice had to ask for it and that is later (Art. 12A(2), “the latest of”). It ends with the same date of the
 * next month; where a month has no such date, with its last day; where that is a weekend or public holiday, with the
 * next working day (ICO, “How do we calculate a month?”; Reg. (EEC) 1182/71 Art. 3(4)). An extension counts three
 * months from the start, if the person was told within the first (Art. 12A(3), (4)).
 *
 * A pause for clarification (Art. 12A(5), (6)): the ICO stops the clock on the day of asking and starts it again on the
 * day of the answer. The statute leaves out “the period beginning with the day on which the controller makes the
 * request and ending with the day on which the controller receives the information” (the words of DPA 2018 s.54(3C)),
 * which is one day more. The practice works to the earlier date; the other is given beside it.
 */
export function readClock(caseRecord: CaseRecord, face: ClockFace): ClockReading | null {
  if (caseRecord.kind !== 'subject-access') return null;
  const { start, startedBy } = startOf(caseRecord);
  const stoppedOn = stopOf(caseRecord, face.zone);
  const day = stoppedOn ?? face.today;
  const pauses = pausesOf(caseRecord);
  const byGuidance = pauses.map((pause) => daysOut(pause, day, 0));
  const byStatute = pauses.map((pause) => daysOut(pause, day, 1));
  const rolled = (months: number, out: readonly DaysOut[]): PlainDate =>
    workingDayFrom(endOfPeriod(start, months, out), face.isWorkingDay);
  const extensionNoticeBy = rolled(MONTHS, byGuidance);
  const notice = stepOf(caseRecord, 'extended');
  const isExtended = notice !== undefined && notice.on <= extensionNoticeBy;
  const months = isExtended ? MONTHS_EXTENDED : MONTHS;
  const due = rolled(months, byGuidance);
  const open = pauses.find(({ until }) => until === null);
  const closed = pauses.filter(({ until }) => until !== null).map((pause) => daysOut(pause, day, 0));
  // Asked when the time was over already: nothing is left to stand still.
  const isPaused = open !== undefined && stoppedOn === null && open.from <= endOfPeriod(start, months, closed);
  const daysLeft = daysBetween(day, due);
  return {
    start,
    startedBy,
    due,
    dueByStatute: rolled(months, byStatute),
    isExtended,
    extensionNoticeBy,
    pauses,
    pausedSince: isPaused ? open.from : null,
    stoppedOn,
    daysLeft,
    isLate: daysLeft < 0,
  };
}

function startOf({ report, steps }: CaseRecord): Pick<ClockReading, 'start' | 'startedBy'> {
  const shown = steps.flatMap((step) =>
    step.kind === 'identity-verified' && step.wasAwaited && step.on > report.receivedOn ? [step.on] : [],
  );
  const latest = shown.sort().at(-1);
  return latest === undefined
    ? { start: report.receivedOn, startedBy: 'receipt' }
    : { start: latest, startedBy: 'identity' };
}

/** Answered, or refused as a whole, whichever was first; else the day the case was closed. */
function stopOf(caseRecord: CaseRecord, zone: string): PlainDate | null {
  const settled = caseRecord.steps.flatMap((step) =>
    step.kind === 'answered' || (step.kind === 'refused' && !step.partly) ? [step.on] : [],
  );
  const closed = stepOf(caseRecord, 'closed');
  return settled.sort()[0] ?? (closed ? dateIn(closed.at, zone) : null);
}

/** In the order written down. Asking again begins no second pause, and any answer ends it: the earlier date again. */
function pausesOf({ steps }: CaseRecord): readonly Pause[] {
  const pauses: Pause[] = [];
  let since: PlainDate | null = null;
  for (const step of steps) {
    if (step.kind === 'clarification-asked') since ??= step.on;
    if (step.kind !== 'clarification-received' || since === null) continue;
    pauses.push({ from: since, until: step.on });
    since = null;
  }
  return since === null ? pauses : [...pauses, { from: since, until: null }];
}

/** The days of a pause that do not count. One still open is taken to end today. */
const daysOut = ({ from, until }: Pause, today: PlainDate, lastDay: 0 | 1): DaysOut => ({
  from,
  until: nextDate(until ?? (today > from ? today : from), lastDay),
});

/** Local days that do not count; `until` is the first that counts again. */
interface DaysOut {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/**
 * The last day of a period of whole calendar months that begins with `start`, before weekends are looked at:
 * the same date, or the last day of a month that is too short (ICO, “How do we calculate a month?”). Each day
 * left out of it moves the end by one, a day left out twice by one as well. Days before the start are no part
 * of it; nor are those of a pause that begins after its end.
 */
function endOfPeriod(start: PlainDate, months: number, out: readonly DaysOut[]): PlainDate {
  let end = addMonths(start, months);
  for (const { from, until } of united(out)) {
    if (from > end) break;
    end = nextDate(end, Math.max(0, daysBetween(from > start ? from : start, until)));
  }
  return end;
}

/** The first day from this one on which people work: a period ends then (Reg. (EEC) 1182/71 Art. 3(4)). */
function workingDayFrom(date: PlainDate, isWorkingDay: (date: PlainDate) => boolean): PlainDate {
  let day = date;
  while (!isWorkingDay(day)) day = nextDate(day);
  return day;
}

/** The same days, each once, the earliest first. */
function united(all: readonly DaysOut[]): readonly DaysOut[] {
  const inOrder = all.filter(({ from, until }) => from < until).sort((a, b) => (a.from < b.from ? -1 : 1));
  const apart: DaysOut[] = [];
  for (const next of inOrder) {
    const last = apart.at(-1);
    if (!last || next.from > last.until) apart.push(next);
    else if (next.until > last.until) apart.splice(-1, 1, { from: last.from, until: next.until });
  }
  return apart;
}
