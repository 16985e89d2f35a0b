import type { OrderId, RecordingId } from '../../../kernel/ids.ts';
import { addHours, type Instant } from '../../../kernel/time.ts';
import { batches, byFields, countRows, excluded, inBatches, within } from '../../../platform/database/queries.ts';
import type { Db, FieldDb } from '../../../platform/database/tables.ts';
import type { RecordingQuery } from '../model/matching.ts';
import type { Recording } from '../model/recording.ts';
import type {
  IndexedName,
  IndexedRecording,
  NameRange,
  PlaceInTime,
  StoredRecording,
} from '../model/recordingQueries.ts';
import type { SearchQuery } from '../model/searching.ts';
import {
  byOtherTime,
  narrowed,
  ofExtension,
  type RecordingRow,
  recordingRow,
  toRecording,
  toStored,
  unmarked,
} from './recordingMatch.ts';
import { searchRecordings } from './recordingSearch.ts';
import { rewriteWords } from './recordingWords.ts';

/** Keeps the index in step with what is in storage. */
const indexing = (db: FieldDb) => ({
  /** A recording once marked for deletion stays so. */
  upsert: async (recordings: readonly IndexedRecording[]) => {
    for (const some of batches(recordings)) {
      const before = await named(db, some);
      const rows = some.map(recordingRow);
      await db
        .insertInto('recordings')
        .values(rows)
        .onConflict((c) =>
          c
            .column('blobName')
            .doUpdateSet((eb) => ({
              ...excluded(...readAgain(rows[0] as RecordingRow)),
              deletionMarkedBy: eb.fn.coalesce(
                eb.ref('recordings.deletionMarkedBy'),
                eb.ref('excluded.deletionMarkedBy'),
              ),
            })),
        )
        .execute();
      await rewriteWords(db, before, some);
    }
  },
  /** How the named blobs were indexed; sidecars by their own names. */
  findIndexed: (
    names: readonly string[],
  ): Promise<readonly (IndexedName & Pick<Recording, 'startedAt' | 'sidecar'>)[]> =>
    inBatches(names, (some) =>
      db
        .selectFrom('recordings')
        .select(['blobName', 'etag', 'sidecar', 'startedAt'])
        .$castTo<IndexedName & Pick<Recording, 'startedAt' | 'sidecar'>>()
        .where((eb) => eb.or([eb('blobName', 'in', some), eb('sidecar', 'in', some)]))
        .execute(),
    ),
  /** Without recordings marked for deletion: the job that marked them removes the row and writes the receipt. */
  namesIn: async (range: NameRange) => {
    const rows = await within(unmarked(db).select('blobName'), range).execute();
    return rows.map((row) => row.blobName);
  },
  /** Deletes these rows and returns them. */
  deleteReturning: (names: readonly string[]): Promise<readonly StoredRecording[]> =>
    inBatches(names, async (some) => {
      const rows = await db.deleteFrom('recordings').where('blobName', 'in', some).returningAll().execute();
      const deleted = rows.map(toStored);
      await rewriteWords(db, deleted, []);
      return deleted;
    }),
});

/** What people’s questions find: nothing that is marked for deletion. */
const finding = (db: FieldDb) => ({
  find: async (id: RecordingId) => {
    const row = await unmarked(db).selectAll().where('id', '=', id).executeTakeFirst();
    return row && toRecording(row);
  },
  /** Up to `limit` matches, the newest first. A call that may have begun at either of two times matches by both. */
  match: async (query: RecordingQuery, limit: number) => {
    const { extension } = query;
    const rows = extension === null ? narrowed(db, query) : ofExtension(db, query, extension);
    const found = await rows.orderBy('startedAt', 'desc').limit(limit).execute();
    const later = found.length < limit ? await byOtherTime(db, query) : [];
    return [...later, ...found].slice(0, limit).map(toRecording);
  },
  /** Newest first, after the one given; without those marked for deletion. */
  search: (query: SearchQuery, after: PlaceInTime | null, limit: number) => searchRecordings(db, query, after, limit),
  /** Calls on an extension, or on an unknown one, that may have been under way in the span; none that is marked. */
  findByExtension: async (extension: string, from: Instant, to: Instant) => {
    // No call lasts longer than a day; how long it lasted and its other possible time are for the caller to judge.
    const earliest = addHours(from, -25);
    const underWay = () => unmarked(db).selectAll().where('startedAt', '>=', earliest).where('startedAt', '<=', to);
    const rows = underWay()
      .where('extension', '=', extension)
      .union(underWay().where('otherExtension', '=', extension))
      .union(underWay().where('extension', 'is', null).where('otherExtension', 'is', null));
    return (await rows.execute()).map(toRecording);
  },
  /** Legs of the same call, by its id; without those marked for deletion. */
  findByCall: async (callId: string) =>
    (await unmarked(db).selectAll().where('callId', '=', callId).execute()).map(toRecording),
});

