import { type SelectQueryBuilder, sql } from 'kysely';
import { listOf } from '../../../kernel/listOf.ts';
import type { Instant } from '../../../kernel/time.ts';
import { unionOf } from '../../../platform/database/queries.ts';
import type { FieldDb, FieldTables } from '../../../platform/database/tables.ts';
import type { Recording } from '../model/recording.ts';
import type { PlaceInTime } from '../model/recordingQueries.ts';
import type { SearchQuery } from '../model/searching.ts';
import { type RecordingRow, toRecording, unmarked } from './recordingMatch.ts';

type Column = 'number' | 'extension' | 'otherExtension';

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
  db: FieldDb,
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
  const ends = extensions.flatMap((each) => [{ extension: each }, { otherExtension: each }]);
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

async function rarestFirst(db: FieldDb, query: SearchQuery, ways: readonly Way[]): Promise<readonly Way[]> {
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
  db: FieldDb,
  way: Extract<Way, { by: 'columns' }> | undefined,
  others: readonly Way[],
  { query, after, limit }: Page,
): Promise<readonly RecordingRow[]> {
  let rows = narrowed(db, others).where('startedAt', '>=', query.from).where('startedAt', '<', query.to);
  if (after !== null)
    rows = rows
      .where('startedAt', '<=', after.startedAt)
      .where((eb) => eb.or([eb('startedAt', '<', after.startedAt), eb('id', '<', after.id)]));
  const page = rows.orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(limit);
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
  db: FieldDb,
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
  db: FieldDb,
  [rarest = '', ...others]: readonly string[],
  { query, after, limit }: Page,
): Promise<readonly PlaceInTime[]> {
  let rows = db
    .selectFrom('recording_words as w')
    .select(['w.startedAt as startedAt', 'w.recordingId as id'])
    .where('w.word', '=', rarest)
    .where('w.startedAt', '>=', query.from)
    .where('w.startedAt', '<', query.to);
  for (const word of others)
    rows = rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('recording_words as other')
          .select(sql.lit(1).as('one'))
          .where('other.word', '=', word)
          .whereRef('other.startedAt', '=', 'w.startedAt')
          .whereRef('other.recordingId', '=', 'w.recordingId'),
      ),
    );
  if (after !== null)
    rows = rows
      .where('w.startedAt', '<=', after.startedAt)
      .where((eb) => eb.or([eb('w.startedAt', '<', after.startedAt), eb('w.recordingId', '<', after.id)]));
  const found = await rows.orderBy('w.startedAt', 'desc').orderBy('w.recordingId', 'desc').limit(limit).execute();
  return found.map(({ startedAt, id }) => ({ startedAt: startedAt as Instant, id }));
}

/** Recordings that have these things too. */
function narrowed(db: FieldDb, ways: readonly Way[]) {
  let rows = unmarked(db).selectAll('recordings');
  for (const way of ways) rows = having(rows, way);
  return rows;
}

function having(rows: SelectQueryBuilder<FieldTables, 'recordings', RecordingRow>, way: Way) {
  if (way.by === 'word')
    return rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('recording_words as w')
          .select(sql.lit(1).as('one'))
          .where('w.word', '=', way.word)
          .whereRef('w.startedAt', '=', 'recordings.startedAt')
          .whereRef('w.recordingId', '=', 'recordings.id'),
      ),
    );
  // `coalesce` keeps the database from beginning with this one after all: it has more calls than what was chosen.
  const is = (column: string, value: string) => sql<boolean>`coalesce(${sql.ref(column)}, '') = ${value}`;
  return rows.where((eb) =>
    eb.or(way.any.map((each) => eb.and(Object.entries(each).map(([column, value]) => is(column, value))))),
  );
}

const newestFirst = (a: RecordingRow, b: RecordingRow): number =>
  a.startedAt === b.startedAt ? (a.id < b.id ? 1 : -1) : a.startedAt < b.startedAt ? 1 : -1;
