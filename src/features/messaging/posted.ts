import type { Context } from '../../stores.ts';
import type { NoticeCard } from './model/notice.ts';
import type { Post } from './model/post.ts';
import type { PostedCard } from './model/postedCard.ts';
import type { AnyCard } from './reply.ts';

/** What a post is drawn from. */
export interface PostContext {
  readonly context: Context;
  readonly post: Post;
  /** The practice with its roles as they stand now. */
  readonly practice: Context['practice'];
}

/** The card a post shows now, from the state as it stands; undefined when its subject is gone. */
export type PostLoader<Card extends AnyCard> = (posted: PostContext) => Promise<Card | NoticeCard | undefined>;

/** A loader for each kind of card a feature posts. */
export type PostLoaders<Kind extends PostedCard, Card extends AnyCard> = {
  readonly [Each in Kind]: PostLoader<Card>;
};
