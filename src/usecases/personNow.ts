import { type Email, type Person, personOf } from '../domain/people/person.ts';
import type { Practice } from '../domain/practice.ts';
import type { Instant } from '../domain/time.ts';
import { directoryNow } from './directoryNow.ts';
import type { Stores } from './ports.ts';

/** Somebody by their address; the name a platform gives them is used where the practice file has none. */
export interface Who {
  readonly email: Email;
  readonly name?: string | undefined;
}

/** Who acts, with the roles they hold at this moment: one taken away a second ago counts. */
export const personNow = async (
  stores: Pick<Stores, 'delegations'>,
  practice: Practice,
  { email, name }: Who,
  now: Instant,
): Promise<Person> => personOf(await directoryNow(stores, practice, now), email, now, name);

/** The same of somebody who is not at the other end just now, under the name a platform last gave them. */
export async function knownPersonNow(
  stores: Pick<Stores, 'delegations' | 'people'>,
  practice: Practice,
  email: Email,
  now: Instant,
): Promise<Person> {
  const [binding] = await stores.people.bindingsOf(email);
  return personNow(stores, practice, { email, name: binding?.name }, now);
}
