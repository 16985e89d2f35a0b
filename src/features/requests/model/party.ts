import type { Person } from '../../people/model/person.ts';
import type { CallDescription } from '../../recordings/model/callDescription.ts';
import { nameWords } from '../../recordings/model/matching.ts';
import type { Recording } from '../../recordings/model/recording.ts';

/**
 * Whether somebody took part in the call a request is about: by their extension, or by their full name or
 * address among the parties. Pass the recordings that are meant, not all that might be.
 */
export function isPartyToCall(person: Person, ask: CallDescription, recordings: readonly Recording[]): boolean {
  const asked = ask.extension.kind === 'known' ? [ask.extension.extension] : [];
  const recorded = recordings.flatMap((r) => [r.extension, r.otherExtension]);
  if ([...asked, ...recorded].some((extension) => extension !== null && person.extensions.includes(extension)))
    return true;
  const texts = [ask.parties.kind === 'known' ? ask.parties.names : '', ...recordings.map((r) => r.parties)];
  return texts.some((text) => names(person, text));
}

const NOT_PART_OF_AN_ADDRESS = /[\s,;:<>()"]+/;

/** A single-word name ("Rita") counts when that word stands there; a longer one when all its words do. */
function names(person: Person, text: string): boolean {
  if (text.toLowerCase().split(NOT_PART_OF_AN_ADDRESS).includes(person.email)) return true;
  const wordsOfName = nameWords(person.name);
  const there = nameWords(text);
  return wordsOfName.length > 0 && wordsOfName.every((word) => there.includes(word));
}
