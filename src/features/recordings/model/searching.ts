import { z } from 'zod';
import type { Document } from '../../../kernel/documentSchema.ts';
import { listOf } from '../../../kernel/listOf.ts';
import { type Instant, nextDate, startOfDate } from '../../../kernel/time.ts';
import { nameWords } from './matching.ts';

export const subjectQuerySchema = z.object({
  /** Full name of the person the calls are with. */
  person: z.string().nullable(),
  /** E.164. */
  numbers: z.array(z.string()),
  extension: z.string().nullable(),
  /** Local days of the calls, both included. */
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** Which calls a case is about, as far as anybody knows. An empty list and a null ask nothing. */
export type SubjectQuery = Document<typeof subjectQuerySchema>;

/** Calls begun in [from, to) that have each of these, all at once. An empty list and a null ask nothing. */
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
export const spanOf = ({ from, to }: Pick<SubjectQuery, 'from' | 'to'>, zone: string) => ({
  from: from === null ? FIRST : startOfDate(from, zone),
  to: to === null ? LAST : startOfDate(nextDate(to), zone),
});

/**
 * What the DPO’s search asks storage: everything typed must hold. A person is meant by their name among the parties,
 * or, where they are staff, by their extension; those are two questions, whose answers are put together.
 */
export function searchQueries(
  subjectQuery: SubjectQuery,
  staffExtensions: readonly string[],
  zone: string,
): readonly SearchQuery[] {
  const base = {
    ...spanOf(subjectQuery, zone),
    numbers: subjectQuery.numbers,
    extensions: subjectQuery.extension === null ? [] : [subjectQuery.extension],
    words: [],
  };
  if (subjectQuery.person === null) return [base];
  const words = [...new Set(nameWords(subjectQuery.person))];
  const byName = words.length === 0 ? [] : [{ ...base, words }];
  const own =
    subjectQuery.extension === null ? staffExtensions : staffExtensions.filter((e) => e === subjectQuery.extension);
  return listOf([...byName, own.length !== 0 && { ...base, extensions: own }]);
}

/**
 * What a case’s hold asks storage: whatever may answer the request, since what is not held is gone in thirty
 * days. A number or a name is enough by itself; an extension alone counts only where neither is known.
 */
export function holdQueries(
  subjectQuery: SubjectQuery,
  staffExtensions: readonly string[],
  zone: string,
): readonly SearchQuery[] {
  const span = spanOf(subjectQuery, zone);
  const none = { ...span, numbers: [], words: [], extensions: [] };
  const words = subjectQuery.person === null ? [] : [...new Set(nameWords(subjectQuery.person))];
  const queries = listOf([
    subjectQuery.numbers.length > 0 && { ...none, numbers: subjectQuery.numbers },
    words.length > 0 && { ...none, words },
    staffExtensions.length > 0 && { ...none, extensions: staffExtensions },
  ]);
  if (subjectQuery.extension === null) return queries;
  return queries.length > 0 ? queries : [{ ...none, extensions: [subjectQuery.extension] }];
}
