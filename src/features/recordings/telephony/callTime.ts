import { Temporal } from 'temporal-polyfill';
import { epochMs, fromEpochMs, type Instant, instantsOfLocal, toInstant } from '../../../kernel/time.ts';

export interface CallTime {
  readonly startedAt: Instant;
  readonly alternateStart: Instant | null;
}

/** Before this there were no such recordings; after it there is no such clock. Both are a mistake in the name. */
const EARLIEST = '1990-01-01T00:00:00.000Z';

const LATEST = '2100-01-01T00:00:00.000Z';

const HAS_OFFSET = /[T\s].*(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

function plausible(moments: readonly Instant[]): CallTime | undefined {
  const [startedAt, alternateStart = null] = moments;
  if (!startedAt || startedAt < EARLIEST || startedAt >= LATEST) return undefined;
  return { startedAt, alternateStart };
}

/** Temporal refuses by RangeError; a reader refuses by undefined. */
function unlessRangeError<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A local date (`2026-05-14`) and time (`13:13:42`) in `zone`; undefined when there is no such day or time. */
const localCallTime = (date: string, time: string, zone: string): CallTime | undefined =>
  plausible(unlessRangeError(() => instantsOfLocal(date, time, zone)) ?? []);

/** Milliseconds since 1970; undefined when no call was then. */
export const epochCallTime = (ms: number): CallTime | undefined =>
  plausible(unlessRangeError(() => [fromEpochMs(ms)]) ?? []);

/** No two zones are further apart than 26 hours. */
const FURTHEST_ZONES_MS = 26 * 3_600_000;

/**
 * A local time written as fourteen digits, `20261025013000`. Where the name holds the epoch too, that says which moment
 * is meant, whatever the zone and the hour; one that contradicts the date is no epoch of this call and is left out.
 */
export function compactCallTime(digits: string, zone: string, epoch?: number): CallTime | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const local = localCallTime(`${year}-${month}-${day}`, `${hour}:${minute}:${second}`, zone);
  if (!local || epoch === undefined) return local;
  const isNear = Math.abs(epochMs(local.startedAt) - epoch) <= FURTHEST_ZONES_MS;
  return isNear ? (epochCallTime(epoch) ?? local) : local;
}

/** The time's parts where a colon could not stand: `2026-05-14T13-13-42`, `2026/05/14 13.13.42`. */
const withColons = (text: string): string =>
  text
    .replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3')
    .replace(/^(\d{4}-\d\d-\d\d[T\s])(\d\d)([-_.])(\d\d)\3(\d\d)/i, '$1$2:$4:$5');

/** A start as call logs write it: ISO 8601, an epoch, fourteen digits, or the date of an e-mail (RFC 5322). */
export function loggedCallTime(text: string, zone: string): CallTime | undefined {
  if (/^\d{13}$/.test(text)) return epochCallTime(Number(text));
  if (/^\d{10}$/.test(text)) return epochCallTime(Number(text) * 1_000);
  if (/^\d{14}$/.test(text)) return compactCallTime(text, zone);
  const isMailDate = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UT|[+-]\d{4})$/.test(text);
  return isMailDate ? epochCallTime(Date.parse(text)) : isoCallTime(text, zone);
}

/** ISO 8601 text: a moment when it has an offset or `Z`, otherwise local in `zone`. A date alone says too little. */
export function isoCallTime(written: string, zone: string): CallTime | undefined {
  const text = withColons(written);
  if (HAS_OFFSET.test(text)) return plausible(unlessRangeError(() => [toInstant(text)]) ?? []);
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})[T\s](\d{2}:\d{2}.*)$/i.exec(text) ?? [];
  return date && time ? localCallTime(date, time, zone) : undefined;
}

/** Seconds (`61`, `61.5`) or an ISO 8601 duration (`PT1M1S`) in milliseconds; null for all else, and what cannot be. */
export function callLengthMs(text: string): number | null {
  const seconds = /^\d{1,7}(?:\.\d+)?$/.test(text)
    ? Number(text)
    : unlessRangeError(() => Temporal.Duration.from(text).total({ unit: 'second' }));
  if (seconds === undefined || !(seconds >= 0)) return null;
  return Math.round(seconds * 1_000);
}
