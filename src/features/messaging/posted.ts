import type { Deps } from '../../deps.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import type { Practice } from '../practice/model/practice.ts';
import type { NoticeCard } from './model/notice.ts';
import type { Post } from './model/post.ts';
import type { PostedCard } from './model/postedCard.ts';
import type { AnyCard } from './reply.ts';

export type PostDeps = Pick<Deps, 'practice' | 'clock' | 'isWorkingDay'>;

/** What a post is drawn from. */
export interface PostContext {
  readonly stores: Stores;
  readonly post: Post;
  readonly deps: PostDeps;
  readonly now: Instant;
  /** The practice with its roles as they stand now. */
  readonly practice: Practice;
}

/** The card a post shows now, from the state as it stands; undefined when its subject is gone. */
export type PostLoader<Card extends AnyCard> = (
  context: PostContext,
) => Promise<Card | NoticeCard | undefined>;

/** A loader for each kind of card a feature posts. */
export type PostLoaders<Kind extends PostedCard, Card extends AnyCard> = {
  readonly [Each in Kind]: PostLoader<Card>;
};
