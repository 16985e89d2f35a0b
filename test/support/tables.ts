import { DatabaseSync } from 'node:sqlite';

type Row = Readonly<Record<string, unknown>>;

/** Reads rows of a desk's SQLite file while the desk runs. */
export function rowsOf(file: string, query: string, ...values: readonly (string | number)[]): readonly Row[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(query).all(...values);
  } finally {
    database.close();
  }
}

/** Every row of every table as one text, so that a test can look for what must not be stored. */
export function everythingKept(file: string): string {
  const tables = rowsOf(file, "select name from sqlite_master where type = 'table'");
  return tables
    .map(({ name }) => `${name}: ${JSON.stringify(rowsOf(file, `select * from "${String(name)}"`))}`)
    .join('\n');
}

/** What was written down as one text, without hashes and random ids: their digits may be those of a telephone number. */
export const withoutHashes = (written: unknown): string => JSON.stringify(written).replace(/[0-9a-f]{24,}/g, '…');
