import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { SqliteAdapter, SqliteDialect } from 'kysely';
import { keepFromOthers } from './fileRights.ts';

/** SQLite can take a migration back, so each runs in one transaction: killed in it, the tables are as they were. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): TransactionalSqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/** Opens a file for the desk's account alone, or `:memory:`, as the desk relies on it. Throws SQLite's own errors. */
export function openSqlite(path: string): DatabaseSync {
  keepFromOthers(path);
  const database = new DatabaseSync(path);
  try {
    database.exec(
      // What is deleted is overwritten: erased texts must not stay behind in free pages.
      'pragma busy_timeout = 5000; pragma secure_delete = on; pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536;',
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** What SQLite finds wrong with its file, in its words; null when nothing is. Reads all of it. */
export function damageIn(database: DatabaseSync): string | null {
  const [row] = database.prepare('pragma quick_check(1)').all() as { readonly quick_check: string }[];
  return row?.quick_check === 'ok' ? null : (row?.quick_check ?? 'no answer');
}

export function sqliteDialect(database: DatabaseSync): TransactionalSqliteDialect {
  const prepared = new Map<string, ReturnType<typeof statement>>();
  return new TransactionalSqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (asked: string) => {
        // A transaction that reads first and then writes would be refused while another process writes; this one waits.
        const text = asked === 'begin' ? 'begin immediate' : asked;
        const known = prepared.get(text) ?? statement(database.prepare(text));
        if (prepared.size < 500) prepared.set(text, known);
        return known;
      },
    },
  });
}

/** `node:sqlite` behind the face Kysely expects. Rows come as lists: making objects of them here is faster. */
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
