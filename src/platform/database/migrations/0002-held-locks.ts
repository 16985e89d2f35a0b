import { type Kysely, sql } from 'kysely';

/** Held copies that a deletion order met: locked until the DPO has decided. */
const SCHEMA = [
  `create table held_locks (
    id text primary key, version integer not null, recording_id text not null, order_id text not null,
    state text not null, body text not null)`,
  'create unique index held_locks_by_order on held_locks (order_id, recording_id)',
  'create index held_locks_by_recording on held_locks (recording_id)',
  'create index held_locks_by_state on held_locks (state)',
];

export async function heldLocks(db: Kysely<unknown>): Promise<void> {
  for (const statement of SCHEMA) await sql.raw(statement).execute(db);
}
