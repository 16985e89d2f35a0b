import { sql } from 'kysely';
import { batches } from '../../../platform/database/queries.ts';
import type { FieldDb, FieldTables } from '../../../platform/database/tables.ts';
import { nameWords } from '../model/matching.ts';
import type { Recording } from '../model/recording.ts';

type Named = Pick<Recording, 'id' | 'startedAt' | 'parties'>;

type WordRow = FieldTables['recording_words'];

/** One row for each word of a recording's names. */
export const wordRows = ({ id, startedAt, parties }: Named): readonly WordRow[] =>
  [...new Set(nameWords(parties))].map((word) => ({ word, startedAt, recordingId: id }));

/**
 * Changes the words of these recordings from what they were to what they are. They are taken out by their whole key,
 * which their names tell: a second index to find them by would cost each new recording as much again as its words do.
 */
export async function rewriteWords(db: FieldDb, before: readonly Named[], now: readonly Named[]): Promise<void> {
  const [old, fresh] = [keyed(before), keyed(now)];
  const over = [...old].flatMap(([key, row]) => (fresh.has(key) ? [] : [row]));
  const added = [...fresh].flatMap(([key, row]) => (old.has(key) ? [] : [row]));
  for (const some of batches(over)) {
    const keys = some.map((row) => sql`(${row.word}, ${row.startedAt}, ${row.recordingId})`);
    await sql`delete from recording_words where (word, started_at, recording_id) in (values ${sql.join(keys)})`.execute(
      db,
    );
  }
  for (const some of batches(added))
    await db
      .insertInto('recording_words')
      .values(some)
      .onConflict((c) => c.doNothing())
      .execute();
}

const keyed = (recordings: readonly Named[]): ReadonlyMap<string, WordRow> =>
  new Map(recordings.flatMap(wordRows).map((row) => [`${row.word} ${row.startedAt} ${row.recordingId}`, row] as const));
