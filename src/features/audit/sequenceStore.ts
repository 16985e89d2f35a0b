import { addMinutes, type Instant } from '../../kernel/time.ts';
import { countRows } from '../../platform/database/queries.ts';
import type { Db } from '../../platform/database/tables.ts';
import { type AuditEntry, hashOf } from './model/chain.ts';

/** One transaction takes so many. */
const BATCH = 500;

/** An act's transaction only leaves its events here, so that no act waits for another's. */
export const auditLog = (db: Db) => ({
  /** In the order given. */
  append: async (...entries: readonly AuditEntry[]) => {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({ ...entry, detail: JSON.stringify(entry.detail) }));
    await db.insertInto('audit_pending').values(rows).execute();
  },
});

const isWaiting = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('audit_pending').select('id').limit(1).executeTakeFirst()) !== undefined;

/**
 * Gives every event that is committed and has no number yet its number, hash and place in the chain. Whoever calls it:
 * the head's row lets one transaction at a time do it. Events of one transaction, and of transactions that followed
 * each other, keep their order; one that is committed after a later one was numbered comes behind it.
 */
export async function sequence(db: Db): Promise<void> {
  if (!(await isWaiting(db))) return;
  for (let after = 0; ; ) {
    const last = await db.transaction().execute((trx) => sequenceBatch(trx, after));
    if (last === undefined) return;
    after = last;
  }
}

/** Gives the id of the last that was looked at, when there may be more. */
async function sequenceBatch(db: Db, after: number): Promise<number | undefined> {
  // Changes nothing, and locks the row on PostgreSQL; what is read from here on is what is committed by then.
  const lock = db.updateTable('audit_head').set((eb) => ({ seq: eb.ref('seq') }));
  let { seq, hash } = await lock.returning(['seq', 'hash']).executeTakeFirstOrThrow();
  const waiting = db.selectFrom('audit_pending').selectAll().where('id', '>', after);
  const rows = await waiting.orderBy('id').limit(BATCH).execute();
  const [events, ids] = [[], []] as [object[], number[]];
  for (const { id, ...row } of rows) {
    const detail = detailIn(row.detail);
    // Not written by the desk: it holds nothing else up, and is an alarm in a minute.
    if (!detail) continue;
    const previous = hash;
    seq += 1;
    hash = hashOf({ ...row, at: row.at as Instant, detail }, seq, previous);
    events.push({ ...row, seq, previous, hash });
    ids.push(id);
  }
  if (ids.length > 0) {
    await db
      .insertInto('audit_events')
      .values(events as never)
      .execute();
    await db.deleteFrom('audit_pending').where('id', 'in', ids).execute();
    await db.updateTable('audit_head').set({ seq, hash }).execute();
  }
  return rows.length < BATCH ? undefined : rows.at(-1)?.id;
}

function detailIn(json: string): AuditEntry['detail'] | undefined {
  try {
    const detail: unknown = JSON.parse(json);
    return typeof detail === 'object' && detail !== null ? (detail as AuditEntry['detail']) : undefined;
  } catch {
    return undefined;
  }
}

/** An event is numbered within a second; after so long something is wrong. */
const LATE_MINUTES = 1;

/** Events that have no number yet, the oldest first: how many, some of them, and whether one waits for too long. */
export async function waitingForNumber(db: Db, now: Instant) {
  const some = await db.selectFrom('audit_pending').selectAll().orderBy('at').orderBy('id').limit(20).execute();
  const [oldest] = some;
  const late = oldest !== undefined && addMinutes(oldest.at as Instant, LATE_MINUTES) < now;
  return { count: await countRows(db.selectFrom('audit_pending')), some, late };
}
