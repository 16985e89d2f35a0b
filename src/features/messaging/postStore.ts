import type { Db } from '../../platform/database/tables.ts';
import type { Email } from '../people/model/person.ts';
import type { MessageRef, Post } from './model/post.ts';
import { postRow, toPosts } from './rows.ts';

export const postStore = (db: Db) => {
  const withRefs = () =>
    db
      .selectFrom('posts')
      .leftJoin('post_refs', 'post_refs.post_id', 'posts.id')
      .selectAll('posts')
      .select(['platform', 'conversation', 'message_id'])
      .orderBy('posts.id');
  return {
    insert: async (post: Post) => {
      await db.insertInto('posts').values(postRow(post)).execute();
    },
    find: async (id: string) => toPosts(await withRefs().where('posts.id', '=', id).execute())[0],
    findBySubject: async (subject: string) =>
      toPosts(await withRefs().where('subject', '=', subject).execute()),
    addRef: async (id: string, ref: MessageRef) => {
      await db
        .insertInto('post_refs')
        .values({
          post_id: id,
          platform: ref.platform,
          conversation: ref.conversation,
          message_id: ref.messageId,
        })
        .execute();
    },
    setUnreached: async (id: string, why: string | null) => {
      await db.updateTable('posts').set({ unreached: why }).where('id', '=', id).execute();
    },
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
    unreachedOf: async (email: Email) =>
      toPosts(await withRefs().where('audience', '=', email).where('unreached', 'is not', null).execute()),
  };
};

export type PostStore = ReturnType<typeof postStore>;
