import { type Kysely, sql } from 'kysely';

/** A post may be a short reply to a card, and a copy of a card keeps a hash of what it shows. */
export async function shortWords(db: Kysely<unknown>): Promise<void> {
  await sql`alter table posts add column word integer not null default 0`.execute(db);
  await sql`alter table post_refs add column drawn text`.execute(db);
}
