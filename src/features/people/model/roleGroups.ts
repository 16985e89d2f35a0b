import type { Instant } from '../../../kernel/time.ts';
import { type Directory, type Email, isOfStaffDomain, primaryEmail } from './person.ts';

/** A group of a platform's directory whose members have a role. */
export interface RoleGroup {
  readonly role: 'directors' | 'dpo' | 'businessManagers' | 'managers';
  readonly source: 'slack' | 'entra';
  readonly id: string;
}

/** More than hold a role anywhere: a group that has more is the wrong one. */
export const MOST_MEMBERS = 100;

/** What was last read of a group. */
export interface GroupReading {
  readonly id: string;
  readonly emails: readonly Email[];
  readonly at: Instant;
}

/**
 * The roles of the practice file with those that the groups give to staff; a group that is not known gives none.
 */
export function withGroups(
  directory: Directory,
  groups: readonly RoleGroup[],
  readings: readonly GroupReading[],
): Directory {
  const roles = Object.fromEntries(
    groups.map(({ role }) => {
      const given = groups
        .filter((group) => group.role === role)
        .flatMap(({ id }) => readings.find((reading) => reading.id === id)?.emails ?? [])
        .map((email) => primaryEmail(directory, email))
        .filter((email) => isOfStaffDomain(directory, email));
      return [role, [...new Set([...directory[role], ...given])]];
    }),
  );
  return { ...directory, ...roles };
}

/** A role that somebody has from now on, or has no more. */
export interface RoleChange {
  readonly email: Email;
  readonly role: RoleGroup['role'] | 'dpoDelegates';
  readonly isGiven: boolean;
}

const ROLES = ['directors', 'dpo', 'dpoDelegates', 'businessManagers', 'managers'] as const;

/** Who has gained and who has lost a role between two states of the directory. */
export const roleChanges = (before: Directory, after: Directory): readonly RoleChange[] =>
  ROLES.flatMap((role) => {
    const [had, has] = [before, after].map((each) =>
      each[role].map((holder) => (typeof holder === 'string' ? holder : holder.email)),
    ) as [Email[], Email[]];
    return [
      ...has.filter((email) => !had.includes(email)).map((email) => ({ email, role, isGiven: true })),
      ...had.filter((email) => !has.includes(email)).map((email) => ({ email, role, isGiven: false })),
    ];
  });
