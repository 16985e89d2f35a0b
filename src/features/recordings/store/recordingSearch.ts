import { type SelectQueryBuilder, sql } from 'kysely';
import { listOf } from '../../../kernel/listOf.ts';
import type { Instant } from '../../../kernel/time.ts';
import { unionOf } from '../../../platform/database/queries.ts';
import type { Db, RecordingRow, Tables } from '../../../platform/database/tables.ts';
import type { Recording } from '../model/recording.ts';
import type { PlaceInTime } from '../model/recordingQueries.ts';
import type { SearchQuery } from '../model/searching.ts';
import { unmarked } from './recordingMatch.ts';
import { toRecording } from './rows.ts';

type Column = 'number' | 'extension' | 'other_extension';

/** One thing asked for, by which an index gives the calls that have it, the newest first. */
type Way =
  | { readonly by: 'word'; readonly word: string }
  /** Any of these; of each all that stands in it. */
  | { readonly by: 'columns'; readonly any: readonly Readonly<Partial<Record<Column, string>>>[] };

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
  const rows = await (first?.by === 'word' ? byWord(db, first.word, others, page) : byColumns(db, first, others, page));
  return rows.map(toRecording);
}

function waysInto({ words, numbers, extensions }: SearchQuery): readonly Way[] {
  // A call has an extension at either end.
  const ends = extensions.flatMap((each) => [{ extension: each }, { other_extension: each }]);
  const any =
    numbers.length === 0
      ? ends
      : numbers.flatMap((number) => (ends.length === 0 ? [{ number }] : ends.map((end) => ({ number, ...end }))));
  return listOf([
    ...words.map((word) => ({ by: 'word' as const, word })),
    any.length !== 0 && { by: 'columns' as const, any },
  ]);
}

/** Counted so far only: what more calls have than this is never begun with while there is something rarer. */
const COUNTED = 20_000;

async function rarestFirst(db: Db, query: SearchQuery, ways: readonly Way[]): Promise<readonly Way[]> {
  if (ways.length < 2) return ways;
  const counts = ways.map((way, at) => sql`${countRows(query, way)} as ${sql.ref(`n${at}`)}`);
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(db);
  const counted = ways.map((way, at) => ({ way, count: rows[0]?.[`n${at}`] ?? 0 }));
  return counted.sort((a, b) => a.count - b.count).map(({ way }) => way);
}

function countRows({ from, to }: SearchQuery, way: Way) {
  const count = (table: string, having: object) => sql`(select count(*) from (
    select 1 from ${sql.table(table)} where started_at >= ${from} and started_at < ${to} and ${allOf(having)}
    limit ${sql.lit(COUNTED)}) as calls)`;
  return way.by === 'word'
    ? count('recording_words', { word: way.word })
    : sql.join(
        way.any.map((each) => count('recordings', each)),
        sql` + `,
      );
}

const allOf = (columns: object) =>
  sql<boolean>`${sql.join(
    Object.entries(columns).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
    sql` and `,
  )}`;

/** Each number, and each end of an extension, for itself: together they would be sorted before the first is known. */
async function byColumns(
  db: Db,
  way: Extract<Way, { by: 'columns' }> | undefined,
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
    way.any.map((each) => page.where(allOf(each))),
  ).execute();
  // A call within one extension has it at both ends.
  return [...new Map(found.map((row) => [row.id, row])).values()].sort(newestFirst).slice(0, limit);
}

/** Read at once while others than the name’s words narrow it. */
const BATCH_SIZE = 500;

/** The words first, without a look at the recordings: two common names that rarely meet are thousands of calls. */
async function byWord(
  db: Db,
  word: string,
  others: readonly Way[],
  { query, after, limit }: Page,
): Promise<readonly RecordingRow[]> {
  const words = [word, ...others.flatMap((way) => (way.by === 'word' ? [way.word] : []))];
  const narrowing = others.filter(({ by }) => by === 'columns');
  const atOnce = narrowing.length > 0 ? Math.max(limit, BATCH_SIZE) : limit;
  const found: RecordingRow[] = [];
  for (let place = after; found.length < limit; ) {
    const named = await namedCalls(db, words, { query, after: place, limit: atOnce });
    const ids = named.map(({ id }) => id);
    if (ids.length > 0)
      found.push(...(await narrowed(db, narrowing).where('id', 'in', ids).execute()).sort(newestFirst));
    if (named.length < atOnce) break;
    place = named.at(-1) ?? null;
  }
  return found.slice(0, limit);
}

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
  const found = await rows.orderBy('w.started_at', 'desc').orderBy('w.recording_id', 'desc').limit(limit).execute();
  return found.map(({ startedAt, id }) => ({ startedAt: startedAt as Instant, id }));
}

/** Recordings that have these things too. */
function narrowed(db: Db, ways: readonly Way[]) {
  let rows = unmarked(db).selectAll('recordings');
  for (const way of ways) rows = having(rows, way);
  return rows;
}

function having(rows: SelectQueryBuilder<Tables, 'recordings', RecordingRow>, way: Way) {
  if (way.by === 'word')
    return rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('recording_words as w')
          .select(sql.lit(1).as('one'))
          .where('w.word', '=', way.word)
          .whereRef('w.started_at', '=', 'recordings.started_at')
          .whereRef('w.recording_id', '=', 'recordings.id'),
      ),
    );
  // `coalesce` keeps the database from beginning with this one after all: it has more calls than what was chosen.
  const is = (column: string, value: string) => sql<boolean>`coalesce(${sql.ref(column)}, '') = ${value}`;
  return rows.where((eb) =>
    eb.or(way.any.map((each) => eb.and(Object.entries(each).map(([column, value]) => is(column, value))))),
  );
}

const newestFirst = (a: RecordingRow, b: RecordingRow): number =>
  a.started_at === b.started_at ? (a.id < b.id ? 1 : -1) : a.started_at < b.started_at ? 1 : -1;
