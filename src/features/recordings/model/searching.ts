import { type Instant, nextDate, startOfDate } from '../../../kernel/time.ts';
import { nameWords } from './matching.ts';
import type { Wanted } from './subjectQuery.ts';

/** What storage is asked for, all of it at once: calls begun in [from, to) that have each of these. An empty list and a null ask nothing. */
export interface SearchQuery {
  readonly from: Instant;
  readonly to: Instant;
  /** E.164; any of them. */
  readonly numbers: readonly string[];
  /** Words of one name; each of them. */
  readonly words: readonly string[];
  /** At either end; any of them. */
  readonly extensions: readonly string[];
}

const FIRST = '0000' as Instant;

const LAST = '9999' as Instant;

/** The days meant as moments. */
export const spanOf = ({ from, to }: Pick<Wanted, 'from' | 'to'>, zone: string) => ({
  from: from === null ? FIRST : startOfDate(from, zone),
  to: to === null ? LAST : startOfDate(nextDate(to), zone),
});

/**
 * What the DPO’s search asks storage: everything typed must hold. A person is meant by their name among the parties, or, where they are staff,
 * by their extension; those are two questions, whose answers are put together.
 */
export function searchQueries(
  wanted: Wanted,
  staffExtensions: readonly string[],
  zone: string,
): readonly SearchQuery[] {
  const base = {
    ...spanOf(wanted, zone),
    numbers: wanted.numbers,
    extensions: wanted.extension === null ? [] : [wanted.extension],
    words: [],
  };
  if (wanted.person === null) return [base];
  const words = [...new Set(nameWords(wanted.person))];
  const byName = words.length === 0 ? [] : [{ ...base, words }];
  const own =
    wanted.extension === null ? staffExtensions : staffExtensions.filter((e) => e === wanted.extension);
  return [...byName, ...(own.length === 0 ? [] : [{ ...base, extensions: own }])];
}

/**
 * What a case’s hold asks storage: whatever may answer the request, since what is not held is gone in thirty days. A number or a name is
 * enough by itself; an extension alone counts only where neither is known.
 */
export function holdQueries(
  wanted: Wanted,
  staffExtensions: readonly string[],
  zone: string,
): readonly SearchQuery[] {
  const span = spanOf(wanted, zone);
  const none = { ...span, numbers: [], words: [], extensions: [] };
  const words = wanted.person === null ? [] : [...new Set(nameWords(wanted.person))];
  const queries = [
    ...(wanted.numbers.length > 0 ? [{ ...none, numbers: wanted.numbers }] : []),
    ...(words.length > 0 ? [{ ...none, words }] : []),
    ...(staffExtensions.length > 0 ? [{ ...none, extensions: staffExtensions }] : []),
  ];
  if (wanted.extension === null) return queries;
  return queries.length > 0 ? queries : [{ ...none, extensions: [wanted.extension] }];
}
