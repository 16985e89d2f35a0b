import type { Kysely } from 'kysely';
import type { Instant } from '../../kernel/time.ts';
import type { OutboxRow, Tables } from '../../platform/database/tables.ts';
import type { Outbox, OutboxMessage, OutboxQueue, OutboxTask } from './outbox.ts';

type Db = Kysely<Tables>;

type NewMessage = Pick<OutboxRow, 'lane' | 'task' | 'due_at' | 'note'>;

/** The writing side of one transaction: what it orders is put in at its end, in one statement. */
export interface OutboxDraft extends Outbox {
  /** Writes what was ordered; true when there was anything. */
  flush(db: Db): Promise<boolean>;
}

/** `now` is when a message becomes due. */
export function outboxDraft(now: () => Instant): OutboxDraft {
  const messages: NewMessage[] = [];
  return {
    enqueue: async (lane, task) => {
      messages.push({ lane, task: JSON.stringify(task), due_at: now(), note: null });
    },
    flush: async (db) => {
      for (let from = 0; from < messages.length; from += BATCH)
        await db
          .insertInto('outbox')
          .values(messages.slice(from, from + BATCH))
          .execute();
      return messages.length > 0;
    },
  };
}

/** Tries after which about ten minutes have gone by. */
const STUCK_AFTER = 10;

/** Rows a statement, well within what both databases take. */
const BATCH = 500;

/** For reading outside a transaction, where nothing may be ordered. */
export const noOutbox: Outbox = {
  enqueue: () => Promise.reject(new Error('Messages are ordered in a transaction only')),
};

/** The oldest message of each lane. */
const firstOfLanes = (db: Db) =>
  db
    .selectFrom('outbox as o')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as before')
            .select('before.id')
            .whereRef('before.lane', '=', 'o.lane')
            .whereRef('before.id', '<', 'o.id'),
        ),
      ),
    );

/** The sending side. Only the oldest message of a lane may go, so a lane keeps its order across retries and instances. */
export const outboxQueue = (db: Db): OutboxQueue => ({
  claim: async (now, heldUntil, limit) => {
    const due = await firstOfLanes(db)
      .select(['o.id', 'o.lane', 'o.task', 'o.attempts', 'o.due_at'])
      .where('o.due_at', '<=', now)
      .orderBy('o.id')
      .limit(limit)
      .execute();
    const mine: OutboxMessage[] = [];
    for (const row of due) {
      // Another instance may have taken it since: whoever moves `due_at` first has it.
      const taken = await db
        .updateTable('outbox')
        .set((eb) => ({ due_at: heldUntil, attempts: eb('attempts', '+', 1) }))
        .where('id', '=', row.id)
        .where('due_at', '=', row.due_at)
        .executeTakeFirst();
      if (taken.numUpdatedRows === 1n)
        mine.push({
          id: row.id,
          lane: row.lane,
          task: JSON.parse(row.task) as OutboxTask,
          attempts: row.attempts + 1,
        });
    }
    return mine;
  },
  done: async (id) => {
    await db.deleteFrom('outbox').where('id', '=', id).execute();
  },
  postpone: async (id, until, note) => {
    await db.updateTable('outbox').set({ due_at: until, note }).where('id', '=', id).execute();
  },
  // What waits behind a postponed message is not due, whatever its own time says.
  nextDue: async () => {
    const row = await firstOfLanes(db)
      .select((eb) => eb.fn.min('o.due_at').as('at'))
      .executeTakeFirst();
    return (row?.at ?? undefined) as Instant | undefined;
  },
  backlog: async () => {
    const row = await db
      .selectFrom('outbox')
      .select((eb) => [
        eb.fn.countAll<number>().as('waiting'),
        eb.fn.min('due_at').as('oldest'),
        eb.fn.count<number>('note').as('troubled'),
        eb.fn.countAll<number>().filterWhere('attempts', '>=', STUCK_AFTER).as('stuck'),
      ])
      .executeTakeFirstOrThrow();
    return {
      waiting: row.waiting,
      oldest: row.oldest as Instant | null,
      troubled: row.troubled,
      stuck: row.stuck,
    };
  },
});
