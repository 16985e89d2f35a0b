import type { Instant } from '../../../kernel/time.ts';
import type { ChannelName, PlatformName } from '../../messaging/model/post.ts';
import type { Email } from './person.ts';

/** One person's standing on one platform. */
export interface UserBinding {
  readonly platform: PlatformName;
  readonly userId: string;
  readonly email: Email;
  readonly name: string;
  /** How to write to them there; opaque here, null until a chat is known. */
  readonly address: string | null;
  readonly seenAt: Instant;
}

export interface ChannelBinding {
  readonly channel: ChannelName;
  readonly platform: PlatformName;
  readonly address: string;
}
