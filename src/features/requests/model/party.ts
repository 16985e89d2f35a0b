import { isThem, nameFromEmail, type Person } from '../../people/model/person.ts';
import type { CallDescription } from '../../recordings/model/callDescription.ts';
import { nameWords } from '../../recordings/model/matching.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import type { AccessRequest } from './request.ts';

/**
 * Whether somebody took part in the call a request is about: as the recordings say, by extension or by full name, or as
 * they said themselves when they stood back. What the requester typed is a claim, and takes nothing from anybody. Pass
 * the recordings that are meant, not all that might be.
 */
export const isPartyToCall = (
  person: Person,
  { stoodBack }: Pick<AccessRequest, 'stoodBack'>,
  recordings: readonly Recording[],
): boolean =>
  stoodBack.some((email) => isThem(person, email)) ||
  recordings.some(({ extension, otherExtension, parties }) => {
    const isTheirs = [extension, otherExtension].some((each) => each !== null && person.extensions.includes(each));
    return isTheirs || names(person, parties);
  });

/** Whether the requester says that somebody took part: by their extension, or by their name among the parties. */
export const isClaimedParty = (person: Person, { extension, parties }: CallDescription): boolean =>
  (extension.kind === 'known' &&
    [extension.extension, extension.otherExtension].some((each) => each && person.extensions.includes(each))) ||
  (parties.kind === 'known' && names(person, parties.names));

const NOT_PART_OF_AN_ADDRESS = /[\s,;:<>()"]+/;

/** A single-word name ("Rita") counts when that word stands there; a longer one when all its words do. */
function names(person: Person, text: string): boolean {
  if (text.toLowerCase().split(NOT_PART_OF_AN_ADDRESS).includes(person.email)) return true;
  const there = nameWords(text);
  const isThere = (name: string): boolean => {
    const words = nameWords(name);
    return words.length > 0 && words.every((word) => there.includes(word));
  };
  // An account's own name is its owner's to edit: whom the practice file does not name is meant by the address too.
  const [own = '', address] = person.name.split(/ \((?=\S+@\S+\)$)/);
  return isThere(own) || (address !== undefined && isThere(nameFromEmail(person.email)));
}
