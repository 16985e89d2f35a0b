import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Dialect } from './dialect.ts';
import { migrationsFor } from './migrations.ts';
import type { Db, Tables } from './tables.ts';

export interface Database {
  readonly dialect: Dialect;
  readonly db: Db;
  close(): Promise<void>;
}

export const isPostgresUrl = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** Opens `postgres://…` or a SQLite file (`:memory:` too) and brings its tables up to date. */
export async function openDatabase(url: string): Promise<Database> {
  const dialect: Dialect = isPostgresUrl(url) ? 'postgres' : 'sqlite';
  const db = new Kysely<Tables>({ dialect: dialect === 'postgres' ? postgres(url) : sqlite(url) });
  const { error } = await new Migrator({ db, provider: migrationsFor(dialect) }).migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  return { dialect, db, close: () => db.destroy() };
}

function postgres(url: string): PostgresDialect {
  // Counts and sizes come as int8; all of them fit a number.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({ connectionString: url, max: 10, types: types as never });
  // A connection lost while idle is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

function sqlite(path: string): SqliteDialect {
  const database = new DatabaseSync(path);
  database.exec(
    // What is deleted is overwritten: erased texts must not stay behind in free pages.
    'pragma busy_timeout = 5000; pragma secure_delete = on; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536;',
  );
  const prepared = new Map<string, ReturnType<typeof statement>>();
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (asked: string) => {
        // A transaction that reads first and writes later would be refused at once while another process
        // writes; this one waits its turn.
        const text = asked === 'begin' ? 'begin immediate' : asked;
        const known = prepared.get(text) ?? statement(database.prepare(text));
        if (prepared.size < 500) prepared.set(text, known);
        return known;
      },
    },
  });
}

/**
 * `node:sqlite` behind the face Kysely expects. Rows come as lists, from which objects are made faster than
 * it makes them itself.
 */
function statement(prepared: StatementSync) {
  type Values = Parameters<StatementSync['all']>;
  const names = prepared.columns().map((column) => column.name);
  prepared.setReturnArrays(true);
  const named = (row: unknown): Record<string, unknown> => {
    const object: Record<string, unknown> = {};
    for (const [at, name] of names.entries()) object[name] = (row as readonly unknown[])[at];
    return object;
  };
  return {
    reader: names.length > 0,
    all: (values: readonly unknown[]) => prepared.all(...(values as Values)).map(named),
    run: (values: readonly unknown[]) => prepared.run(...(values as Values)),
    *iterate(values: readonly unknown[]) {
      for (const row of prepared.iterate(...(values as Values))) yield named(row);
    },
  };
}
