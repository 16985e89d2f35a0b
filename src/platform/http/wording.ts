import { countOf } from '../../kernel/text.ts';
import { dateIn, type Instant, timeIn } from '../../kernel/time.ts';
import { type Html, html } from './html.ts';

/** `2 minutes 5 seconds`, to the second, at least one. */
export function lengthInWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [minutes > 0 ? countOf(minutes, 'minute') : null, rest > 0 ? countOf(rest, 'second') : null];
  return parts.filter((part) => part !== null).join(' ');
}

/** `2:05`. */
export function lengthOnClock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `Tuesday 24 November 2026`. */
export function dayInWords(at: Instant, zone: string): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(new Date(at));
  return `${part({ weekday: 'long' })} ${part({ day: 'numeric', month: 'long', year: 'numeric' })}`;
}

const isSameDay = (a: Instant, b: Instant, zone: string): boolean => dateIn(a, zone) === dateIn(b, zone);

/** `21:12 today`, or `21:12, Tuesday 24 November 2026`, on the practice's clock. */
export const momentText = (at: Instant, zone: string, now: Instant): Html =>
  html`<time datetime="${at}">${timeIn(at, zone)}${
    isSameDay(at, now, zone) ? ' today' : `, ${dayInWords(at, zone)}`
  }</time>`;
