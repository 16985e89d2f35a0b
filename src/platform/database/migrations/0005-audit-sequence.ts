import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';

/** Events wait for their number in a table of their own; signed checkpoints of their tree are kept. */
export async function auditSequence(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const [id, text] =
    dialect === 'postgres' ? ['bigserial primary key', 'text collate "C"'] : ['integer primary key', 'text'];
  for (const statement of [
    `create table audit_pending (
      id ${id}, at ${text} not null, actor ${text} not null, action ${text} not null, subject ${text} not null,
      outcome ${text} not null, detail ${text} not null)`,
    `create table audit_checkpoints (
      size bigint primary key, root ${text} not null, note ${text} not null, made_at ${text} not null,
      stored_at ${text})`,
  ])
    await sql.raw(statement).execute(db);
}
