import { mustChange } from '../../platform/database/mustChange.ts';
import type { Db } from '../requests/store.ts';
import { linkRow, toLink } from './rows.ts';
import type { LinkStore } from './storeTypes.ts';

export const linkStore = (db: Db): LinkStore => {
  const select = () => db.selectFrom('links').select(['version', 'body']);
  return {
    insert: async (link) => {
      await db.insertInto('links').values(linkRow(link)).execute();
    },
    find: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toLink(row);
    },
    findByTokenHash: async (hash) => {
      const row = await select().where('token_hash', '=', hash).executeTakeFirst();
      return row && toLink(row);
    },
    forgetOf: async (grant) => {
      await db.deleteFrom('links').where('grant_id', '=', grant).execute();
    },
    save: async (link) => {
      mustChange(
        await db
          .updateTable('links')
          .set({ body: linkRow(link).body, version: link.version + 1 })
          .where('id', '=', link.id)
          .where('version', '=', link.version)
          .executeTakeFirst(),
      );
    },
  };
};
