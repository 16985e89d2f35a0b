import { sql } from 'kysely';
import type { FieldDb, FieldTables } from '../../../platform/database/tables.ts';
import { fits, type RecordingQuery } from '../model/matching.ts';
import type { Recording } from '../model/recording.ts';
import type { IndexedRecording, StoredRecording } from '../model/recordingQueries.ts';

export type RecordingRow = FieldTables['recordings'];

export const recordingRow = (recording: IndexedRecording): RecordingRow => ({
  ...recording,
  fault: recording.fault && JSON.stringify(recording.fault),
});

export const toStored = ({ etag: _etag, fault, ...row }: RecordingRow): StoredRecording =>
  ({ ...row, fault: fault === null ? null : JSON.parse(fault) }) as StoredRecording;

export function toRecording(row: RecordingRow): Recording {
  const { deletionMarkedBy: _mark, ...recording } = toStored(row);
  return recording;
}

/** Recordings that may be found: without those marked for deletion. */
export const unmarked = (db: FieldDb) => db.selectFrom('recordings').where('deletionMarkedBy', 'is', null);

/** What a request may mean, by all but the extension. */
export function narrowed(db: FieldDb, query: RecordingQuery) {
  let rows = unmarked(db).selectAll().where('startedAt', '>=', query.from).where('startedAt', '<', query.to);
  if (query.number !== null) rows = rows.where('number', '=', query.number);
  // Spelt out, so that the database sees that the index of internal calls will do.
  if (query.internalOnly) rows = rows.where('direction', '=', sql.lit('internal'));
  return rows;
}

/**
 * Either end of the call, each by its own index rather than an OR over both, and put together newest first,
 * so that no more rows are read than are wanted. When the number is known, a call whose extension the phone
 * system did not give counts too. Two extensions ask for both ends.
 */
export function ofExtension(db: FieldDb, query: RecordingQuery, extension: string) {
  const notTwice = sql<boolean>`(extension is null or extension <> ${extension})`;
  const near = narrowed(db, query).where('extension', '=', extension);
  const far = narrowed(db, query).where('otherExtension', '=', extension).where(notTwice);
  const { otherExtension } = query;
  if (otherExtension !== undefined)
    return near.where('otherExtension', '=', otherExtension).unionAll(far.where('extension', '=', otherExtension));
  const ends = near.unionAll(far);
  if (query.number === null) return ends;
  const unsaid = sql<boolean>`(other_extension is null or other_extension <> ${extension})`;
  return ends.unionAll(narrowed(db, query).where('extension', 'is', null).where(unsaid));
}

/** Calls whose other possible time alone lies in the span: a handful a year, so they are judged here. */
export async function byOtherTime(db: FieldDb, query: RecordingQuery) {
  const rows = await unmarked(db)
    .selectAll()
    .where('alternateStart', '>=', query.from)
    .where('alternateStart', '<', query.to)
    .execute();
  return rows.filter((row) => row.startedAt < query.from && fits(query, toRecording(row)));
}
