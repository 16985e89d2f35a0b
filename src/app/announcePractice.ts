import { ownChat } from '../features/messaging/model/post.ts';
import { ROLES, type Role, roleChanges } from '../features/people/model/roleGroups.ts';
import { nameOfPerson } from '../features/people/names.ts';
import type { Practice } from '../features/practice/model/practice.ts';
import { tellTrouble } from '../features/retention/tellTrouble.ts';
import { hashSecret } from '../kernel/hashing.ts';
import type { Context } from '../stores.ts';

const IN_FORCE = 'practice-in-force';

export const ROLE_NAMES = {
  directors: 'director',
  dpo: 'Data Protection Officer',
  dpoDelegates: 'stand-in for the Data Protection Officer',
  businessManagers: 'business manager',
  managers: 'manager',
} as const;

/** What was last in force, by ids and digests: no names, which would outlast their people here. */
interface InForce {
  readonly roles: Readonly<Record<Role, readonly string[]>>;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Writes down and tells what has changed since it was last in force, at this instance or another: once, whoever notices
 * it first. Whoever was the DPO or a director until now is told too.
 */
export async function announce(context: Context, own: string | undefined): Promise<string> {
  const { practice, jobState, people } = context;
  const next: InForce = { roles: await roleIds(context), fields: digestsOf(practice) };
  const text = JSON.stringify(next);
  // An instance that has not read the file yet says nothing of one that has.
  if (text === own) return text;
  const last = await jobState.get(IN_FORCE);
  if (text !== last) await jobState.set(IN_FORCE, text);
  if (text === last || last === undefined) return text;
  const before = JSON.parse(last) as InForce;
  const fields = Object.keys(next.fields).filter((name) => before.fields[name] !== next.fields[name]);
  const lines: string[] = [];
  for (const { id, role, isGiven } of roleChanges(before.roles, next.roles)) {
    const action = isGiven ? 'role.give' : 'role.take';
    await context.recordAudit('desk', { action, subject: id, detail: { role } });
    const name = await nameOfPerson(context, (await people.emailOf(id)) ?? '');
    lines.push(`${name} ${isGiven ? 'is' : 'is no longer'} ${ROLE_NAMES[role]}.`);
  }
  await context.recordAudit('desk', { action: 'practice.change', detail: { fields: fields.join(', ') } });
  if (fields.length > 0) lines.push(`Changed: ${fields.join(', ')}.`);
  const overseers = [...(before.roles.dpo ?? []), ...(before.roles.directors ?? [])];
  const emails = await Promise.all(overseers.map(people.emailOf));
  const also = emails.flatMap((email) => (email === undefined ? [] : [ownChat(email)]));
  await tellTrouble(
    context,
    `practice-${context.ids.unique()}`,
    {
      title: 'The practice file or a group has changed',
      status: 'What changed is in force.',
      what: lines.join(' '),
      remedy: 'If you did not expect this, ask who may write the practice file or the group, and have it put back.',
    },
    also,
  );
  return text;
}

async function roleIds({ practice: { directory }, people }: Context): Promise<InForce['roles']> {
  const ids = async (role: Role) => {
    const emails = directory[role].map((holder) => (typeof holder === 'string' ? holder : holder.email));
    return [role, await Promise.all(emails.map(people.idOf))] as const;
  };
  return Object.fromEntries(await Promise.all(ROLES.map(ids))) as unknown as InForce['roles'];
}

/** A digest of everything else the file says, by its fields. */
function digestsOf({ directory, limits, purposes, ...rest }: Practice): InForce['fields'] {
  const fields = {
    ...rest,
    ...limits,
    ...Object.fromEntries(Object.entries(purposes).map(([name, rule]) => [`purpose ${name}`, rule])),
    people: directory.people,
    'staff domains': directory.staffDomains,
    guests: directory.guests,
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, hashSecret(JSON.stringify(value))]));
}
