import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { isPostgresUrl } from '../../src/platform/database/open.ts';

/** Rows straight into tables: a million through the stores would take longer than all that is measured. */
export interface Filling {
  /** Every row has the same columns, by the names of columns or of fields. */
  insert(table: string, rows: Iterable<object>): Promise<void>;
  /** All of it on the disk, and known to the planner, before anything is measured. */
  finish(): Promise<void>;
}

export const fillingOf = async (url: string): Promise<Filling> =>
  isPostgresUrl(url) ? await postgresFilling(url) : sqliteFilling(url);

/** `started_at` for `startedAt`. */
const columnOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const byColumns = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([field, value]) => [columnOf(field), value]));

function sqliteFilling(file: string): Filling {
  const db = new DatabaseSync(file);
  db.exec('pragma synchronous = off; pragma cache_size = -400000; begin');
  return {
    insert: async (table, rows) => {
      let statement: ReturnType<DatabaseSync['prepare']> | undefined;
      for (const row of rows) {
        const fields = Object.keys(row);
        statement ??= db.prepare(
          `insert into ${table} (${fields.map(columnOf).join()}) values (${fields.map((field) => `:${field}`).join()})`,
        );
        statement.run({ ...row });
      }
    },
    finish: async () => {
      db.exec('commit; pragma synchronous = full; pragma wal_checkpoint(truncate)');
      db.close();
    },
  };
}

const BATCH = 10_000;

async function postgresFilling(url: string): Promise<Filling> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    insert: async (table, rows) => {
      let batch: object[] = [];
      const flush = async (): Promise<void> => {
        const [first] = batch;
        if (!first) return;
        const columns = Object.keys(first).join();
        await client.query(
          `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
          [JSON.stringify(batch)],
        );
        batch = [];
      };
      for (const row of rows) if (batch.push(byColumns(row)) === BATCH) await flush();
      await flush();
    },
    finish: async () => {
      await client.query('vacuum analyze');
      await client.end();
    },
  };
}
