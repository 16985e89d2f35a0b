import { describe, expect, it } from 'vitest';
import type { HolidayRegion } from '../../src/kernel/time.ts';
import { isWeekend, nextDate } from '../../src/kernel/time.ts';
import { createWorkingDays } from '../../src/platform/workingDays.ts';

/** Bank holidays on weekdays as gov.uk/bank-holidays lists them, and for 2028 as the same rules give them. */
const BANK_HOLIDAYS: Readonly<Record<HolidayRegion, Readonly<Record<number, string>>>> = {
  'england-and-wales': {
    2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
    2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
    2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
    2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
    2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  },
  scotland: {
    2024: '01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26',
    2025: '01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26',
    2026: '01-01 01-02 04-03 05-04 05-25 08-03 11-30 12-25 12-28',
    2027: '01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28',
    2028: '01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26',
  },
  'northern-ireland': {
    2024: '01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26',
    2025: '01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26',
    2026: '01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28',
    2027: '01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28',
    2028: '01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26',
  },
};

const cases = Object.entries(BANK_HOLIDAYS).flatMap(([region, years]) =>
  Object.entries(years).map(([year, days]) => [region as HolidayRegion, year, days.split(' ')] as const),
);

describe('working days', () => {
  it.each(cases)('counts as working days in %s, %s, all weekdays but the bank holidays', (region, year, holidays) => {
    const isWorkingDay = createWorkingDays(region);
    const free: string[] = [];
    for (let day = `${year}-01-01`; day.startsWith(year); day = nextDate(day)) {
      if (isWeekend(day)) expect(isWorkingDay(day)).toBe(false);
      else if (!isWorkingDay(day)) free.push(day.slice(5));
    }
    expect(free).toEqual(holidays);
  });
});
