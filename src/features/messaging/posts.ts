import type { Email } from '../people/model/person.ts';
import type { Audience, PlatformName } from './model/audience.ts';
import type { PostedCard } from './model/postedCard.ts';

/** Where one copy of a card stands. */
export interface MessageRef {
  readonly platform: PlatformName;
  /** The platform's own address of the conversation; opaque here. */
  readonly conversation: string;
  readonly messageId: string;
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
