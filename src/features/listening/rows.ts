import type { LinkRow } from '../../platform/database/tables.ts';
import type { ListenLink } from './model/listenLink.ts';

export const linkRow = (link: ListenLink): LinkRow => ({
  id: link.id,
  version: link.version,
  grant_id: link.grantId,
  token_hash: link.tokenHash,
  body: JSON.stringify(link),
});

export const toLink = (row: Pick<LinkRow, 'version' | 'body'>): ListenLink => ({
  // What was written before there were outside links came by none.
  ...{ outside: null },
  ...(JSON.parse(row.body) as ListenLink),
  version: row.version,
});
