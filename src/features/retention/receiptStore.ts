import type { Selectable } from 'kysely';
import type { OrderId } from '../../kernel/ids.ts';
import { addHours, type Instant } from '../../kernel/time.ts';
import { batches, byFields, inBatches, unionOf } from '../../platform/database/queries.ts';
import type { Db, FieldDb, FieldTables } from '../../platform/database/tables.ts';
import type { DeletionReason, Receipt } from '../recordings/model/deletionOrder.ts';
import type { PlaceInTime } from '../recordings/model/recordingQueries.ts';
import type { SearchQuery } from '../recordings/model/searching.ts';
import type { Tally } from './model/reports.ts';

interface OrderOfCall {
  readonly callId: string;
  readonly orderId: OrderId;
}

/** What reports tell of deletions, added up by reason. */
const tallies = (db: FieldDb) => ({
  /** What was deleted in (from, to], by reason. */
  tally: async (from: Instant, to: Instant) =>
    byReason(await sums(db).where('deletedAt', '>', from).where('deletedAt', '<=', to).execute()),
  /** Adds up by reason what no report has told of, and marks it as told by this one. */
  tallyFor: async (reportId: string) => {
    await db.updateTable('receipts').set({ reportId }).where('reportId', 'is', null).execute();
    return byReason(await sums(db).where('reportId', '=', reportId).execute());
  },
});

export const receiptStore = (base: Db) => {
  const db = byFields(base);
  return {
    ...tallies(db),
    insert: async (receipts: readonly Receipt[]) => {
      for (const some of batches(receipts)) {
        const rows = db.insertInto('receipts').values(some);
        await rows.onConflict((c) => c.doNothing()).execute();
      }
    },
    /** Receipts of orders, on an extension or on one nobody knew, for calls that began in the span; the oldest first. */
    findOrdered: async (extension: string, from: Instant, to: Instant) => {
      const rows = await db
        .selectFrom('receipts')
        .selectAll()
        .where('orderId', 'is not', null)
        .where((eb) => eb.or([eb('extension', '=', extension), eb('extension', 'is', null)]))
        .where('startedAt', '>=', addHours(from, -25))
        .where('startedAt', '<=', to)
        .orderBy('startedAt')
        .execute();
      return rows.map(toReceipt);
    },
    findByOrder: async (id: OrderId) => {
      const rows = db.selectFrom('receipts').selectAll().where('orderId', '=', id);
      return (await rows.orderBy('startedAt').execute()).map(toReceipt);
    },
    /** Orders under which legs of these calls have been deleted, or are about to be. */
    ordersOfCalls: (callIds: readonly string[]): Promise<readonly OrderOfCall[]> =>
      inBatches(callIds, (some) =>
        db
          .selectFrom('receipts')
          .select(['callId', 'orderId'])
          .where('callId', 'in', some)
          .where('orderId', 'is not', null)
          .union(
            db
              .selectFrom('recordings')
              .select(['callId', 'deletionMarkedBy as orderId'])
              .where('callId', 'in', some)
              .where('deletionMarkedBy', 'is not', null),
          )
          .$castTo<OrderOfCall>()
          .execute(),
      ),
    /** Those of the recordings that were deleted after the moment. */
    deletedSince: (ids: readonly string[], at: Instant) =>
      inBatches(ids, async (some) => {
        const rows = db.selectFrom('receipts').select('recordingId').where('recordingId', 'in', some);
        return (await rows.where('deletedAt', '>', at).execute()).map((row) => row.recordingId);
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
        .where('deletedAt', '<', at)
        .where('number', 'is not', null)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
};

const sums = (db: FieldDb) =>
  db
    .selectFrom('receipts')
    .select((eb) => [
      'reason',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('durationMs').as('duration'),
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
  db: FieldDb,
  query: Omit<SearchQuery, 'words'>,
  after: PlaceInTime | null,
  limit: number,
): Promise<readonly Receipt[]> {
  const { numbers, extensions } = query;
  let rows = db
    .selectFrom('receipts')
    .selectAll()
    .where('startedAt', '>=', query.from)
    .where('startedAt', '<', query.to);
  if (after !== null)
    rows = rows
      .where('startedAt', '<=', after.startedAt)
      .where((eb) => eb.or([eb('startedAt', '<', after.startedAt), eb('recordingId', '<', after.id)]));
  if (numbers.length > 0 && extensions.length > 0) rows = rows.where('extension', 'in', extensions);
  const page = rows.orderBy('startedAt', 'desc').orderBy('recordingId', 'desc').limit(limit);
  const questions =
    numbers.length > 0
      ? numbers.map((number) => page.where('number', '=', number))
      : extensions.map((extension) => page.where('extension', '=', extension));
  const found = await unionOf(db, questions.length > 0 ? questions : [page]).execute();
  return found.map(toReceipt).sort(newestFirst).slice(0, limit);
}

const newestFirst = (a: Receipt, b: Receipt): number =>
  a.startedAt === b.startedAt ? (a.recordingId < b.recordingId ? 1 : -1) : a.startedAt < b.startedAt ? 1 : -1;

const toReceipt = ({ reportId: _told, ...row }: Selectable<FieldTables['receipts']>): Receipt => row as Receipt;
