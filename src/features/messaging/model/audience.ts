import type { Email } from '../../people/model/person.ts';

export type PlatformName = 'slack' | 'teams';

export const CHANNELS = ['directors', 'dpo', 'managers'] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** Whom a card is for, before any platform is known. */
export type Audience =
  | { readonly kind: 'channel'; readonly channel: ChannelName }
  | { readonly kind: 'person'; readonly email: Email };
