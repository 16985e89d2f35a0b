import type { Instant } from '../../../../kernel/time.ts';
import type { Person } from '../../../people/model/person.ts';
import type { RequestField } from '../fields.ts';
import { readFreeText } from '../freeText.ts';

export interface WishContext {
  readonly now: Instant;
  readonly zone: string;
  /** Who works at the practice: people say a first name, or whose telephone it was. */
  readonly staff: readonly Pick<Person, 'email' | 'name' | 'extensions'>[];
}

/** What the desk understood of a wish. */
export interface WishReading {
  /** As the request form takes them; what could not be read for certain stands in the reason. */
  readonly values: Partial<Record<RequestField, string>>;
  /** What the person says that they do not know: not to be asked again. */
  readonly notKnown: readonly RequestField[];
}

/** Reads a wish typed in a person's own words. Nothing typed is lost, and what is in doubt is left in the reason. */
export const readWish = (text: string, { now, zone }: WishContext): WishReading => ({
  values: readFreeText(text, now, zone),
  notKnown: [],
});
