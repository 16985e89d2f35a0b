import { Temporal } from 'temporal-polyfill';
import { dateIn, type Instant, type PlainDate, timeIn } from './time.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** "Fri 20 Nov 2026". */
export function dateText(date: PlainDate): string {
  const { dayOfWeek, day, month, year } = Temporal.PlainDate.from(date);
  return `${DAYS[dayOfWeek - 1]} ${day} ${MONTHS[month - 1]} ${year}`;
}

/** "Fri 20 Nov 2026, 15:10", in the practice's zone. */
export const momentText = (at: Instant, zone: string): string => `${dateText(dateIn(at, zone))}, ${timeIn(at, zone)}`;

/** `2026-11-20T15:10:05+00:00`: to the second, for lists that programs sort and compare. */
export const localIso = (at: Instant, zone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toString({ smallestUnit: 'second', timeZoneName: 'never' });

/** "4 min 32 s"; hours and minutes for a long call. */
export function lengthText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The length of a call, which not every phone system tells. */
export const callLengthText = (ms: number): string => (ms > 0 ? lengthText(ms) : 'length not known');

export const countOf = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** "a", "a and b", "a, b and c". */
export const listText = (items: readonly (string | number)[], word: 'and' | 'or' = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
