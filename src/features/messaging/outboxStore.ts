import { sql } from 'kysely';
import { addMs, type Instant } from '../../kernel/time.ts';
import { batches } from '../../platform/database/queries.ts';
import type { Db, OutboxRow } from '../../platform/database/tables.ts';
import { LANES, type Lane, laneOf, type OutboxMessage, type OutboxTask } from './model/outboxTask.ts';

type NewMessage = Pick<OutboxRow, 'queue_key' | 'lane' | 'task' | 'due_at' | 'note' | 'aside_at'>;

/** The writing side of a transaction: its orders go in at its end, in one statement, due at `now`. */
export function outboxDraft(now: () => Instant) {
  const messages: NewMessage[] = [];
  const mended: ((db: Db) => Promise<unknown>)[] = [];
  return {
    enqueue: async (queueKey: string, task: OutboxTask): Promise<void> => {
      messages.push({
        queue_key: queueKey,
        lane: laneOf(task),
        task: JSON.stringify(task),
        due_at: now(),
        note: null,
        aside_at: null,
      });
    },
    /** Forgets what was set aside for good in these queues: somebody has mended the cause. */
    forgetAside: async (...queueKeys: readonly string[]): Promise<void> => {
      mended.push((db) =>
        db.deleteFrom('outbox').where('queue_key', 'in', queueKeys).where('due_at', '=', NEVER).execute(),
      );
    },
    /** Forgets whatever was set aside before. */
    forgetAsideBefore: async (at: Instant): Promise<void> => {
      mended.push((db) => db.deleteFrom('outbox').where('aside_at', '<', at).execute());
    },
    /** Writes what was ordered; true when there was anything. */
    flush: async (db: Db): Promise<boolean> => {
      for (const forget of mended) await forget(db);
      for (const some of batches(messages)) await db.insertInto('outbox').values(some).execute();
      return messages.length > 0;
    },
  };
}

/** Tries after which about ten minutes have gone by. */
const STUCK_AFTER = 10;

/** Due of what was set aside for good: kept for people to read of, and not tried again. */
const NEVER = '9999-12-31T00:00:00.000Z' as Instant;

/** No back-off and no lease reaches further: what is due later was written by a clock that was ahead. */
export const FURTHEST_MS = 15 * 60_000;

export type Outbox = Omit<ReturnType<typeof outboxDraft>, 'flush'>;

const notHere = () => Promise.reject(new Error('Messages are ordered in a transaction only'));

/** For reading outside a transaction, where nothing may be ordered. */
export const noOutbox: Outbox = { enqueue: notHere, forgetAside: notHere, forgetAsideBefore: notHere };

/** The oldest message of each queue key, and those that have stepped aside. */
const firstOfEachQueue = (db: Db) =>
  db
    .selectFrom('outbox as o')
    .where(({ or, not, exists, selectFrom, eb }) =>
      or([
        eb('o.aside_at', 'is not', null),
        not(
          exists(
            selectFrom('outbox as before')
              .select('before.id')
              .whereRef('before.queue_key', '=', 'o.queue_key')
              .whereRef('before.id', '<', 'o.id')
              .where('before.aside_at', 'is', null),
          ),
        ),
      ]),
    );

/**
 * The sending side. Only the oldest message of a queue key may go, so that its order is kept across retries
 * and instances; one that was not taken some times steps aside, and whatever is behind it goes.
 */
export const outboxQueue = (db: Db) => ({
  /** Messages due now, at most one a queue key and so many a lane, leased to this process until `leaseUntil`. */
  claim: async (rooms: Readonly<Partial<Record<Lane, number>>>, now: Instant, leaseUntil: Instant) => {
    const mine: OutboxMessage[] = [];
    for (const lane of LANES) {
      const room = rooms[lane] ?? 0;
      if (room <= 0) continue;
      const due = await firstOfEachQueue(db)
        .selectAll('o')
        .where('o.lane', '=', lane)
        .where((eb) =>
          eb.or([
            eb('o.due_at', '<=', now),
            eb.and([eb('o.due_at', '>', addMs(now, FURTHEST_MS)), eb('o.due_at', '<', NEVER)]),
          ]),
        )
        // What has been refused some times comes last: it must not be all that is tried.
        .orderBy((eb) => eb('o.aside_at', 'is not', null))
        .orderBy('o.id')
        .limit(room)
        .execute();
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
            lane,
            task: JSON.parse(row.task) as OutboxTask,
            attempts: row.attempts + 1,
            isAside: row.aside_at !== null,
          });
      }
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
  /** Lets what is behind it go first; it is tried again at `until`, or never when that is null. */
  setAside: async (id: number, { at, until, note }: Aside) => {
    await db
      .updateTable('outbox')
      .set((eb) => ({ due_at: until ?? NEVER, note, aside_at: sql<string>`coalesce(${eb.ref('aside_at')}, ${at})` }))
      .where('id', '=', id)
      .execute();
  },
  /** What stepped aside in a lane is tried again now: its outside takes messages again. */
  bringBack: async (lane: Lane, now: Instant) => {
    await db
      .updateTable('outbox')
      .set({ due_at: now })
      .where('lane', '=', lane)
      .where('aside_at', 'is not', null)
      .where('due_at', '<', NEVER)
      .where('due_at', '>', now)
      .execute();
  },
  // What waits behind a postponed message is not due, whatever its own time says.
  nextDue: async () => {
    const row = await firstOfEachQueue(db)
      .select((eb) => eb.fn.min('o.due_at').as('at'))
      .executeTakeFirst();
    return (row?.at ?? undefined) as Instant | undefined;
  },
  backlog: async () => {
    const row = await db
      .selectFrom('outbox')
      .select((eb) => [
        eb.fn.countAll<number>().filterWhere('due_at', '<', NEVER).as('waiting'),
        eb.fn.min('due_at').as('oldest'),
        eb.fn.count<number>('note').as('troubled'),
        eb.fn.countAll<number>().filterWhere('attempts', '>=', STUCK_AFTER).as('stuck'),
        eb.fn.max('aside_at').as('newestAside'),
      ])
      .executeTakeFirstOrThrow();
    return {
      waiting: row.waiting,
      oldest: row.oldest === NEVER ? null : (row.oldest as Instant | null),
      troubled: row.troubled,
      stuck: row.stuck,
      newestAside: row.newestAside as Instant | null,
    };
  },
  /** What has stepped aside, by its queue and why. */
  aside: async () => {
    const rows = await db
      .selectFrom('outbox')
      .select((eb) => ['lane', 'note', eb.fn.countAll<number>().as('count')])
      .where('aside_at', 'is not', null)
      .groupBy(['lane', 'note'])
      .orderBy('lane')
      .execute();
    return rows.map(({ lane, note, count }) => ({ lane: lane as Lane, why: note ?? '', count }));
  },
});

interface Aside {
  readonly at: Instant;
  readonly until: Instant | null;
  readonly note: string;
}

export type OutboxQueue = ReturnType<typeof outboxQueue>;
