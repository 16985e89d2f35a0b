import type { Kysely } from 'kysely';
import type { DeletionOrder, DeletionReason } from '../../domain/retention/deletionOrder.ts';
import type { Tally } from '../../domain/retention/reports.ts';
import { addHours, type Instant } from '../../domain/time.ts';
import type {
  MarkStore,
  OrderStore,
  PurgeRun,
  PurgeRunStore,
  ReceiptStore,
  SummaryCard,
  SummaryStore,
  UnreadBlob,
  UnreadStore,
} from '../../usecases/ports.ts';
import { batches, within } from './names.ts';
import { receiptRow, toReceipt } from './rows.ts';
import type { Tables, UnreadRow } from './tables.ts';

type Db = Kysely<Tables>;

/** Rows a statement: SQLite takes 32,766 values. */
const BATCH = 500;

const toUnread = (row: UnreadRow): UnreadBlob => ({
  blobName: row.blob_name,
  etag: row.etag,
  storedAt: row.stored_at as Instant,
  bytes: row.bytes,
});

export const unreadStore = (db: Db): UnreadStore => ({
  upsert: async (blobs) => {
    for (const some of batches(blobs, BATCH))
      await db
        .insertInto('unread_blobs')
        .values(
          some.map(({ blobName, etag, storedAt, bytes }) => ({
            blob_name: blobName,
            etag,
            stored_at: storedAt,
            bytes,
          })),
        )
        .onConflict((c) =>
          c.column('blob_name').doUpdateSet((eb) => ({
            etag: eb.ref('excluded.etag'),
            stored_at: eb.ref('excluded.stored_at'),
            bytes: eb.ref('excluded.bytes'),
          })),
        )
        .execute();
  },
  known: async (names) => {
    const found: UnreadBlob[] = [];
    for (const some of batches(names, BATCH)) {
      const rows = await db.selectFrom('unread_blobs').selectAll().where('blob_name', 'in', some).execute();
      found.push(...rows.map(toUnread));
    }
    return found;
  },
  namesIn: async (range) => {
    const rows = await within(db.selectFrom('unread_blobs').select('blob_name'), range).execute();
    return rows.map((row) => row.blob_name);
  },
  take: async (names) => {
    const taken: UnreadBlob[] = [];
    for (const some of batches(names, BATCH)) {
      const rows = await db
        .deleteFrom('unread_blobs')
        .where('blob_name', 'in', some)
        .returningAll()
        .execute();
      taken.push(...rows.map(toUnread));
    }
    return taken;
  },
  storedBy: async (at, after, limit) => {
    let rows = db.selectFrom('unread_blobs').selectAll().where('stored_at', '<=', at);
    if (after) {
      rows = rows
        .where('stored_at', '>=', after.storedAt)
        .where((eb) => eb.or([eb('stored_at', '>', after.storedAt), eb('blob_name', '>', after.blobName)]));
    }
    return (await rows.orderBy('stored_at').orderBy('blob_name').limit(limit).execute()).map(toUnread);
  },
  count: async () =>
    (
      await db
        .selectFrom('unread_blobs')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
});

export const orderStore = (db: Db): OrderStore => {
  const toOrder = (row: { body: string }): DeletionOrder => JSON.parse(row.body) as DeletionOrder;
  const select = () => db.selectFrom('deletion_orders').select('body');
  return {
    insert: async (order) => {
      await db
        .insertInto('deletion_orders')
        .values({
          id: order.id,
          extension: order.extension,
          span_from: order.from,
          span_to: order.to,
          live_until: order.liveUntil,
          ordered_at: order.orderedAt,
          requests_met: 0,
          body: JSON.stringify(order),
        })
        .execute();
    },
    find: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toOrder(row);
    },
    requestsMet: async (id) =>
      (await db.selectFrom('deletion_orders').select('requests_met').where('id', '=', id).executeTakeFirst())
        ?.requests_met ?? 0,
    addRequestsMet: async (id, count) => {
      await db
        .updateTable('deletion_orders')
        .set((eb) => ({ requests_met: eb('requests_met', '+', count) }))
        .where('id', '=', id)
        .execute();
    },
    live: async (now) =>
      (await select().where('live_until', '>', now).orderBy('ordered_at').execute()).map(toOrder),
    endedIn: async (from, to) =>
      (await select().where('live_until', '>', from).where('live_until', '<=', to).execute()).map(toOrder),
    orderedIn: async (from, to) =>
      (await select().where('ordered_at', '>=', from).where('ordered_at', '<', to).execute()).map(toOrder),
    eraseEndedBefore: async (at) => {
      const old = await select().where('live_until', '<', at).execute();
      const named = old.map(toOrder).filter((order) => order.orderedBy !== '');
      for (const order of named)
        await db
          .updateTable('deletion_orders')
          .set({ body: JSON.stringify({ ...order, orderedBy: '', ordererName: '' }) })
          .where('id', '=', order.id)
          .execute();
      return named.length;
    },
  };
};

