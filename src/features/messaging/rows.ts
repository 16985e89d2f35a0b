import type { PostRefRow, PostRow } from '../../platform/database/tables.ts';
import type { Audience, ChannelName, MessageRef, PlatformName, Post } from './model/post.ts';
import type { PostedCard } from './model/postedCard.ts';

export const postRow = (post: Post): PostRow => ({
  id: post.id,
  subject: post.subject,
  card: post.card,
  urgent: post.urgent ? 1 : 0,
  audience_kind: post.audience.kind,
  audience: post.audience.kind === 'channel' ? post.audience.channel : post.audience.email,
  unreached: post.unreached,
});

/** A post beside one of its copies, or beside none. */
type PostAndRef = PostRow & { readonly [Column in keyof Omit<PostRefRow, 'post_id'>]: string | null };

/** Puts together what a join gave row by row. */
export function toPosts(rows: readonly PostAndRef[]): readonly Post[] {
  const byId = Map.groupBy(rows, (row) => row.id);
  return [...byId.values()].flatMap(([row, ...more]) =>
    row ? [toPost(row, [row, ...more].flatMap(toRef))] : [],
  );
}

const toRef = ({ platform, conversation, message_id }: PostAndRef): readonly MessageRef[] =>
  platform === null || conversation === null || message_id === null
    ? []
    : [{ platform: platform as PlatformName, conversation, messageId: message_id }];

const toPost = (row: PostRow, refs: readonly MessageRef[]): Post => ({
  id: row.id,
  subject: row.subject,
  card: row.card as PostedCard,
  urgent: row.urgent === 1,
  audience: toAudience(row),
  refs,
  unreached: row.unreached,
});

const toAudience = (row: PostRow): Audience =>
  row.audience_kind === 'channel'
    ? { kind: 'channel', channel: row.audience as ChannelName }
    : { kind: 'person', email: row.audience };
