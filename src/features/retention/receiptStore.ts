import type { OrderId } from '../../kernel/ids.ts';
import { addHours, type Instant } from '../../kernel/time.ts';
import { batches, inBatches, unionOf } from '../../platform/database/queries.ts';
import type { Db, ReceiptRow } from '../../platform/database/tables.ts';
import type { DeletionReason, Receipt } from '../recordings/model/deletionOrder.ts';
import type { PlaceInTime } from '../recordings/model/recordingQueries.ts';
import type { SearchQuery } from '../recordings/model/searching.ts';
import type { Tally } from './model/reports.ts';

interface OrderOfCall {
  readonly callId: string;
  readonly orderId: OrderId;
}

/** What reports tell of deletions, added up by reason. */
const tallies = (db: Db) => ({
  /** What was deleted in (from, to], by reason. */
  tally: async (from: Instant, to: Instant) =>
    byReason(await sums(db).where('deleted_at', '>', from).where('deleted_at', '<=', to).execute()),
  /** Adds up by reason what no report has told of, and marks it as told by this one. */
  tallyFor: async (reportId: string) => {
    await db.updateTable('receipts').set({ report_id: reportId }).where('report_id', 'is', null).execute();
    return byReason(await sums(db).where('report_id', '=', reportId).execute());
  },
});

export const receiptStore = (db: Db) => ({
  ...tallies(db),
  insert: async (receipts: readonly Receipt[]) => {
    for (const some of batches(receipts)) {
      const rows = db.insertInto('receipts').values(some.map(receiptRow));
      await rows.onConflict((c) => c.doNothing()).execute();
    }
  },
  /** Receipts of orders, on an extension or on one nobody knew, for calls that began in the span; the oldest first. */
  findOrdered: async (extension: string, from: Instant, to: Instant) => {
    const rows = await db
      .selectFrom('receipts')
      .selectAll()
      .where('order_id', 'is not', null)
      .where((eb) => eb.or([eb('extension', '=', extension), eb('extension', 'is', null)]))
      .where('started_at', '>=', addHours(from, -25))
      .where('started_at', '<=', to)
      .orderBy('started_at')
      .execute();
    return rows.map(toReceipt);
  },
  findByOrder: async (id: OrderId) => {
    const rows = db.selectFrom('receipts').selectAll().where('order_id', '=', id);
    return (await rows.orderBy('started_at').execute()).map(toReceipt);
  },
  /** Orders under which legs of these calls have been deleted, or are about to be. */
  ordersOfCalls: (callIds: readonly string[]): Promise<readonly OrderOfCall[]> =>
    inBatches(callIds, (some) =>
      db
        .selectFrom('receipts')
        .select(['call_id as callId', 'order_id as orderId'])
        .where('call_id', 'in', some)
        .where('order_id', 'is not', null)
        .union(
          db
            .selectFrom('recordings')
            .select(['call_id as callId', 'deletion_marked_by as orderId'])
            .where('call_id', 'in', some)
            .where('deletion_marked_by', 'is not', null),
        )
        .$castTo<OrderOfCall>()
        .execute(),
    ),
  /** Those of the recordings that were deleted after the moment. */
  deletedSince: (ids: readonly string[], at: Instant) =>
    inBatches(ids, async (some) => {
      const rows = db.selectFrom('receipts').select('recording_id').where('recording_id', 'in', some);
      return (await rows.where('deleted_at', '>', at).execute()).map((row) => row.recording_id);
    }),
  /** Newest first, after the one given; by number, extension and time, for a receipt knows no names. */
  search: (
    query: Pick<SearchQuery, 'from' | 'to' | 'numbers' | 'extensions'>,
    after: PlaceInTime | null,
    limit: number,
  ) => searchReceipts(db, query, after, limit),
  eraseNumbersBefore: async (at: Instant) => {
    const { numUpdatedRows } = await db
      .updateTable('receipts')
      .set({ number: null })
      .where('deleted_at', '<', at)
      .where('number', 'is not', null)
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },
});

export type ReceiptStore = ReturnType<typeof receiptStore>;

const sums = (db: Db) =>
  db
    .selectFrom('receipts')
    .select((eb) => [
      'reason',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('duration_ms').as('duration'),
      eb.fn.sum<number>('bytes').as('bytes'),
    ])
    .groupBy('reason');

type Sums = Awaited<ReturnType<ReturnType<typeof sums>['execute']>>;

const byReason = (rows: Sums): Readonly<Partial<Record<DeletionReason, Tally>>> =>
  Object.fromEntries(
    // PostgreSQL sums whole numbers as text.
    rows.map(({ reason, count, duration, bytes }) => [
      reason,
      { count, durationMs: Number(duration), bytes: Number(bytes) },
    ]),
  );

/**
 * What was deleted, by number, extension and time, the newest call first. Each number or extension for
 * itself: together they would have to be sorted before the first is known, and a year’s receipts are many.
 */
async function searchReceipts(
  db: Db,
  query: Omit<SearchQuery, 'words'>,
  after: PlaceInTime | null,
  limit: number,
): Promise<readonly Receipt[]> {
  const { numbers, extensions } = query;
  let rows = db
    .selectFrom('receipts')
    .selectAll()
    .where('started_at', '>=', query.from)
    .where('started_at', '<', query.to);
  if (after !== null)
    rows = rows
      .where('started_at', '<=', after.startedAt)
      .where((eb) => eb.or([eb('started_at', '<', after.startedAt), eb('recording_id', '<', after.id)]));
  if (numbers.length > 0 && extensions.length > 0) rows = rows.where('extension', 'in', extensions);
  const page = rows.orderBy('started_at', 'desc').orderBy('recording_id', 'desc').limit(limit);
  const questions =
    numbers.length > 0
      ? numbers.map((number) => page.where('number', '=', number))
      : extensions.map((extension) => page.where('extension', '=', extension));
  const found = await unionOf(db, questions.length > 0 ? questions : [page]).execute();
  return found.map(toReceipt).sort(newestFirst).slice(0, limit);
}

const newestFirst = (a: Receipt, b: Receipt): number =>
  a.startedAt === b.startedAt ? (a.recordingId < b.recordingId ? 1 : -1) : a.startedAt < b.startedAt ? 1 : -1;

export const receiptRow = (receipt: Receipt): ReceiptRow => ({
  recording_id: receipt.recordingId,
  deleted_at: receipt.deletedAt,
  reason: receipt.reason,
  order_id: receipt.orderId,
  run_id: receipt.runId,
  report_id: null,
  call_id: receipt.callId,
  started_at: receipt.startedAt,
  duration_ms: receipt.durationMs,
  bytes: receipt.bytes,
  extension: receipt.extension,
  number: receipt.number,
});

const toReceipt = (row: Omit<ReceiptRow, 'report_id'>): Receipt => ({
  recordingId: row.recording_id,
  reason: row.reason as DeletionReason,
  orderId: row.order_id,
  runId: row.run_id,
  startedAt: row.started_at as Instant,
  durationMs: row.duration_ms,
  bytes: row.bytes,
  extension: row.extension,
  number: row.number,
  callId: row.call_id,
  deletedAt: row.deleted_at as Instant,
});
