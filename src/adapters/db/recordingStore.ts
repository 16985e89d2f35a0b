import { type Kysely, sql } from 'kysely';
import type { RecordingQuery } from '../../domain/recording/matching.ts';
import type { RecordingStore } from '../../usecases/ports.ts';
import { recordingRow, toRecording } from './rows.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Rows a statement: SQLite takes 32,766 values. */
const BATCH = 500;

export const recordingStore = (db: Db): RecordingStore => ({
  upsert: async (recordings) => {
    for (let from = 0; from < recordings.length; from += BATCH) {
      await db
        .insertInto('recordings')
        .values(recordings.slice(from, from + BATCH).map(recordingRow))
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
          })),
        )
        .execute();
    }
  },
  find: async (id) => {
    const row = await db.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toRecording(row);
  },
  match: async (query, limit) => {
    const { extension } = query;
    const rows = extension === null ? narrowed(db, query) : ofExtension(db, query, extension);
    return (await rows.orderBy('started_at', 'desc').limit(limit).execute()).map(toRecording);
  },
  names: async () => {
    const rows = await db.selectFrom('recordings').select(['blob_name', 'etag']).execute();
    return rows.map((row) => ({ blobName: row.blob_name, etag: row.etag }));
  },
  removeByName: async (names) => {
    for (let from = 0; from < names.length; from += BATCH) {
      await db
        .deleteFrom('recordings')
        .where('blob_name', 'in', names.slice(from, from + BATCH))
        .execute();
    }
  },
  count: async () =>
    (
      await db
        .selectFrom('recordings')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
});

function narrowed(db: Db, query: RecordingQuery) {
  let rows = db
    .selectFrom('recordings')
    .selectAll()
    .where('started_at', '>=', query.from)
    .where('started_at', '<', query.to);
  if (query.number !== null) rows = rows.where('number', '=', query.number);
  if (query.internalOnly) rows = rows.where('direction', '=', 'internal');
  return rows;
}

/**
 * Either end of the call, each by its own index rather than an OR over both, and put together newest first, so that no more rows are read
 * than are wanted. When the number is known, a call whose extension the phone system did not give counts too.
 */
function ofExtension(db: Db, query: RecordingQuery, extension: string) {
  const notTwice = sql<boolean>`(extension is null or extension <> ${extension})`;
  const ends = narrowed(db, query)
    .where('extension', '=', extension)
    .unionAll(narrowed(db, query).where('other_extension', '=', extension).where(notTwice));
  if (query.number === null) return ends;
  const unsaid = sql<boolean>`(other_extension is null or other_extension <> ${extension})`;
  return ends.unionAll(narrowed(db, query).where('extension', 'is', null).where(unsaid));
}
