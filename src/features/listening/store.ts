import { z } from 'zod';
import type { GrantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import type { Db } from '../../platform/database/tables.ts';
import { externalLinkSchema } from './model/externalLink.ts';
import { type ClipLink, clipLinkSchema, type PageLink, pageLinkSchema } from './model/oneTimeLink.ts';

const linkSchema = z.discriminatedUnion('kind', [clipLinkSchema, pageLinkSchema, externalLinkSchema]);

export type OneUseLink = ClipLink | PageLink;

const accessOf = (link: OneUseLink): string =>
  JSON.stringify([link.mintedFor, ...(link.kind === 'clip' ? [link.outside] : Object.entries(link.page).sort())]);

/** Every link with a token, whatever it leads to. A token of one kind opens no other. */
export const linkStore = (db: Db) => {
  const { insert, save, find, first, list } = documents(db, {
    table: 'links',
    upgrade: linkSchema,
    columns: (link) => ({
      token_hash: link.tokenHash,
      open_by: link.kind === 'external' ? link.until : link.openBy,
      grant_id: link.kind === 'page' ? null : link.grantId,
    }),
    changing: [],
  });
  type Link = NonNullable<Awaited<ReturnType<typeof find>>>;
  type OfKind<Kind> = Extract<Link, { readonly kind: Kind }>;
  const ofKind = <Kind extends Link['kind']>(kind: Kind, link: Link | undefined) =>
    link?.kind === kind ? (link as OfKind<Kind>) : undefined;
  return {
    insert,
    save,
    find: async <Kind extends Link['kind']>(kind: Kind, id: string) => ofKind(kind, await find(id)),
    findByTokenHash: async <Kind extends Link['kind']>(kind: Kind, hash: string) =>
      ofKind(kind, await first((rows) => rows.where('token_hash', '=', hash))),
    /** The first given first, those that have ended too. */
    findExternal: async (id: GrantId) => {
      const links = await list((rows) => rows.where('grant_id', '=', id).orderBy('id'));
      return links
        .flatMap((link) => ofKind('external', link) ?? [])
        .toSorted((a, b) => (a.givenAt < b.givenAt ? -1 : a.givenAt > b.givenAt ? 1 : 0));
    },
    /** Others of one use that lead the same person, or by the same external link, to the same; over or not. */
    findSame: async (link: OneUseLink): Promise<readonly OneUseLink[]> => {
      const near = await list((rows) =>
        link.kind === 'clip' ? rows.where('grant_id', '=', link.grantId) : rows.where('grant_id', 'is', null),
      );
      return near.flatMap((each) =>
        each.kind === link.kind && each.id !== link.id && accessOf(each) === accessOf(link) ? each : [],
      );
    },
    /** Deletes what leads to the clip of a grant. */
    deleteByGrant: async (id: GrantId) => {
      await db.deleteFrom('links').where('grant_id', '=', id).execute();
    },
    /** Deletes links to the desk’s pages that had to be opened before. */
    forgetPagesBefore: async (at: Instant) => {
      await db.deleteFrom('links').where('grant_id', 'is', null).where('open_by', '<', at).execute();
    },
  };
};
