import { addMonths, daysBetween, nextDate, type PlainDate } from '../../../kernel/time.ts';

/** Local days that do not count; `until` is the first that counts again. */
export interface DaysOut {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/**
 * The last day of a period of whole calendar months that begins with `start`, before weekends are looked at:
 * the same date, or the last day of a month that is too short (ICO, “How do we calculate a month?”). Each day
 * left out of it moves the end by one, a day left out twice by one as well. Days before the start are no part
 * of it; nor are those of a pause that begins after its end.
 */
export function endOfPeriod(start: PlainDate, months: number, out: readonly DaysOut[]): PlainDate {
  let end = addMonths(start, months);
  for (const { from, until } of united(out)) {
    if (from > end) break;
    end = nextDate(end, Math.max(0, daysBetween(from > start ? from : start, until)));
  }
  return end;
}

/**
 * The first of this day and those after it on which people work: a period that ends on another day ends then
 * (Reg. (EEC) 1182/71 Art. 3(4)).
 */
export function workingDayFrom(date: PlainDate, isWorkingDay: (date: PlainDate) => boolean): PlainDate {
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
