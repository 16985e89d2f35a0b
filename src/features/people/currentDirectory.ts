import type { Context } from '../../stores.ts';
import { type Email, type Person, personOf } from './model/person.ts';

/** Somebody by their address; the name a platform gives them is used where the practice file has none. */
export interface Who {
  readonly email: Email;
  readonly name?: string | undefined;
}

/** Who acts, with the roles they hold at this moment: one taken away a second ago counts. */
export const personNow = async (context: Context, { email, name }: Who): Promise<Person> =>
  personOf((await context.practiceNow()).directory, email, context.now, name);

/** The same of somebody who is not at the other end just now, under the name a platform last gave them. */
export async function knownPersonNow(context: Context, email: Email): Promise<Person> {
  const [binding] = await context.people.bindingsOf(email);
  return personNow(context, { email, name: binding?.name });
}
