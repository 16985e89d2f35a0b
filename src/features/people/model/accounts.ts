import unhomoglyph from 'unhomoglyph';
import type { PlatformName } from '../../messaging/model/post.ts';
import type { HeldFor, UserBinding } from './binding.ts';
import { type Directory, type Email, hasRole, nameIn, type Person } from './person.ts';

/** What an account is to the practice's own workspace or tenant, as the platform says it. */
export type Standing = 'member' | 'guest' | 'foreign' | 'inactive' | 'unconfirmed';

/** What a platform says of one of its users. */
export interface PlatformUser {
  readonly platform: PlatformName;
  /** The platform's own id of the account, which never changes. */
  readonly userId: string;
  /** Another id that the desk once knew the account by. */
  readonly knownAs?: string | undefined;
  readonly standing: Standing;
  readonly email: string;
  readonly name: string;
  /** The name it shows besides, where that is another. */
  readonly shownAs?: string | undefined;
  /** How to write to them in their own chat, when this act shows it. */
  readonly address: string | null;
}

/** The refusal for an account that is none of the practice's own; guests are let in by name. */
export const STANDING_REFUSALS = {
  member: null,
  guest: 'guest-account',
  foreign: 'foreign-account',
  inactive: 'inactive-account',
  unconfirmed: 'unconfirmed-address',
} as const satisfies Readonly<Record<Standing, string | null>>;

/** What is known of an account when it is used. */
export interface AccountFacts {
  readonly user: Pick<PlatformUser, 'name' | 'shownAs' | 'userId'>;
  /** Whose it says it is. */
  readonly email: Email;
  /** The same account, as it was last known; its address is the person's. */
  readonly known: UserBinding | undefined;
  /** Another account that stands for this person on the platform, or stood for them before. */
  readonly other: UserBinding | undefined;
  readonly directory: Directory;
}

/** Why an account must not be believed yet, and what it clashes with; undefined when it may be pinned. */
export function doubtOf({
  user,
  email,
  known,
  other,
  directory,
}: AccountFacts): { readonly heldFor: HeldFor; readonly besides: Email | null } | undefined {
  // Of an address that changes again, the first it had is what bars whoever had it.
  if (known && known.email !== email)
    return { heldFor: 'changed-address', besides: (known.state === 'held' && known.besides) || known.email };
  if (other && known?.state !== 'pinned') return { heldFor: 'second-account', besides: null };
  const isAsBefore = known?.state === 'pinned' && known.name === user.name && known.shownAs === (user.shownAs ?? '');
  const besides = isAsBefore ? undefined : imitatedBy(directory, email, [user.name, user.shownAs ?? '']);
  return besides === undefined ? undefined : { heldFor: 'like-name', besides };
}

/** Somebody else with a role whose name one of these could be read as. */
function imitatedBy(directory: Directory, email: Email, names: readonly string[]): Email | undefined {
  const shapes = new Set(names.flatMap(shapesOf));
  const roleHolders = new Set([
    ...directory.directors,
    ...directory.dpo,
    ...directory.dpoDelegates.map((delegate) => delegate.email),
    ...directory.businessManagers,
    ...directory.managers,
  ]);
  return [...roleHolders].find(
    (other) => other !== email && shapesOf(nameIn(directory, other)).some((shape) => shapes.has(shape)),
  );
}

/**
 * A name as the eye takes it: without accents, spaces and case, and with one letter for all that look like it. Capitals
 * look like other letters than small ones do, so it is taken both ways.
 */
const shapesOf = (name: string): readonly string[] =>
  [name, name.normalize('NFKD').toLowerCase()]
    .map((text) =>
      unhomoglyph(text)
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, ''),
    )
    .filter((shape) => shape !== '');

/** Whether an account to be looked at is the DPO's own, or was: then a director says whose it is. */
export const isOfDpo = (directory: Directory, { email, heldFor, besides }: UserBinding): boolean =>
  directory.dpo.includes(email) || (heldFor === 'changed-address' && directory.dpo.includes(besides ?? ''));

/** Whether somebody may say whose an account is: the DPO, of the DPO's own a director, and never of their own. */
export const maySettle = (actor: Person, account: UserBinding, directory: Directory): boolean =>
  hasRole(actor, isOfDpo(directory, account) ? 'director' : 'dpo') &&
  ![account.email, account.heldFor === 'changed-address' ? account.besides : null].includes(actor.email);
