import type { Db } from '../people/store.ts';
import type { PostStore } from './posts.ts';
import { postRow, toPosts } from './rows.ts';

export const postStore = (db: Db): PostStore => {
  const withRefs = () =>
    db
      .selectFrom('posts')
      .leftJoin('post_refs', 'post_refs.post_id', 'posts.id')
      .selectAll('posts')
      .select(['platform', 'conversation', 'message_id'])
      .orderBy('posts.id');
  return {
    insert: async (post) => {
      await db.insertInto('posts').values(postRow(post)).execute();
    },
    find: async (id) => toPosts(await withRefs().where('posts.id', '=', id).execute())[0],
    ofSubject: async (subject) => toPosts(await withRefs().where('subject', '=', subject).execute()),
    addRef: async (id, ref) => {
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
    setUnreached: async (id, why) => {
      await db.updateTable('posts').set({ unreached: why }).where('id', '=', id).execute();
    },
    forget: async (subject) => {
      await db
        .deleteFrom('post_refs')
        .where('post_id', 'in', (eb) => eb.selectFrom('posts').select('id').where('subject', '=', subject))
        .execute();
      await db.deleteFrom('posts').where('subject', '=', subject).execute();
    },
    forgetErased: async () => {
      const erased = db.selectFrom('requests').select('id').where('requested_by', '=', '');
      await db
        .deleteFrom('post_refs')
        .where('post_id', 'in', db.selectFrom('posts').select('id').where('subject', 'in', erased))
        .execute();
      await db.deleteFrom('posts').where('subject', 'in', erased).execute();
    },
    unreachedOf: async (email) =>
      toPosts(await withRefs().where('audience', '=', email).where('unreached', 'is not', null).execute()),
  };
};
