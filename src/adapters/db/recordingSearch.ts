import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Recording } from '../../domain/recording/recording.ts';
import type { SearchQuery } from '../../domain/recording/searching.ts';
import type { Instant } from '../../domain/time.ts';
import type { PlaceInTime } from '../../usecases/recordingPorts.ts';
import { toRecording } from './rows.ts';
import type { RecordingRow, Tables } from './tables.ts';
import { unionOf } from './unionOf.ts';

type Db = Kysely<Tables>;

/** One thing asked for, with an index that gives the calls that have it, the newest first. */
type Way =
  | { readonly by: 'word'; readonly value: string }
  | { readonly by: 'number' | 'extension'; readonly values: readonly string[] };

interface Page {
  readonly query: Pick<SearchQuery, 'from' | 'to'>;
  readonly after: PlaceInTime | null;
  readonly limit: number;
}

/** Newest first. Begins with what the fewest calls have of all that is asked for, and looks at no others. */
export async function searchRecordings(
  db: Db,
  query: SearchQuery,
  after: PlaceInTime | null,
  limit: number,
): Promise<readonly Recording[]> {
  const [first, ...others] = await rarestFirst(db, query, waysInto(query));
  const page = { query, after, limit };
  const rows = await (first?.by === 'word'
    ? byWord(db, first.value, others, page)
    : byColumns(db, first, others, page));
  return rows.map(toRecording);
}

function waysInto({ words, numbers, extensions }: SearchQuery): readonly Way[] {
  return [
    ...words.map((value) => ({ by: 'word' as const, value })),
    ...(numbers.length > 0 ? [{ by: 'number' as const, values: numbers }] : []),
    ...(extensions.length > 0 ? [{ by: 'extension' as const, values: extensions }] : []),
  ];
}

/** A call has an extension at either end. */
const COLUMNS = { number: ['number'], extension: ['extension', 'other_extension'] } as const;

/** Counted so far only: what more calls have than this is never begun with while there is something rarer. */
const COUNTED = 20_000;

async function rarestFirst(db: Db, query: SearchQuery, ways: readonly Way[]): Promise<readonly Way[]> {
  if (ways.length < 2) return ways;
  const counts = ways.map((way, at) => sql`${countOf(query, way)} as ${sql.ref(`n${at}`)}`);
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(db);
  const counted = ways.map((way, at) => ({ way, count: rows[0]?.[`n${at}`] ?? 0 }));
  return counted.sort((a, b) => a.count - b.count).map(({ way }) => way);
}

function countOf({ from, to }: SearchQuery, way: Way) {
  const keys =
    way.by === 'word'
      ? [{ table: 'recording_words', column: 'word', value: way.value }]
      : COLUMNS[way.by].flatMap((column) =>
          way.values.map((value) => ({ table: 'recordings', column, value })),
        );
  const counts = keys.map(
    ({ table, column, value }) => sql`(select count(*) from (
      select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${value}
      and started_at >= ${from} and started_at < ${to} limit ${sql.lit(COUNTED)}) as calls)`,
  );
  return sql.join(counts, sql` + `);
}

/** Each number, and each end of an extension, for itself: together they would have to be sorted before the first is known. */
async function byColumns(
  db: Db,
  way: Exclude<Way, { by: 'word' }> | undefined,
  others: readonly Way[],
  { query, after, limit }: Page,
): Promise<readonly RecordingRow[]> {
  let rows = narrowed(db, others).where('started_at', '>=', query.from).where('started_at', '<', query.to);
  if (after !== null)
    rows = rows
      .where('started_at', '<=', after.startedAt)
      .where((eb) => eb.or([eb('started_at', '<', after.startedAt), eb('id', '<', after.id)]));
  const page = rows.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit);
  if (way === undefined) return page.execute();
  const found = await unionOf(
    db,
    COLUMNS[way.by].flatMap((column) => way.values.map((value) => page.where(column, '=', value))),
  ).execute();
  // A call within one extension has it at both ends.
  return [...new Map(found.map((row) => [row.id, row])).values()].sort(newestFirst).slice(0, limit);
}

/** Read at once while others than the name’s words narrow it. */
const A_LOOK = 500;

/** The words by themselves first, without a look at the recordings: two common names that rarely meet are thousands of calls. */
async function byWord(
  db: Db,
  word: string,
  others: readonly Way[],
  { query, after, limit }: Page,
): Promise<readonly RecordingRow[]> {
  const [words, narrowing] = [others.filter(isWord), others.filter((way) => !isWord(way))];
  const atOnce = narrowing.length > 0 ? Math.max(limit, A_LOOK) : limit;
  const found: RecordingRow[] = [];
  for (let place = after; found.length < limit; ) {
    const named = await namedCalls(db, [word, ...words.map(({ value }) => value)], {
      query,
      after: place,
      limit: atOnce,
    });
    const ids = named.map(({ id }) => id);
    if (ids.length > 0)
      found.push(...(await narrowed(db, narrowing).where('id', 'in', ids).execute()).sort(newestFirst));
    if (named.length < atOnce) break;
    place = named.at(-1) ?? null;
  }
  return found.slice(0, limit);
}

const isWord = (way: Way): way is Extract<Way, { by: 'word' }> => way.by === 'word';

/** Calls whose names have each word, in the order of the first one’s index. */
async function namedCalls(
  db: Db,
  [rarest = '', ...others]: readonly string[],
  { query, after, limit }: Page,
): Promise<readonly PlaceInTime[]> {
  let rows = db
    .selectFrom('recording_words as w')
    .select(['w.started_at as startedAt', 'w.recording_id as id'])
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
  const found = await rows
    .orderBy('w.started_at', 'desc')
    .orderBy('w.recording_id', 'desc')
    .limit(limit)
    .execute();
  return found.map(({ startedAt, id }) => ({ startedAt: startedAt as Instant, id }));
}

/** Recordings that have these things too. */
function narrowed(db: Db, ways: readonly Way[]) {
  let rows = db.selectFrom('recordings').selectAll('recordings').where('condemned_by', 'is', null);
  for (const way of ways) rows = having(rows, way);
  return rows;
}

function having(rows: SelectQueryBuilder<Tables, 'recordings', RecordingRow>, way: Way) {
  switch (way.by) {
    case 'number':
    case 'extension':
      // `coalesce` keeps the database from beginning with this one after all: it has more calls than what was chosen.
      return rows.where((eb) =>
        eb.or(COLUMNS[way.by].map((column) => eb(eb.fn.coalesce(column, sql.lit('')), 'in', way.values))),
      );
    case 'word':
      return rows.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('recording_words as w')
            .select(sql.lit(1).as('one'))
            .where('w.word', '=', way.value)
            .whereRef('w.started_at', '=', 'recordings.started_at')
            .whereRef('w.recording_id', '=', 'recordings.id'),
        ),
      );
  }
}

const newestFirst = (a: RecordingRow, b: RecordingRow): number =>
  a.started_at === b.started_at ? (a.id < b.id ? 1 : -1) : a.started_at < b.started_at ? 1 : -1;
