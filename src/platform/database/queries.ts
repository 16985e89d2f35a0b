import { CamelCasePlugin, type SelectQueryBuilder, sql } from 'kysely';
import type { Db, FieldDb, FieldTables, Tables } from './tables.ts';

const FIELD_NAMES = new CamelCasePlugin({ maintainNestedObjectKeys: true });

/** The database by the names of fields, for stores whose rows are what they keep. Texts of SQL name columns as ever. */
export const byFields = (db: Db): FieldDb => db.withPlugin(FIELD_NAMES) as unknown as FieldDb;

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

type Counted<AnyTables> = Pick<SelectQueryBuilder<AnyTables, keyof AnyTables, object>, 'select'>;

/** How many rows a query finds. */
export async function countRows(rows: Counted<Tables> | Counted<FieldTables>): Promise<number> {
  const count = sql<number>`count(*)`.as('n');
  return (await (rows as Counted<Tables>).select(count).executeTakeFirstOrThrow()).n;
}

/** For `doUpdateSet`: each of these columns takes the value of the row that was to be inserted. */
export const excluded = <Column extends string>(...columns: readonly Column[]) =>
  Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as Readonly<
    Record<Column, ReturnType<typeof sql.ref<never>>>
  >;

interface ByName<Query> {
  where(column: 'blobName', operator: '>' | '<=', name: string): Query;
}

/** Narrows rows to the names after `after` (exclusive) up to `to` (inclusive); null leaves an end open. */
export function within<Query extends ByName<Query>>(
  rows: Query,
  { after, to }: { readonly after: string | null; readonly to: string | null },
): Query {
  const begun = after === null ? rows : rows.where('blobName', '>', after);
  return to === null ? begun : begun.where('blobName', '<=', to);
}

/** All that several questions find, in one answer; each keeps its own order and limit. There must be one at least. */
export function unionOf<Row>(
  db: FieldDb,
  questions: readonly SelectQueryBuilder<FieldTables, keyof FieldTables, Row>[],
) {
  const [first, ...others] = questions.map((each) => db.selectFrom(each.as('some')).selectAll());
  if (!first) throw new Error('There is no question');
  return others.reduce((all, each) => all.unionAll(each), first);
}
