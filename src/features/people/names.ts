import type { Context } from '../../stores.ts';
import { nameFromEmail } from './model/person.ts';

/** A person’s name as the practice file or the platform says it. */
export async function nameOfPerson(
  { people, practice }: Pick<Context, 'people' | 'practice'>,
  email: string,
): Promise<string> {
  if (email === 'desk') return 'the desk';
  const inFile = practice.directory.people.find((person) => person.email === email);
  if (inFile) return inFile.name;
  const [binding] = email === '' ? [] : await people.bindingsOf(email);
  return binding?.name ?? (email === '' ? 'somebody' : nameFromEmail(email));
}

export async function namesOf(
  context: Pick<Context, 'people' | 'practice'>,
  emails: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {};
  for (const email of emails) names[email] ??= await nameOfPerson(context, email);
  return names;
}
