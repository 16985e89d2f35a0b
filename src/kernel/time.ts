import { Temporal } from 'temporal-polyfill';

declare const instantBrand: unique symbol;

/**
 * A moment as fixed-width UTC text, `2026-11-23T19:10:59.000Z`. Its text order is its time order, so it
 * compares the same in TypeScript, JSON, SQLite and PostgreSQL. Arithmetic goes through Temporal.
 */
export type Instant = string & { readonly [instantBrand]: true };

/** A calendar date without a zone, `2026-11-23`. */
export type PlainDate = string;

const MINUTE = 60_000;

const fromTemporal = (at: Temporal.Instant): Instant => at.toString({ fractionalSecondDigits: 3 }) as Instant;

/** Parses any ISO 8601 text that names a moment (an offset or `Z`). Throws RangeError otherwise. */
export const toInstant = (text: string): Instant => fromTemporal(Temporal.Instant.from(text));

/** Before anything the desk has written down. */
export const EARLIEST = toInstant('2000-01-01T00:00:00Z');

// UTC text of fixed width needs no calendar: Date writes and reads it exactly, and far faster. Throws
// RangeError past the year 275760.
export const fromEpochMs = (ms: number): Instant => new Date(ms).toISOString() as Instant;

export const epochMs = (at: Instant): number => Date.parse(at);

export const addMs = (at: Instant, ms: number): Instant => fromEpochMs(epochMs(at) + ms);

export const addMinutes = (at: Instant, minutes: number): Instant => addMs(at, minutes * MINUTE);

export const addHours = (at: Instant, hours: number): Instant => addMs(at, hours * 60 * MINUTE);

/** Adds whole days of 24 hours: retention is a length of time, not a calendar date. */
export const addDays = (at: Instant, days: number): Instant => addMs(at, days * 24 * 60 * MINUTE);

/** The same local moment so many calendar months before, or the last day of a month that is too short. */
export const monthsBefore = (at: Instant, months: number, zone: string): Instant =>
  fromTemporal(Temporal.Instant.from(at).toZonedDateTimeISO(zone).subtract({ months }).toInstant());

export const msBetween = (from: Instant, to: Instant): number => epochMs(to) - epochMs(from);

export const earlier = (a: Instant, b: Instant): Instant => (a <= b ? a : b);

export const later = (a: Instant, b: Instant): Instant => (a >= b ? a : b);

/** The local date in `zone` at this moment. */
export const dateIn = (at: Instant, zone: string): PlainDate =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The local time of day in `zone`, `HH:MM`. */
export const timeIn = (at: Instant, zone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });

/** Every moment a local time names: two in the repeated autumn hour; in the skipped spring one, the moment after. */
export function instantsOfLocal(date: PlainDate, time: string, zone: string): readonly Instant[] {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const [early, late] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const [first, last] = [fromEpochMs(early.epochMilliseconds), fromEpochMs(late.epochMilliseconds)];
  if (first === last) return [first];
  return early.toPlainDateTime().equals(local) ? [first, last] : [last];
}

export const startOfDate = (date: PlainDate, zone: string): Instant =>
  fromTemporal(Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant());

/** The same date so many months on, or the last day of a month that is too short. */
export const addMonths = (date: PlainDate, months: number): PlainDate =>
  Temporal.PlainDate.from(date).add({ months }).toString();

export const nextDate = (date: PlainDate, days = 1): PlainDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Whole days from one date to another; below nothing when the second is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

/** Reminders come between eight and six on the practice’s clock: nobody decides at night. */
export const isWorkingTime = (now: Instant, zone: string): boolean => {
  const time = timeIn(now, zone);
  return time >= '08:00' && time < '18:00';
};

export const isWeekend = (date: PlainDate): boolean => Temporal.PlainDate.from(date).dayOfWeek > 5;

/** Whether a text is a calendar date, `2026-02-29` not being one. */
export function isRealDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** Where in the United Kingdom, as far as public holidays go. */
export const HOLIDAY_REGIONS = ['england-and-wales', 'scotland', 'northern-ireland'] as const;

export type HolidayRegion = (typeof HOLIDAY_REGIONS)[number];

/** The moment a local time of day names on a date: the earlier of two in autumn, the one after the skip in spring. */
const momentOn = (date: PlainDate, time: string, zone: string): Instant =>
  instantsOfLocal(date, time, zone)[0] as Instant;

/** The newest moment at or before `now` at which the clock in `zone` showed `time`. */
export function lastTime(now: Instant, time: string, zone: string): Instant {
  const today = dateIn(now, zone);
  const at = momentOn(today, time, zone);
  return at <= now ? at : momentOn(nextDate(today, -1), time, zone);
}

/** The first moment after `now` at which the clock in `zone` shows `time`. */
export function nextTime(now: Instant, time: string, zone: string): Instant {
  const today = dateIn(now, zone);
  const at = momentOn(today, time, zone);
  return at > now ? at : momentOn(nextDate(today), time, zone);
}
