import Holidays from 'date-holidays';
import { type HolidayRegion, isWeekend, type PlainDate } from '../kernel/time.ts';

/** Wales keeps England’s holidays. */
const STATES: Readonly<Record<HolidayRegion, string>> = {
  'england-and-wales': 'ENG',
  scotland: 'SCT',
  'northern-ireland': 'NIR',
};

/**
 * Says whether people work on a day: neither a weekend nor a public holiday of the region, which includes the
 * days that stand in for holidays on a weekend (Christmas 2027: Monday 27 and Tuesday 28). One-off holidays
 * count once the package knows of them; until then a due date is early rather than late.
 */
export function createWorkingDays(region: HolidayRegion): (date: PlainDate) => boolean {
  const calendar = new Holidays('GB', STATES[region], { types: ['public'] });
  const years = new Map<number, ReadonlySet<PlainDate>>();
  const holidaysOf = (year: number): ReadonlySet<PlainDate> => {
    const known = years.get(year);
    if (known) return known;
    const dates = new Set(calendar.getHolidays(year).map(({ date }) => date.slice(0, 10)));
    years.set(year, dates);
    return dates;
  };
  return (date) => !isWeekend(date) && !holidaysOf(Number(date.slice(0, 4))).has(date);
}
