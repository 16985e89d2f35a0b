import type { GrantId } from '../../kernel/ids.ts';
import { mustChange } from '../../platform/database/mustChange.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { ListenLink } from './model/listenLink.ts';
import { linkRow, toLink } from './rows.ts';

export const linkStore = (db: Db) => {
  const select = () => db.selectFrom('links').select(['version', 'body']);
  return {
    insert: async (link: ListenLink) => {
      await db.insertInto('links').values(linkRow(link)).execute();
    },
    find: async (id: string) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toLink(row);
    },
    findByTokenHash: async (hash: string) => {
      const row = await select().where('token_hash', '=', hash).executeTakeFirst();
      return row && toLink(row);
    },
    forgetOf: async (grant: GrantId) => {
      await db.deleteFrom('links').where('grant_id', '=', grant).execute();
    },
    save: async (link: ListenLink) => {
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

export type LinkStore = ReturnType<typeof linkStore>;
