import { type Kysely, sql } from 'kysely';
import { nameWords } from '../../domain/recording/matching.ts';
import type { Recording } from '../../domain/recording/recording.ts';
import type { SearchQuery } from '../../domain/recording/searching.ts';
import type { PlaceInTime } from '../../usecases/recordingPorts.ts';
import { batches } from './names.ts';
import { toRecording } from './rows.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Rows a statement: SQLite takes 32,766 values. */
const BATCH = 500;

/** Writes the words of names anew; of a recording without names, takes away those there were. */
export async function writeWords(
  db: Db,
  recordings: readonly Pick<Recording, 'id' | 'startedAt' | 'parties'>[],
): Promise<void> {
  if (recordings.length === 0) return;
  for (const some of batches(recordings, BATCH))
    await db
      .deleteFrom('recording_words')
      .where(
        'recording_id',
        'in',
        some.map(({ id }) => id),
      )
      .execute();
  const words = recordings.flatMap(({ id, startedAt, parties }) =>
    [...new Set(nameWords(parties))].map((word) => ({ word, started_at: startedAt, recording_id: id })),
  );
  for (const some of batches(words, BATCH)) await db.insertInto('recording_words').values(some).execute();
}

/** Newest first. With a name, only recordings are read that one of its words, the rarest, leads to. */
export async function searchRecordings(
  db: Db,
  query: SearchQuery,
  after: PlaceInTime | null,
  limit: number,
): Promise<readonly Recording[]> {
  const [rarest, ...others] = await rarestFirst(db, query);
  const found =
    rarest === undefined
      ? await byColumns(db, query, after).limit(limit).execute()
      : await byWords(db, query, rarest, others, after).limit(limit).execute();
  return found.map(toRecording);
}

function byColumns(db: Db, query: SearchQuery, after: PlaceInTime | null) {
  let rows = narrowed(db, query)
    .where('recordings.started_at', '>=', query.from)
    .where('recordings.started_at', '<', query.to);
  if (after !== null)
    rows = rows
      .where('recordings.started_at', '<=', after.startedAt)
      .where((eb) =>
        eb.or([eb('recordings.started_at', '<', after.startedAt), eb('recordings.id', '<', after.id)]),
      );
  return rows.orderBy('recordings.started_at', 'desc').orderBy('recordings.id', 'desc');
}

/** What a name's words do not say. */
function narrowed(db: Db, query: SearchQuery) {
  let rows = db.selectFrom('recordings').selectAll('recordings').where('condemned_by', 'is', null);
  if (query.numbers.length > 0) rows = rows.where('number', 'in', query.numbers);
  if (query.extensions.length > 0)
    rows = rows.where((eb) =>
      eb.or([eb('extension', 'in', query.extensions), eb('other_extension', 'in', query.extensions)]),
    );
  return rows;
}

/** In the order of the word's own index, so that no more rows are read than are wanted. */
function byWords(
  db: Db,
  query: SearchQuery,
  rarest: string,
  others: readonly string[],
  after: PlaceInTime | null,
) {
  let rows = narrowed(db, query)
    .innerJoin('recording_words as w', 'w.recording_id', 'recordings.id')
    .where('w.word', '=', rarest)
    .where('w.started_at', '>=', query.from)
    .where('w.started_at', '<', query.to);
  for (const word of others)
    rows = rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('recording_words as other')
          .select(sql.lit(1).as('one'))
          .where('other.word', '=', word)
          .whereRef('other.started_at', '=', 'w.started_at')
          .whereRef('other.recording_id', '=', 'w.recording_id'),
      ),
    );
  if (after !== null)
    rows = rows
      .where('w.started_at', '<=', after.startedAt)
      .where((eb) => eb.or([eb('w.started_at', '<', after.startedAt), eb('w.recording_id', '<', after.id)]));
  return rows.orderBy('w.started_at', 'desc').orderBy('w.recording_id', 'desc');
}

/** Counted so far only: a word that stands in more calls than this is a common one. */
const COMMON = 2_000;

async function rarestFirst(db: Db, { words }: SearchQuery): Promise<readonly string[]> {
  if (words.length < 2) return words;
  const counted: { readonly word: string; readonly count: number }[] = [];
  for (const word of words) {
    const { n } = await db
      .selectFrom(
        db.selectFrom('recording_words').select('word').where('word', '=', word).limit(COMMON).as('some'),
      )
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    counted.push({ word, count: n });
  }
  return counted.sort((a, b) => a.count - b.count).map(({ word }) => word);
}
