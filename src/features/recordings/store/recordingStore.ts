import type { Kysely } from 'kysely';
import { addHours, type Instant } from '../../../kernel/time.ts';
import { batches, within } from '../../../platform/database/batches.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { Recording } from '../model/recording.ts';
import type { IndexedName, RecordingStore, StoredRecording } from '../model/recordingQueries.ts';
import { byOtherTime, narrowed, ofExtension } from './recordingMatch.ts';
import { searchRecordings } from './recordingSearch.ts';
import { rewriteWords } from './recordingWords.ts';
import { recordingRow, toRecording, toStored } from './rows.ts';

type Db = Kysely<Tables>;

/** Rows a statement: SQLite takes 32,766 values. */
const BATCH = 500;

export const recordingStore = (db: Db): RecordingStore => ({
  upsert: async (recordings) => {
    for (const some of batches(recordings, BATCH)) {
      const before = await named(db, some);
      await db
        .insertInto('recordings')
        .values(some.map(recordingRow))
        .onConflict((c) =>
          c.column('blob_name').doUpdateSet((eb) => ({
            etag: eb.ref('excluded.etag'),
            started_at: eb.ref('excluded.started_at'),
            ended_at: eb.ref('excluded.ended_at'),
            duration_ms: eb.ref('excluded.duration_ms'),
            extension: eb.ref('excluded.extension'),
            other_extension: eb.ref('excluded.other_extension'),
            number: eb.ref('excluded.number'),
            direction: eb.ref('excluded.direction'),
            parties: eb.ref('excluded.parties'),
            call_id: eb.ref('excluded.call_id'),
            bytes: eb.ref('excluded.bytes'),
            alternate_start: eb.ref('excluded.alternate_start'),
            system: eb.ref('excluded.system'),
            sidecar: eb.ref('excluded.sidecar'),
            stored_at: eb.ref('excluded.stored_at'),
            condemned_by: eb.fn.coalesce(eb.ref('recordings.condemned_by'), eb.ref('excluded.condemned_by')),
          })),
        )
        .execute();
      await rewriteWords(db, before, some);
    }
  },
  find: async (id) => {
    const row = await db
      .selectFrom('recordings')
      .selectAll()
      .where('id', '=', id)
      .where('condemned_by', 'is', null)
      .executeTakeFirst();
    return row && toRecording(row);
  },
  match: async (query, limit) => {
    const { extension } = query;
    const rows = extension === null ? narrowed(db, query) : ofExtension(db, query, extension);
    const found = await rows.orderBy('started_at', 'desc').limit(limit).execute();
    const later = found.length < limit ? await byOtherTime(db, query) : [];
    return [...later, ...found].slice(0, limit).map(toRecording);
  },
  search: (query, after, limit) => searchRecordings(db, query, after, limit),
  known: async (names) => {
    const found: (IndexedName & Pick<Recording, 'startedAt' | 'sidecar'>)[] = [];
    for (const some of batches(names, BATCH)) {
      const rows = await db
        .selectFrom('recordings')
        .select(['blob_name', 'etag', 'started_at', 'sidecar'])
        .where((eb) => eb.or([eb('blob_name', 'in', some), eb('sidecar', 'in', some)]))
        .execute();
      found.push(
        ...rows.map((row) => ({
          blobName: row.blob_name,
          etag: row.etag,
          startedAt: row.started_at as Instant,
          sidecar: row.sidecar,
        })),
      );
    }
    return found;
  },
  namesIn: async (range) => {
    const rows = await within(
      db.selectFrom('recordings').select('blob_name').where('condemned_by', 'is', null),
      range,
    ).execute();
    return rows.map((row) => row.blob_name);
  },
  take: async (names) => {
    const taken: StoredRecording[] = [];
    for (const some of batches(names, BATCH)) {
      const rows = await db.deleteFrom('recordings').where('blob_name', 'in', some).returningAll().execute();
      taken.push(...rows.map(toStored));
      await rewriteWords(db, rows.map(toStored), []);
    }
    return taken;
  },
  begunBy: async (start, after, limit) => {
    let rows = db.selectFrom('recordings').selectAll().where('started_at', '<=', start);
    if (after) {
      rows = rows
        .where('started_at', '>=', after.startedAt)
        .where((eb) => eb.or([eb('started_at', '>', after.startedAt), eb('id', '>', after.id)]));
    }
    return (await rows.orderBy('started_at').orderBy('id').limit(limit).execute()).map(toStored);
  },
  onExtension: async (extension, from, to) => {
    // No call lasts longer than a day; how long it lasted and its other possible time are for the caller to judge.
    const earliest = addHours(from, -25);
    const underWay = () =>
      db
        .selectFrom('recordings')
        .selectAll()
        .where('started_at', '>=', earliest)
        .where('started_at', '<=', to)
        .where('condemned_by', 'is', null);
    const rows = underWay()
      .where('extension', '=', extension)
      .union(underWay().where('other_extension', '=', extension))
      .union(underWay().where('extension', 'is', null).where('other_extension', 'is', null));
    return (await rows.execute()).map(toRecording);
  },
  ofCall: async (callId) =>
    (
      await db
        .selectFrom('recordings')
        .selectAll()
        .where('call_id', '=', callId)
        .where('condemned_by', 'is', null)
        .execute()
    ).map(toRecording),
  condemn: async (ids, by) => {
    for (const some of batches(ids, BATCH))
      await db
        .updateTable('recordings')
        .set({ condemned_by: by })
        .where('id', 'in', some)
        .where('condemned_by', 'is', null)
        .execute();
  },
  condemned: async (id) => {
    const row = await db
      .selectFrom('recordings')
      .selectAll()
      .where('id', '=', id)
      .where('condemned_by', 'is not', null)
      .executeTakeFirst();
    return row && toStored(row);
  },
  condemnedBy: async (order) =>
    (
      await db
        .selectFrom('recordings')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('condemned_by', '=', order)
        .executeTakeFirstOrThrow()
    ).n,
  overdueOrders: async (orderedBefore) =>
    (
      await db
        .selectFrom('recordings')
        .innerJoin('deletion_orders', 'deletion_orders.id', 'condemned_by')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('ordered_at', '<', orderedBefore)
        .where('stored_at', '<', orderedBefore)
        .executeTakeFirstOrThrow()
    ).n,
  oldestStart: async () => {
    const row = await db
      .selectFrom('recordings')
      .select((eb) => eb.fn.min('started_at').as('at'))
      .executeTakeFirst();
    return (row?.at ?? undefined) as Instant | undefined;
  },
  countBetween: async (moments) => {
    const counts: number[] = [];
    for (const [at, from] of moments.slice(0, -1).entries()) {
      const { n } = await db
        .selectFrom('recordings')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('started_at', '>=', from)
        .where('started_at', '<', moments[at + 1] as Instant)
        .executeTakeFirstOrThrow();
      counts.push(n);
    }
    return counts;
  },
  count: async () =>
    (
      await db
        .selectFrom('recordings')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
});

/** Those of these blobs that are known with a name, as they stand. */
async function named(db: Db, recordings: readonly Pick<Recording, 'blobName'>[]) {
  const rows = await db
    .selectFrom('recordings')
    .select(['id', 'started_at', 'parties'])
    .where(
      'blob_name',
      'in',
      recordings.map(({ blobName }) => blobName),
    )
    .where('parties', '<>', '')
    .execute();
  return rows.map((row) => ({ ...row, startedAt: row.started_at as Instant }));
}
