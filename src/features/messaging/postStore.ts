import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Db, PostRefRow, PostRow, Tables } from '../../platform/database/tables.ts';
import type { Email } from '../people/model/person.ts';
import type { Audience, ChannelName, MessageRef, PlatformName, Post } from './model/post.ts';
import type { PostedCard } from './model/postedCard.ts';

export const postStore = (db: Db) => {
  const withRefs = () =>
    db
      .selectFrom('posts')
      .leftJoin('post_refs', 'post_refs.post_id', 'posts.id')
      .selectAll('posts')
      .select(['platform', 'conversation', 'message_id', 'drawn'])
      .orderBy('posts.id');
  return {
    insert: async (post: Post) => {
      await db.insertInto('posts').values(postRow(post)).execute();
    },
    find: async (id: string) => toPosts(await withRefs().where('posts.id', '=', id).execute())[0],
    findBySubject: async (subject: string) => toPosts(await withRefs().where('subject', '=', subject).execute()),
    addRef: async (id: string, { drawn = null, ...ref }: MessageRef) => {
      await db
        .insertInto('post_refs')
        .values({ ...refKey(id, ref), drawn })
        .execute();
    },
    /** Notes what a copy shows now. */
    setDrawn: async (id: string, { drawn = null, ...ref }: MessageRef) => {
      await db
        .updateTable('post_refs')
        .set({ drawn })
        .where(isRef(refKey(id, ref)))
        .execute();
    },
    /** What was to be a short reply has gone out as a card. */
    becomeCard: async (id: string) => {
      await db.updateTable('posts').set({ word: 0 }).where('id', '=', id).execute();
    },
    /** Forgets a copy that stands no more. */
    removeRef: async (id: string, ref: MessageRef) => {
      await db
        .deleteFrom('post_refs')
        .where(isRef(refKey(id, ref)))
        .execute();
    },
    setUnreached: async (id: string, why: string | null) => {
      await db.updateTable('posts').set({ unreached: why, failed_on: '' }).where('id', '=', id).execute();
    },
    /** Notes that a platform has refused it for good. Gives all that have, since somebody was last reached. */
    noteFailed: async (id: string, platform: PlatformName): Promise<readonly string[]> => {
      const row = await db
        .updateTable('posts')
        .set((eb) => ({ failed_on: eb('failed_on', '||', ` ${platform}`) }))
        .where('id', '=', id)
        .returning('failed_on')
        .executeTakeFirst();
      return row?.failed_on.trim().split(' ') ?? [];
    },
    /** Every post to a channel, the newest last. */
    ofChannel: async (channel: ChannelName) =>
      toPosts(await withRefs().where('audience_kind', '=', 'channel').where('audience', '=', channel).execute()),
    /** Forgets every post about a subject, and where its copies stand. */
    forget: async (subject: string) => {
      await db
        .deleteFrom('post_refs')
        .where('post_id', 'in', (eb) => eb.selectFrom('posts').select('id').where('subject', '=', subject))
        .execute();
      await db.deleteFrom('posts').where('subject', '=', subject).execute();
    },
    /** The same of every request that has been erased. */
    forgetErased: async () => {
      const erased = db.selectFrom('requests').select('id').where('requested_by', '=', '');
      await db
        .deleteFrom('post_refs')
        .where('post_id', 'in', db.selectFrom('posts').select('id').where('subject', 'in', erased))
        .execute();
      await db.deleteFrom('posts').where('subject', 'in', erased).execute();
    },
    /** Forgets the copies in a person's chat on a platform, which is theirs no more. Gives the posts. */
    leaveChat: async (email: Email, platform: PlatformName) => {
      const all = await withRefs().where('audience_kind', '=', 'person').where('audience', '=', email).execute();
      const left = toPosts(all).filter(({ refs }) => refs.some((ref) => ref.platform === platform));
      for (const { id } of left)
        await db.deleteFrom('post_refs').where('post_id', '=', id).where('platform', '=', platform).execute();
      return left;
    },
    unreachedOf: async (email: Email) =>
      toPosts(await withRefs().where('audience', '=', email).where('unreached', 'is not', null).execute()),
  };
};

const refKey = (id: string, { platform, conversation, messageId }: MessageRef) => ({
  post_id: id,
  platform,
  conversation,
  message_id: messageId,
});

const isRef = (key: ReturnType<typeof refKey>) => (eb: ExpressionBuilder<Tables, 'post_refs'>) => eb.and(key);

const postRow = (post: Post) => ({
  id: post.id,
  subject: post.subject,
  card: post.card,
  urgent: post.urgent ? 1 : 0,
  word: post.word ? 1 : 0,
  audience_kind: post.audience.kind,
  audience: post.audience.kind === 'channel' ? post.audience.channel : post.audience.email,
  unreached: post.unreached,
});

/** A post beside one of its copies, or beside none. */
type PostAndRef = Selectable<PostRow> & {
  readonly [Column in keyof Omit<PostRefRow, 'post_id'>]: string | null;
};

/** Puts together what a join gave row by row. */
function toPosts(rows: readonly PostAndRef[]): readonly Post[] {
  const byId = Map.groupBy(rows, (row) => row.id);
  return [...byId.values()].flatMap(([row, ...more]) => (row ? [toPost(row, [row, ...more].flatMap(toRef))] : []));
}

const toRef = ({ platform, conversation, message_id, drawn }: PostAndRef): readonly MessageRef[] =>
  platform === null || conversation === null || message_id === null
    ? []
    : [{ platform: platform as PlatformName, conversation, messageId: message_id, drawn }];

const toPost = (row: Selectable<PostRow>, refs: readonly MessageRef[]): Post => ({
  id: row.id,
  subject: row.subject,
  card: row.card as PostedCard,
  urgent: row.urgent === 1,
  word: row.word === 1,
  audience: toAudience(row),
  refs,
  unreached: row.unreached,
});

const toAudience = (row: Selectable<PostRow>): Audience =>
  row.audience_kind === 'channel'
    ? { kind: 'channel', channel: row.audience as ChannelName }
    : { kind: 'person', email: row.audience };
