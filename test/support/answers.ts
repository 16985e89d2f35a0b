import { nameWords } from '../../src/features/recordings/model/matching.ts';
import type { Recording } from '../../src/features/recordings/model/recording.ts';
import type { SearchQuery } from '../../src/features/recordings/model/searching.ts';

/**
 * Whether a recording matches a search, by the plainest code there is: the databases’ searches are compared
 * with it.
 */
export function answers(query: SearchQuery, recording: Recording): boolean {
  const { startedAt, number, extension, otherExtension, parties } = recording;
  if (startedAt < query.from || startedAt >= query.to) return false;
  if (query.numbers.length > 0 && (number === null || !query.numbers.includes(number))) return false;
  const ends = [extension, otherExtension];
  if (query.extensions.length > 0 && !ends.some((e) => e !== null && query.extensions.includes(e))) return false;
  const there = query.words.length > 0 ? nameWords(parties) : [];
  return query.words.every((word) => there.includes(word));
}
