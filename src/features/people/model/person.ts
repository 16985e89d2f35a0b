import type { Instant } from '../../../kernel/time.ts';
import type { Absence } from './absence.ts';

/** A lower-case e-mail address: what a person is, whatever the platform. */
export type Email = string;

export type Role = 'director' | 'dpo' | 'dpo-delegate' | 'business-manager' | 'manager';

/** Somebody of the practice, as the roles stand at one moment. */
export interface Person {
  readonly email: Email;
  /** Further addresses of the same human. */
  readonly emails: readonly Email[];
  readonly name: string;
  readonly roles: readonly Role[];
  /** The person's own telephone extensions. */
  readonly extensions: readonly string[];
}

/** A delegate for the DPO between two moments (policy 5.7). */
interface Delegation {
  readonly email: Email;
  readonly from: Instant;
  readonly until: Instant;
}

/** Who is who in the practice: lists of addresses, never of platform ids. */
export interface Directory {
  readonly directors: readonly Email[];
  readonly dpo: readonly Email[];
  readonly dpoDelegates: readonly Delegation[];
  readonly businessManagers: readonly Email[];
  readonly managers: readonly Email[];
  readonly people: readonly {
    readonly email: Email;
    /** Further addresses of the same person. */
    readonly emails: readonly Email[];
    /** Wants no message while others can decide, and looks for what waits. */
    readonly silent?: boolean;
    readonly name: string;
    readonly extensions: readonly string[];
  }[];
  /** Addresses of these domains are staff; anybody else in the workspace or tenant (guests) is not. */
  readonly staffDomains: readonly string[];
  /** Guests' accounts that may use the desk all the same, each by its address. */
  readonly guests: readonly Email[];
  /** Those who decide and are away on some days. */
  readonly absences: readonly Absence[];
}

export const normalEmail = (text: string): Email => text.trim().toLowerCase();

/** The address a person is known by, whichever of their addresses is given. */
export function primaryEmail({ people }: Pick<Directory, 'people'>, text: string): Email {
  const email = normalEmail(text);
  return people.find(({ emails }) => emails.includes(email))?.email ?? email;
}

/** What other addresses somebody has. */
export const furtherEmails = ({ people }: Pick<Directory, 'people'>, email: Email): readonly Email[] =>
  people.find((person) => person.email === email)?.emails ?? [];

/** Whether an address is this human's: what was written down may have any of them. */
export const isThem = (
  { email, emails }: Pick<Person, 'email' | 'emails'>,
  address: Email | null | undefined,
): boolean => address === email || emails.includes(address ?? '');

/** Who stands in for the DPO at a moment, each once. */
export const currentDelegates = ({ dpoDelegates }: Pick<Directory, 'dpoDelegates'>, now: Instant): readonly Email[] => [
  ...new Set(dpoDelegates.filter((d) => d.from <= now && now < d.until).map(({ email }) => email)),
];

export function rolesOf(directory: Directory, email: Email, now: Instant): readonly Role[] {
  const delegated = currentDelegates(directory, now).includes(email);
  return [
    ...(directory.directors.includes(email) ? (['director'] as const) : []),
    ...(directory.dpo.includes(email) ? (['dpo'] as const) : []),
    ...(delegated ? (['dpo-delegate'] as const) : []),
    ...(directory.businessManagers.includes(email) ? (['business-manager'] as const) : []),
    ...(directory.managers.includes(email) ? (['manager'] as const) : []),
  ];
}

/** Of a staff domain, or a guest who is let in by name. */
export const isOfStaffDomain = ({ staffDomains, guests }: Pick<Directory, 'staffDomains' | 'guests'>, email: Email) =>
  staffDomains.includes(email.slice(email.lastIndexOf('@') + 1)) || guests.includes(email);

/** Staff by domain, or named in any list of the practice file. */
export const isStaff = (directory: Directory, email: Email): boolean =>
  isOfStaffDomain(directory, email) || namedEmails(directory).includes(email);

export const namedEmails = (d: Directory): readonly Email[] => [
  ...new Set([
    ...d.directors,
    ...d.dpo,
    ...d.dpoDelegates.map((x) => x.email),
    ...d.businessManagers,
    ...d.managers,
    ...d.people.map((p) => p.email),
    ...d.guests,
  ]),
];

/** `jane.smith@example.com` reads as "Jane Smith" until the practice file or the platform says better. */
export const nameFromEmail = (email: Email): string =>
  email
    .slice(0, email.indexOf('@'))
    .split(/[._-]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');

/** The name the practice file gives somebody, or what their address reads as. */
export const nameIn = ({ people }: Pick<Directory, 'people'>, email: Email): string =>
  people.find((person) => person.email === email)?.name ?? nameFromEmail(email);

/** Somebody at a moment. Whom the practice file does not name has the name of their account with their address. */
export function personOf(directory: Directory, email: Email, now: Instant, platformName?: string): Person {
  const known = directory.people.find((p) => p.email === email);
  return {
    email,
    emails: known?.emails ?? [],
    name: known?.name ?? (platformName ? `${platformName} (${email})` : nameFromEmail(email)),
    roles: rolesOf(directory, email, now),
    extensions: known?.extensions ?? [],
  };
}

export const hasRole = (person: Person, ...roles: readonly Role[]): boolean =>
  roles.some((role) => person.roles.includes(role));

/** Whether somebody may do what is the DPO's to do: the DPO, and whoever is a delegate at this moment (policy 5.7). */
export const mayActAsDpo = (person: Person): boolean => hasRole(person, 'dpo', 'dpo-delegate');

/** Whether somebody may be one of those who decide on a request (policy 5.1). */
export const mayDecide = (person: Person): boolean => hasRole(person, 'director', 'dpo', 'dpo-delegate');
