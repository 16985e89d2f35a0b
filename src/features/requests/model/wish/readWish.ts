import type { RequestField } from '../fields.ts';
import { type Moment, plain, type Staff } from './mask.ts';
import { readNotKnown } from './notKnown.ts';
import { readExtension, readNumber } from './numbers.ts';
import { readParties } from './parties.ts';
import { readAskedBy, readPurpose, readReference } from './purpose.ts';
import { reasonOf } from './reason.ts';
import { readWhen } from './when.ts';

/** What the desk understood of a wish. */
export interface WishReading {
  /** As the request form takes them; what could not be read for certain stands in the reason. */
  readonly values: Partial<Record<RequestField, string>>;
  /** What the person says that they do not know: not to be asked again. */
  readonly notKnown: readonly RequestField[];
}

/** Characters of a line that are read; the form’s longest input takes far less. */
const LONGEST = 5_000;

/** Whoever shouts means the same: names are then told from other words as in lower case. */
const lowered = (typed: string): string => {
  const lower = typed.toLowerCase();
  return /\p{Ll}/u.test(typed) || lower.length !== typed.length ? typed : lower;
};

/**
 * Reads a wish typed in a person's own words. Each reader takes out what it is sure of, the plainest first, so that
 * what was typed for one thing is never read as another; nothing typed is lost, since what nobody takes is the reason.
 */
export function readWish(text: string, { staff, ...moment }: Moment & { readonly staff: Staff }): WishReading {
  const typed = text
    .slice(0, LONGEST)
    .replace(/[\s\ue000\ue001]+/g, ' ')
    .trim();
  const line = plain(lowered(typed));
  const referred = readReference(line, typed);
  const numbered = readNumber(referred.left);
  const admitted = readNotKnown(numbered.left);
  const extended = readExtension(admitted.left, numbered.number === 'internal', staff);
  const timed = readWhen(extended.left, moment);
  const named = readParties(timed.left, staff);
  const purpose = readPurpose(line);
  const found = {
    purpose,
    reason: reasonOf(named.left, typed),
    ...timed.values,
    extension: extended.extension,
    number: numbered.number ?? (extended.isInternal ? 'internal' : undefined),
    parties: named.parties,
    askedBy: purpose === 'regulatory' ? readAskedBy(line) : undefined,
    reference: referred.reference,
  };
  const values: WishReading['values'] = Object.fromEntries(Object.entries(found).filter(([, text]) => text));
  return { values, notKnown: admitted.notKnown.filter((field) => values[field] === undefined) };
}
