import { listOf } from '../../kernel/listOf.ts';
import { countOf, lengthText, momentText } from '../../kernel/text.ts';
import { dateIn, type Instant, timeIn } from '../../kernel/time.ts';

export { callLengthText, countOf, dateText, lengthText, listText, momentText } from '../../kernel/text.ts';

/** "Mon 23 Nov 2026, 09:15 to 09:45"; with both dates when they differ. */
export const spanText = (from: Instant, to: Instant, zone: string): string =>
  `${momentText(from, zone)} to ${dateIn(from, zone) === dateIn(to, zone) ? timeIn(to, zone) : momentText(to, zone)}`;

/** "58 MB", "1.2 GB": decimal, as storage is billed. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return 'under 1 MB';
  return bytes < 999_500_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

const HOUR = 3_600_000;

/** How long somebody waited: "3 h 20 min", from two days on "2 days 5 h". */
export function waitText(ms: number): string {
  if (ms < 60_000) return 'under a minute';
  if (ms < 48 * HOUR) return lengthText(Math.floor(ms / 60_000) * 60_000);
  const hours = Math.floor(ms / HOUR);
  return hours % 24 === 0 ? countOf(hours / 24, 'day') : `${countOf(Math.floor(hours / 24), 'day')} ${hours % 24} h`;
}

/** "BST" or "GMT": which of two equal clock times in the autumn night is meant. */
export const zoneText = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(new Date(at))
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;

/** What a card warns of, in sentences; undefined when there is nothing. */
export const warningFrom = (texts: Parameters<typeof listOf<string>>[0]): string | undefined =>
  listOf(texts).join(' ') || undefined;
