import type { Instant } from '../../kernel/time.ts';
import { batches } from '../../platform/database/queries.ts';
import type { Db, OutboxRow } from '../../platform/database/tables.ts';
import type { OutboxMessage, OutboxTask } from './model/outboxTask.ts';

type NewMessage = Pick<OutboxRow, 'queue_key' | 'task' | 'due_at' | 'note'>;

/**
 * The writing side of one transaction: what it orders is put in at its end, in one statement. `now` is when a
 * message becomes due.
 */
export function outboxDraft(now: () => Instant) {
  const messages: NewMessage[] = [];
  return {
    enqueue: async (queueKey: string, task: OutboxTask): Promise<void> => {
      messages.push({ queue_key: queueKey, task: JSON.stringify(task), due_at: now(), note: null });
    },
    /** Writes what was ordered; true when there was anything. */
    flush: async (db: Db): Promise<boolean> => {
      for (const some of batches(messages)) await db.insertInto('outbox').values(some).execute();
      return messages.length > 0;
    },
  };
}

/** Tries after which about ten minutes have gone by. */
const STUCK_AFTER = 10;

export type Outbox = Pick<ReturnType<typeof outboxDraft>, 'enqueue'>;

/** For reading outside a transaction, where nothing may be ordered. */
export const noOutbox: Outbox = {
  enqueue: () => Promise.reject(new Error('Messages are ordered in a transaction only')),
};

/** The oldest message of each queue key. */
const oldestOfEachQueue = (db: Db) =>
  db
    .selectFrom('outbox as o')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as before')
            .select('before.id')
            .whereRef('before.queue_key', '=', 'o.queue_key')
            .whereRef('before.id', '<', 'o.id'),
        ),
      ),
    );

/**
 * The sending side. Only the oldest message of a queue key may go, so that its order is kept across retries
 * and instances.
 */
export const outboxQueue = (db: Db) => ({
  /** Messages due now, at most one a queue key, leased to this process until `leaseUntil`. */
  claim: async (now: Instant, leaseUntil: Instant, limit: number) => {
    const due = await oldestOfEachQueue(db)
      .select(['o.id', 'o.queue_key', 'o.task', 'o.attempts', 'o.due_at'])
      .where('o.due_at', '<=', now)
      .orderBy('o.id')
      .limit(limit)
      .execute();
    const mine: OutboxMessage[] = [];
    for (const row of due) {
      // Another instance may have taken it since: whoever moves `due_at` first has it.
      const taken = await db
        .updateTable('outbox')
        .set((eb) => ({ due_at: leaseUntil, attempts: eb('attempts', '+', 1) }))
        .where('id', '=', row.id)
        .where('due_at', '=', row.due_at)
        .executeTakeFirst();
      if (taken.numUpdatedRows === 1n)
        mine.push({
          id: row.id,
          queueKey: row.queue_key,
          task: JSON.parse(row.task) as OutboxTask,
          attempts: row.attempts + 1,
        });
    }
    return mine;
  },
  done: async (id: number) => {
    await db.deleteFrom('outbox').where('id', '=', id).execute();
  },
  /** Keeps it for later; `note` is a class of fault, never content. */
  postpone: async (id: number, until: Instant, note: string) => {
    await db.updateTable('outbox').set({ due_at: until, note }).where('id', '=', id).execute();
  },
  // What waits behind a postponed message is not due, whatever its own time says.
  nextDue: async () => {
    const row = await oldestOfEachQueue(db)
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

export type OutboxQueue = ReturnType<typeof outboxQueue>;
