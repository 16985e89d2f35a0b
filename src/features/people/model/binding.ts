import type { Instant } from '../../../kernel/time.ts';
import type { ChannelName, PlatformName } from '../../messaging/model/post.ts';
import type { Email } from './person.ts';

/** Why an account is not believed until somebody has looked at it. */
export type HeldFor = 'second-account' | 'changed-address' | 'like-name';

/**
 * `pinned`: the person's one account on the platform, by which they act and where private cards go. `held`: somebody is
 * to say first whose it is. `refused`: it is not theirs. `former`: another account has taken its place.
 */
export type AccountState = 'pinned' | 'held' | 'refused' | 'former';

/** One account of a platform, by the platform's own id that never changes, and the person it is bound to. */
export interface UserBinding {
  readonly platform: PlatformName;
  readonly userId: string;
  readonly email: Email;
  readonly name: string;
  /** The name it shows besides, where that is another. */
  readonly shownAs: string;
  /** How to write to them there; opaque here, null until a chat is known. */
  readonly address: string | null;
  readonly seenAt: Instant;
  readonly state: AccountState;
  /** Names the question whose it is; null where it was never asked. */
  readonly checkId: string | null;
  readonly heldFor: HeldFor | null;
  /** The address it was bound to before it changed, or of whom it resembles. */
  readonly besides: Email | null;
  /** Who said whose it is, and when. */
  readonly settled: { readonly by: Email; readonly at: Instant } | null;
}

export interface ChannelBinding {
  readonly channel: ChannelName;
  readonly platform: PlatformName;
  readonly address: string;
}
