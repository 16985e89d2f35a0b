import type { CardKind } from '../../chat/cardView.ts';
import type { Email } from '../people/model/person.ts';
import type { SummaryCard } from '../retention/storeTypes.ts';

export type PlatformName = 'slack' | 'teams';

export const CHANNELS = ['directors', 'dpo', 'managers'] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** Whom a card is for, before any platform is known. */
export type Audience =
  | { readonly kind: 'channel'; readonly channel: ChannelName }
  | { readonly kind: 'person'; readonly email: Email };

/** Where one copy of a card stands. */
export interface MessageRef {
  readonly platform: PlatformName;
  /** The platform's own address of the conversation; opaque here. */
  readonly conversation: string;
  readonly messageId: string;
}

/** Cards that are posted and kept current; the others are answers on the spot. */
export type PostedCard = Extract<
  CardKind,
  | 'approver'
  | 'requester'
  | 'clip-ready'
  | 'access'
  | 'disciplinary-notice'
  | 'reminder'
  | 'report-received'
  | 'case'
  | 'case-reminder'
  | 'emergency-notice'
  | 'release'
  | 'link-locked'
  | 'hold'
  | 'hold-end'
  | 'delegation'
  | 'delegate-agreed'
  | 'order-receipt'
  | 'order-notice'
  | 'last-day'
  | SummaryCard['kind']
>;

export interface Post {
  readonly id: string;
  /** The id of a request, a report, an order or a summary. */
  readonly subject: string;
  readonly card: PostedCard;
  /** `escalated` of a reminder. */
  readonly urgent: boolean;
  readonly audience: Audience;
  readonly refs: readonly MessageRef[];
  /** Why nobody was reached, when nobody was. */
  readonly unreached: string | null;
}

export interface PostStore {
  insert(post: Post): Promise<void>;
  find(id: string): Promise<Post | undefined>;
  ofSubject(subject: string): Promise<readonly Post[]>;
  addRef(id: string, ref: MessageRef): Promise<void>;
  setUnreached(id: string, why: string | null): Promise<void>;
  unreachedOf(email: Email): Promise<readonly Post[]>;
  /** Forgets every post about a subject, and where its copies stand. */
  forget(subject: string): Promise<void>;
  /** The same of every request that has been erased. */
  forgetErased(): Promise<void>;
}
