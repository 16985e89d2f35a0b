import { type Kysely, sql } from 'kysely';

/** With `given`, of the rows alone where that column is not null. */
export function index(
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
  given?: string,
): Promise<void> {
  const made = db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns([...columns]);
  return (given === undefined ? made : made.where(sql.ref(given), 'is not', null)).execute();
}