/** What is to be deleted, by an order or by age. */
const deletion = (db: FieldDb) => ({
  /** Marks for deletion by an order or a nightly run; a mark that is there already stays. */
  markForDeletion: async (ids: readonly RecordingId[], by: string) => {
    for (const some of batches(ids))
      await db
        .updateTable('recordings')
        .set({ deletionMarkedBy: by })
        .where('id', 'in', some)
        .where('deletionMarkedBy', 'is', null)
        .execute();
  },
  findMarked: async (id: RecordingId) => {
    const rows = db.selectFrom('recordings').selectAll().where('id', '=', id);
    const row = await rows.where('deletionMarkedBy', 'is not', null).executeTakeFirst();
    return row && toStored(row);
  },
  /** How many of these are to be deleted and still there. */
  countMarkedAmong: async (ids: readonly RecordingId[]): Promise<number> => {
    const rows = await inBatches(ids, (some) =>
      db
        .selectFrom('recordings')
        .select('id')
        .where('id', 'in', some)
        .where('deletionMarkedBy', 'is not', null)
        .execute(),
    );
    return rows.length;
  },
  countMarked: (order: OrderId) => countRows(db.selectFrom('recordings').where('deletionMarkedBy', '=', order)),
  /** Recordings that an order given before the moment should have deleted by then. */
  countOverdue: (orderedBefore: Instant) =>
    countRows(
      db
        .selectFrom('recordings')
        .innerJoin('deletion_orders', 'deletion_orders.id', 'deletionMarkedBy')
        .where('orderedAt', '<', orderedBefore)
        .where('storedAt', '<', orderedBefore),
    ),
  /** Calls begun at or before `start`, the oldest first, after the one given; those marked for deletion too. */
  startedBy: async (start: Instant, after: Pick<Recording, 'startedAt' | 'id'> | null, limit: number) => {
    let rows = db.selectFrom('recordings').selectAll().where('startedAt', '<=', start);
    if (after) {
      rows = rows
        .where('startedAt', '>=', after.startedAt)
        .where((eb) => eb.or([eb('startedAt', '>', after.startedAt), eb('id', '>', after.id)]));
    }
    return (await rows.orderBy('startedAt').orderBy('id').limit(limit).execute()).map(toStored);
  },
});

/** How much there is, of whatever kind. */
const counting = (db: FieldDb) => ({
  oldestStart: async () => {
    const rows = db.selectFrom('recordings').select((eb) => eb.fn.min('startedAt').as('at'));
    const row = await rows.executeTakeFirst();
    return (row?.at ?? undefined) as Instant | undefined;
  },
  /** How many began in each span between neighbouring moments, which are in rising order. */
  countBetween: async (moments: readonly Instant[]) => {
    const counts: number[] = [];
    for (const [at, from] of moments.slice(0, -1).entries()) {
      const rows = db.selectFrom('recordings').where('startedAt', '>=', from);
      counts.push(await countRows(rows.where('startedAt', '<', moments[at + 1] as Instant)));
    }
    return counts;
  },
  count: () => countRows(db.selectFrom('recordings')),
  countOdd: () => countRows(odd(db)),
  /** Those that cannot be cut, or are understood in part; stored last, the newest first. */
  newestOdd: async (limit: number) =>
    (await odd(db).selectAll().orderBy('storedAt', 'desc').orderBy('blobName').limit(limit).execute()).map(toRecording),
});

const odd = (db: FieldDb) =>
  unmarked(db).where((eb) => eb.or([eb('fault', 'is not', null), eb('notUnderstood', '<>', '')]));

/** The index of what the phone system delivered. Nobody finds what is marked: it is there to be deleted. */
export function recordingStore(base: Db) {
  const db = byFields(base);
  return { ...indexing(db), ...finding(db), ...deletion(db), ...counting(db) };
}

/** What is read of a file again when it has changed: its names and a mark stay. */
function readAgain({ id: _id, blobName: _name, deletionMarkedBy: _mark, ...row }: RecordingRow) {
  return Object.keys(row) as (keyof typeof row)[];
}

/** Those of these blobs that are known with a name, as they stand. */
async function named(db: FieldDb, recordings: readonly Pick<Recording, 'blobName'>[]) {
  const names = recordings.map(({ blobName }) => blobName);
  const rows = await db
    .selectFrom('recordings')
    .select(['id', 'startedAt', 'parties'])
    .where('blobName', 'in', names)
    .where('parties', '<>', '')
    .execute();
  return rows.map((row) => ({ ...row, startedAt: row.startedAt as Instant }));
}
