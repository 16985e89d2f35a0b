import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db, Tables } from './tables.ts';

/** Lists of a length that one statement takes: SQLite allows 32,766 values. */
export function* batches<T>(all: readonly T[], size = 500): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** What a query gives for keys of any number: it is asked once for so many as one statement takes. */
export async function inBatches<Key, Row>(
  keys: readonly Key[],
  query: (some: readonly Key[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (const some of batches(keys)) found.push(...(await query(some)));
  return found;
}

/** How many rows a query finds. */
export async function countRows(rows: Pick<SelectQueryBuilder<Tables, keyof Tables, object>, 'select'>) {
  const { n } = await rows.select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow();
  return n;
}

/** For `doUpdateSet`: each of these columns takes the value of the row that was to be inserted. */
export const excluded = <Column extends string>(...columns: readonly Column[]) =>
  Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as Readonly<
    Record<Column, ReturnType<typeof sql.ref<never>>>
  >;

interface ByName<Query> {
  where(column: 'blob_name', operator: '>' | '<=', name: string): Query;
}

/** Narrows rows to the names after `after` (exclusive) up to `to` (inclusive); null leaves an end open. */
export function within<Query extends ByName<Query>>(
  rows: Query,
  { after, to }: { readonly after: string | null; readonly to: string | null },
): Query {
  const begun = after === null ? rows : rows.where('blob_name', '>', after);
  return to === null ? begun : begun.where('blob_name', '<=', to);
}

/** All that several questions find, in one answer; each keeps its own order and limit. There must be one at least. */
export function unionOf<Row>(db: Db, questions: readonly SelectQueryBuilder<Tables, keyof Tables, Row>[]) {
  const [first, ...others] = questions.map((each) => db.selectFrom(each.as('some')).selectAll());
  if (!first) throw new Error('There is no question');
  return others.reduce((all, each) => all.unionAll(each), first);
}
