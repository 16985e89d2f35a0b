import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import type { Practice } from '../practice/model/practice.ts';
import { type Directory, type Email, type Person, personOf } from './model/person.ts';

/** Who is who at this moment: the practice file's stand-ins for the DPO, and those the DPO has named in the chat (policy 5.7). */
export async function directoryNow(
  { delegations }: Pick<Stores, 'delegations'>,
  { directory }: Pick<Practice, 'directory'>,
  now: Instant,
): Promise<Directory> {
  const named = await delegations.current(now);
  return named.length === 0
    ? directory
    : { ...directory, dpoDelegates: [...directory.dpoDelegates, ...named] };
}

/** The practice as its roles stand at this moment. */
export const practiceNow = async (
  stores: Pick<Stores, 'delegations'>,
  practice: Practice,
  now: Instant,
): Promise<Practice> => ({ ...practice, directory: await directoryNow(stores, practice, now) });
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
