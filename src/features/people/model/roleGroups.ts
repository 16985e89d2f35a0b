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

export const ROLES = ['directors', 'dpo', 'dpoDelegates', 'businessManagers', 'managers'] as const;

export type Role = (typeof ROLES)[number];

type Holders = Readonly<Partial<Record<Role, readonly string[]>>>;

/** Who has gained and who has lost a role between two lists of their holders' ids. */
export const roleChanges = (before: Holders, after: Holders) =>
  ROLES.flatMap((role) => {
    const [had, has] = [before[role] ?? [], after[role] ?? []];
    return [
      ...has.filter((id) => !had.includes(id)).map((id) => ({ id, role, isGiven: true })),
      ...had.filter((id) => !has.includes(id)).map((id) => ({ id, role, isGiven: false })),
    ];
  });
