import type { SeatRole } from '../../domain/approval/purpose.ts';
import { formatNumber } from '../../domain/recording/externalNumber.ts';
import type { Direction } from '../../domain/recording/recording.ts';
import type {
  AskedExtension,
  AskedNumber,
  AskedParties,
  CallTime,
  ListenMode,
} from '../../domain/request/request.ts';
import type { Instant } from '../../domain/time.ts';
import { dateIn, timeIn } from '../../domain/time.ts';
import { countOf, dateText, lengthText, listText, momentText } from '../../domain/words.ts';

export {
  callLengthText,
  countOf,
  dateText,
  lengthText,
  listText,
  momentText,
} from '../../domain/words.ts';

/** "Mon 23 Nov 2026, 09:15 to 09:45"; with both dates when they differ. */
export const spanText = (from: Instant, to: Instant, zone: string): string =>
  `${momentText(from, zone)} to ${dateIn(from, zone) === dateIn(to, zone) ? timeIn(to, zone) : momentText(to, zone)}`;

/** "58 MB", "1.2 GB": decimal, as storage is billed. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return 'under 1 MB';
  return bytes < 999_500_000
    ? `${Math.round(bytes / 1_000_000)} MB`
    : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

const HOUR = 3_600_000;

/** How long somebody waited: "3 h 20 min", from two days on "2 days 5 h". */
export function waitText(ms: number): string {
  if (ms < 60_000) return 'under a minute';
  if (ms < 48 * HOUR) return lengthText(Math.floor(ms / 60_000) * 60_000);
  const hours = Math.floor(ms / HOUR);
  return hours % 24 === 0
    ? countOf(hours / 24, 'day')
    : `${countOf(Math.floor(hours / 24), 'day')} ${hours % 24} h`;
}

/** "BST" or "GMT": which of two equal clock times in the autumn night is meant. */
export const zoneText = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' })
    .formatToParts(new Date(at))
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;

export function callTimeText(when: CallTime): string {
  switch (when.kind) {
    case 'about':
      return `about ${when.time} on ${dateText(when.date)}`;
    case 'day':
      return `${dateText(when.date)}, time not known`;
    case 'range':
      return `between ${dateText(when.from)} and ${dateText(when.to)}`;
  }
}

export function askedExtensionText(asked: AskedExtension): string {
  switch (asked.kind) {
    case 'known':
      return asked.extension;
    case 'not-known':
      return 'not known';
  }
}

export function askedNumberText(asked: AskedNumber): string {
  switch (asked.kind) {
    case 'known':
      return formatNumber(asked.e164);
    case 'not-known':
      return 'not known';
    case 'internal':
      return 'none: an internal call';
    case 'withheld':
      return 'withheld by the caller';
  }
}

export function askedPartiesText(asked: AskedParties): string {
  switch (asked.kind) {
    case 'known':
      return asked.names;
    case 'not-known':
      return 'not known';
  }
}

export function directionText(direction: Direction): string {
  switch (direction) {
    case 'inbound':
      return 'incoming call';
    case 'outbound':
      return 'outgoing call';
    case 'internal':
      return 'internal call';
    case 'unknown':
      return 'direction not known';
  }
}

export function modeText(mode: ListenMode): string {
  switch (mode) {
    case 'listen':
      return 'listen only';
    case 'copy':
      return 'listen, or keep a copy';
  }
}

export function seatText(seat: SeatRole): string {
  switch (seat) {
    case 'director':
      return 'director';
    case 'dpo':
      return 'Data Protection Officer';
  }
}

/** Who must still agree: "one director and the Data Protection Officer". */
export function seatsText(seats: readonly SeatRole[]): string {
  const directors = seats.filter((seat) => seat === 'director').length;
  const others = seats.length - directors;
  const numbers = ['', 'one director', 'two directors', 'three directors'];
  return listText([
    ...(directors > 0 ? [numbers[directors] ?? `${directors} directors`] : []),
    ...(others > 0 ? ['the Data Protection Officer'] : []),
  ]);
}
