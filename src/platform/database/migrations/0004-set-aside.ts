import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';

/** Messages wait by what carries them out and may step aside; a post remembers which platforms refused it for good. */
export async function setAside(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const text = dialect === 'postgres' ? 'text collate "C"' : 'text';
  for (const statement of [
    `alter table outbox add column lane ${text} not null default 'desk'`,
    `alter table outbox add column aside_at ${text}`,
    `alter table posts add column failed_on ${text} not null default ''`,
  ])
    await sql.raw(statement).execute(db);
}
