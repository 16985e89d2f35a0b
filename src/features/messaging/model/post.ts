import type { Email } from '../../people/model/person.ts';
import type { PostedCard } from './postedCard.ts';

export const PLATFORMS = ['slack', 'teams'] as const;

export type PlatformName = (typeof PLATFORMS)[number];

export const PLATFORM_NAMES: Readonly<Record<PlatformName, string>> = { slack: 'Slack', teams: 'Teams' };

export const CHANNELS = ['directors', 'dpo', 'managers'] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** Whom a card is for, before any platform is known. */
export type Audience =
  | { readonly kind: 'channel'; readonly channel: ChannelName }
  | { readonly kind: 'person'; readonly email: Email };

/** Somebody’s own chat with the desk. */
export const ownChat = (email: Email): Extract<Audience, { readonly kind: 'person' }> => ({ kind: 'person', email });

/** Where one copy of a card stands. */
export interface MessageRef {
  readonly platform: PlatformName;
  /** The platform's own address of the conversation; opaque here. */
  readonly conversation: string;
  readonly messageId: string;
  /** What it showed when it was last drawn, hashed: it is not changed to the same again. */
  readonly drawn?: string | null;
}

export interface Post {
  readonly id: string;
  /** The id of a request, a report, an order or a summary. */
  readonly subject: string;
  readonly card: PostedCard;
  /** `escalated` of a reminder. */
  readonly urgent: boolean;
  readonly audience: Audience;
  readonly refs: readonly MessageRef[];
  /** It goes out as a short reply to the card that stands there already, and is never drawn again. */
  readonly word: boolean;
  /** Why nobody was reached, when nobody was. */
  readonly unreached: string | null;
}