export const receiptStore = (db: Db): ReceiptStore => ({
  insert: async (receipts) => {
    for (const some of batches(receipts, BATCH))
      await db
        .insertInto('receipts')
        .values(some.map(receiptRow))
        .onConflict((c) => c.doNothing())
        .execute();
  },
  ofOrdersOn: async (extension, from, to) => {
    const rows = await db
      .selectFrom('receipts')
      .selectAll()
      .where('order_id', 'is not', null)
      .where('extension', '=', extension)
      .where('started_at', '>=', addHours(from, -25))
      .where('started_at', '<=', to)
      .orderBy('started_at')
      .execute();
    return rows.map(toReceipt);
  },
  ofOrder: async (id) =>
    (
      await db.selectFrom('receipts').selectAll().where('order_id', '=', id).orderBy('started_at').execute()
    ).map(toReceipt),
  tally: async (from, to) => {
    const rows = await db
      .selectFrom('receipts')
      .select((eb) => [
        'reason',
        eb.fn.countAll<number>().as('count'),
        eb.fn.sum<number>('duration_ms').as('duration'),
        eb.fn.sum<number>('bytes').as('bytes'),
      ])
      .where('deleted_at', '>', from)
      .where('deleted_at', '<=', to)
      .groupBy('reason')
      .execute();
    return Object.fromEntries(
      rows.map(({ reason, count, duration, bytes }) => [
        reason as DeletionReason,
        // PostgreSQL sums whole numbers as text.
        { count, durationMs: Number(duration), bytes: Number(bytes) } satisfies Tally,
      ]),
    );
  },
  eraseNumbersBefore: async (at) => {
    const { numUpdatedRows } = await db
      .updateTable('receipts')
      .set({ number: null })
      .where('deleted_at', '<', at)
      .where('number', 'is not', null)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },
});

export const purgeRunStore = (db: Db): PurgeRunStore => {
  const newest = (): Promise<readonly PurgeRun[]> =>
    db
      .selectFrom('purge_runs')
      .select('body')
      .orderBy('started_at', 'desc')
      .limit(200)
      .execute()
      .then((rows) => rows.map((row) => JSON.parse(row.body) as PurgeRun));
  return {
    save: async (run) => {
      const row = { started_at: run.startedAt, finished_at: run.finishedAt, body: JSON.stringify(run) };
      await db
        .insertInto('purge_runs')
        .values({ id: run.id, ...row })
        .onConflict((c) => c.column('id').doUpdateSet(row))
        .execute();
    },
    newest: async () => (await newest())[0],
    newestGood: async () =>
      (await newest()).find((run) => run.finishedAt !== null && run.failed === 0 && run.pastLimit === 0),
    forgetBefore: async (at) => {
      await db.deleteFrom('purge_runs').where('started_at', '<', at).execute();
    },
  };
};

export const summaryStore = (db: Db): SummaryStore => ({
  insert: async (id, madeAt, card) => {
    await db
      .insertInto('summaries')
      .values({ id, kind: card.kind, made_at: madeAt, body: JSON.stringify(card) })
      .execute();
  },
  find: async (id) => {
    const row = await db.selectFrom('summaries').select('body').where('id', '=', id).executeTakeFirst();
    return row && (JSON.parse(row.body) as SummaryCard);
  },
  forgetBefore: async (at) =>
    (await db.deleteFrom('summaries').where('made_at', '<', at).returning('id').execute()).map(
      (row) => row.id,
    ),
});

export const markStore = (db: Db): MarkStore => ({
  get: async (name) =>
    (await db.selectFrom('marks').select('value').where('name', '=', name).executeTakeFirst())?.value,
  set: async (name, value) => {
    await db
      .insertInto('marks')
      .values({ name, value })
      .onConflict((c) => c.column('name').doUpdateSet({ value }))
      .execute();
  },
});
