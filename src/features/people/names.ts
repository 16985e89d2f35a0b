import type { Context } from '../../stores.ts';
import { personOf } from './model/person.ts';

/** A person’s name as the practice file says it; of whom it does not name, the account’s name with the address. */
export async function nameOfPerson(
  { people, practice, now }: Pick<Context, 'people' | 'practice' | 'now'>,
  email: string,
): Promise<string> {
  if (email === 'desk') return 'the desk';
  if (email === '') return 'somebody';
  const [binding] = await people.bindingsOf(email);
  return personOf(practice.directory, email, now, binding?.name).name;
}

export async function namesOf(
  context: Pick<Context, 'people' | 'practice' | 'now'>,
  emails: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {};
  for (const email of emails) names[email] ??= await nameOfPerson(context, email);
  return names;
}
