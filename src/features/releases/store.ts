import type { GrantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { mustChange } from '../../platform/database/mustChange.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { OutsideLink } from './model/outsideLink.ts';
import type { PageLink } from './model/pageLink.ts';

interface Row {
  readonly version: number;
  readonly body: string;
}

/** `version` stands in its column alone. */
const read = <Link>({ version, body }: Row): Link => ({ ...(JSON.parse(body) as Link), version });

export const pageLinkStore = (db: Db) => {
  const select = () => db.selectFrom('page_links').select(['version', 'body']);
  return {
    insert: async (link: PageLink) => {
      const { id, version, tokenHash: token_hash, openBy: open_by } = link;
      await db
        .insertInto('page_links')
        .values({ id, version, token_hash, open_by, body: JSON.stringify(link) })
        .execute();
    },
    find: async (id: string) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && read<PageLink>(row);
    },
    findByTokenHash: async (hash: string) => {
      const row = await select().where('token_hash', '=', hash).executeTakeFirst();
      return row && read<PageLink>(row);
    },
    /** Compare-and-set on `version`; throws VersionConflict. */
    save: async (link: PageLink) => {
      mustChange(
        await db
          .updateTable('page_links')
          .set({ body: JSON.stringify(link), version: link.version + 1 })
          .where('id', '=', link.id)
          .where('version', '=', link.version)
          .executeTakeFirst(),
      );
    },
    /** Forgets links that had to be opened before. */
    forgetBefore: async (at: Instant) => {
      await db.deleteFrom('page_links').where('open_by', '<', at).execute();
    },
  };
};

export type PageLinkStore = ReturnType<typeof pageLinkStore>;

export const outsideLinkStore = (db: Db) => {
  const select = () => db.selectFrom('outside_links').select(['version', 'body']);
  return {
    insert: async (link: OutsideLink) => {
      const { id, version, tokenHash: token_hash, grantId: grant_id } = link;
      await db
        .insertInto('outside_links')
        .values({ id, version, token_hash, grant_id, body: JSON.stringify(link) })
        .execute();
    },
    find: async (id: string) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && read<OutsideLink>(row);
    },
    findByTokenHash: async (hash: string) => {
      const row = await select().where('token_hash', '=', hash).executeTakeFirst();
      return row && read<OutsideLink>(row);
    },
    /** Compare-and-set on `version`; throws VersionConflict. */
    save: async (link: OutsideLink) => {
      mustChange(
        await db
          .updateTable('outside_links')
          .set({ body: JSON.stringify(link), version: link.version + 1 })
          .where('id', '=', link.id)
          .where('version', '=', link.version)
          .executeTakeFirst(),
      );
    },
    /** The first given first, those that have ended too. */
    findByGrant: async (id: GrantId) => {
      const rows = await select().where('grant_id', '=', id).execute();
      return rows
        .map((row) => read<OutsideLink>(row))
        .toSorted((a, b) =>
          a.givenAt === b.givenAt ? (a.id < b.id ? -1 : 1) : a.givenAt < b.givenAt ? -1 : 1,
        );
    },
    forgetOf: async (id: GrantId) => {
      await db.deleteFrom('outside_links').where('grant_id', '=', id).execute();
    },
  };
};

export type OutsideLinkStore = ReturnType<typeof outsideLinkStore>;
