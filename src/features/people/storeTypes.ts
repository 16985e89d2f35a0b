import type { Instant } from '../../kernel/time.ts';
import type { ChannelName, PlatformName } from '../messaging/model/audience.ts';
import type { Email } from './model/person.ts';

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

export interface PeopleStore {
  /** The id that stands for this address in the audit; made when first asked for. */
  idOf(email: Email): Promise<string>;
  bind(binding: UserBinding): Promise<void>;
  find(platform: PlatformName, userId: string): Promise<UserBinding | undefined>;
  rememberExtension(email: Email, extension: string, at: Instant): Promise<void>;
  rememberedExtension(email: Email): Promise<string | undefined>;
  /** Forgets who has not been seen since, but for the addresses given: bindings, extensions and the ids of the audit. */
  forgetUnseenSince(at: Instant, but: readonly Email[]): Promise<number>;
  /** The person's standings, the one seen last first. */
  bindingsOf(email: Email): Promise<readonly UserBinding[]>;
}

export interface ChannelStore {
  bind(binding: ChannelBinding): Promise<void>;
  bindingsOf(channel: ChannelName): Promise<readonly ChannelBinding[]>;
}
