import {
  addMinutes,
  epochMs,
  type Instant,
  instantsOfLocal,
  later,
  nextDate,
  startOfDate,
} from '../../../kernel/time.ts';
import type { CallDescription, CallTime } from './callDescription.ts';
import type { Recording } from './recording.ts';

/** Half an hour either side of a time somebody remembers. */
const TOLERANCE_MINUTES = 30;

/** A quarter of an hour either side of hours somebody gives: whoever says “between two and four” has allowed for doubt. */
const HOURS_TOLERANCE_MINUTES = 15;

/** What storage is asked for: calls that began in [from, to), and fit. A null asks nothing of that column. */
export interface RecordingQuery {
  readonly from: Instant;
  readonly to: Instant;
  readonly extension: string | null;
  /** The other end of an internal call, where both are known. */
  readonly otherExtension?: string | undefined;
  /** E.164, or `withheld`. */
  readonly number: string | null;
  readonly internalOnly: boolean;
}

/** The span of call starts a remembered time means. The repeated autumn hour means both. */
export function startSpan(when: CallTime, zone: string): { readonly from: Instant; readonly to: Instant } {
  switch (when.kind) {
    case 'about': {
      const moments = instantsOfLocal(when.date, when.time, zone);
      const first = moments[0] as Instant;
      return {
        from: addMinutes(first, -TOLERANCE_MINUTES),
        to: addMinutes(moments.at(-1) ?? first, TOLERANCE_MINUTES + 1),
      };
    }
    case 'hours': {
      const [first] = instantsOfLocal(when.date, when.from, zone);
      const last = instantsOfLocal(when.date, when.to, zone).at(-1);
      return {
        from: addMinutes(first as Instant, -HOURS_TOLERANCE_MINUTES),
        to: addMinutes(last as Instant, HOURS_TOLERANCE_MINUTES + 1),
      };
    }
    case 'day':
      return { from: startOfDate(when.date, zone), to: startOfDate(nextDate(when.date), zone) };
    case 'range':
      return { from: startOfDate(when.from, zone), to: startOfDate(nextDate(when.to), zone) };
  }
}

/** What to ask storage for a request; calls already past retention are left out. */
export function queryFor(ask: CallDescription, zone: string, oldestKept: Instant): RecordingQuery {
  const span = startSpan(ask.when, zone);
  return {
    from: later(span.from, oldestKept),
    to: span.to,
    extension: ask.extension.kind === 'known' ? ask.extension.extension : null,
    otherExtension: ask.extension.kind === 'known' ? ask.extension.otherExtension : undefined,
    number: ask.number.kind === 'known' ? ask.number.e164 : ask.number.kind === 'withheld' ? 'withheld' : null,
    internalOnly: ask.number.kind === 'internal',
  };
}

/** Whether a recording is one that storage would give for a query. */
export function fits(query: RecordingQuery, recording: Recording): boolean {
  const { extension, otherExtension, number, direction, startedAt, alternateStart } = recording;
  const within = (start: Instant | null): boolean => start !== null && query.from <= start && start < query.to;
  if (!within(startedAt) && !within(alternateStart)) return false;
  if (query.internalOnly && direction !== 'internal') return false;
  if (query.number !== null && number !== query.number) return false;
  if (query.otherExtension !== undefined && ![extension, otherExtension].includes(query.otherExtension)) return false;
  if (query.extension === null || [extension, otherExtension].includes(query.extension)) return true;
  // Where the number is known, a call whose extension the phone system did not give counts too.
  return query.number !== null && extension === null;
}

/** Best first: named parties heard of, then the nearest to the remembered time, then the newest. */
export function rank(ask: CallDescription, zone: string, found: readonly Recording[]): readonly Recording[] {
  if (found.length < 2) return found;
  const words = ask.parties.kind === 'known' ? nameWords(ask.parties.names) : [];
  const about = ask.when.kind === 'about' ? instantsOfLocal(ask.when.date, ask.when.time, zone).map(epochMs) : [];
  const scored = found.map((recording) => ({
    recording,
    names: nameWords(recording.parties).filter((word) => words.includes(word)).length,
    distance: Math.min(...about.map((at) => distance(at, recording))),
  }));
  scored.sort(
    (a, b) =>
      b.names - a.names ||
      (about.length > 0 ? a.distance - b.distance : 0) ||
      newestFirst(a.recording.startedAt, b.recording.startedAt),
  );
  return scored.map(({ recording }) => recording);
}

/** From a remembered time to the nearer of the times the call may have begun at. */
const distance = (at: number, { startedAt, alternateStart }: Recording): number =>
  Math.min(Math.abs(at - epochMs(startedAt)), Math.abs(at - epochMs(alternateStart ?? startedAt)));

const newestFirst = (a: Instant, b: Instant): number => (a === b ? 0 : a < b ? 1 : -1);

/** Lower-case words of two letters or more, without accents. */
export const nameWords = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1 && !TITLES.has(word));

const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'and', 'the', 'vet', 'of']);
