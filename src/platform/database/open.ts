import { rmSync, statSync, writeFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Fault } from '../../kernel/fault.ts';
import { type Instant, toInstant } from '../../kernel/time.ts';
import { DatabaseUnusable, damagedText, openingFault } from './databaseFaults.ts';
import { copiesOf, OWN_ONLY } from './fileRights.ts';
import { migrationsFor } from './migrations.ts';
import { postgresDialect, transactOnPostgres } from './postgres.ts';
import { damageIn, openSqlite, sqliteDialect } from './sqlite.ts';
import type { Db, Dialect, Tables } from './tables.ts';

export interface Database {
  readonly dialect: Dialect;
  readonly db: Db;
  /** One transaction; whether it was committed is known whatever happens to the connection. */
  transact<T>(act: (trx: Db) => Promise<T>): Promise<T>;
  /** What is wrong with the file, in the database's words; null when nothing is, or when a server looks itself. */
  damage(): string | null;
  /** Leaves nothing of what was deleted in the file, nor beside it; a server's vacuum sees to its own. */
  scrub(): Promise<void>;
  /** Clocks of other machines that it can ask: a server's. */
  readonly times: readonly (() => Promise<Instant>)[];
  close(): Promise<void>;
}

export const isPostgresUrl = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** Opens `postgres://…` or a SQLite file, checks that it is whole and upgrades its tables. Throws DatabaseUnusable. */
export async function openDatabase(url: string): Promise<Database> {
  try {
    return isPostgresUrl(url) ? await openPostgres(url) : await openFile(url);
  } catch (error) {
    throw openingFault(error, url);
  }
}

async function openPostgres(url: string): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: postgresDialect(url) });
  await migrate(db, 'postgres', () => {});
  return {
    dialect: 'postgres',
    db,
    transact: (act) => transactOnPostgres(db, act),
    damage: () => null,
    scrub: async () => {},
    times: [() => serverTime(db)],
    close: () => db.destroy(),
  };
}

async function openFile(path: string): Promise<Database> {
  const file = openSqlite(path);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(file) });
  try {
    if (damageIn(file) !== null) throw new DatabaseUnusable(damagedText(path));
    await migrate(db, 'sqlite', (last) => copyBefore(file, path, last));
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    dialect: 'sqlite',
    db,
    transact: (act) => db.transaction().execute(act),
    damage: () => damageIn(file),
    scrub: () => scrub(db),
    times: [],
    close: () => db.destroy(),
  };
}

/**
 * What is deleted is overwritten where it stood, but not where it had stood before its page was rearranged, and
 * not in the write-ahead log: the file is written anew, and the log is emptied. Seven seconds a gigabyte.
 */
async function scrub(db: Db): Promise<void> {
  await sql`vacuum`.execute(db);
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  if (rows[0]?.busy !== 0)
    throw new Fault(
      'passing',
      'log-in-use',
      'Another process reads the database, so what was deleted is still in its log: it is tried again.',
    );
}

async function serverTime(db: Db): Promise<Instant> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return toInstant(rows[0]?.now.toISOString() ?? '');
}

/** Runs the steps the tables lack, in one transaction. `before` is told the last one they have, when there is one. */
async function migrate(db: Db, dialect: Dialect, before: (last: string) => void): Promise<void> {
  const migrator = new Migrator({ db, provider: migrationsFor(dialect) });
  try {
    const steps = await migrator.getMigrations();
    const known = new Set(steps.map(({ name }) => name));
    const newer = (await executedIn(db)).filter((name) => !known.has(name));
    if (newer.length > 0)
      throw new DatabaseUnusable(
        `The database was made by a newer version of the desk (${newer.join(', ')}): install that version again, or put back a copy from before it.`,
      );
    const last = steps.findLast(({ executedAt }) => executedAt !== undefined)?.name;
    if (last !== undefined && steps.some(({ executedAt }) => executedAt === undefined)) before(last);
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } catch (error) {
    if (dialect === 'postgres') await db.destroy();
    throw error;
  }
}

async function executedIn(db: Db): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const ledger = db as unknown as Kysely<{ kysely_migration: { name: string } }>;
  return (await ledger.selectFrom('kysely_migration').select('name').execute()).map(({ name }) => name);
}

/** A copy made before a migration is kept so long: it holds what is erased in the meantime. */
const COPY_DAYS = 7;

/** Copies the database beside itself before its tables change, and deletes copies that are old. */
function copyBefore(file: DatabaseSync, path: string, last: string): void {
  if (path === ':memory:') return;
  const copy = `${path}.after-${last}`;
  rmSync(copy, { force: true });
  // SQLite writes into an empty file, and leaves its rights as they are.
  writeFileSync(copy, '', { mode: OWN_ONLY });
  file.prepare('vacuum into ?').run(copy);
}

/** Deletes the copies that were made before migrations and are old; called at each start and every night. */
export function deleteOldCopies(path: string, now: number): number {
  if (path === ':memory:' || isPostgresUrl(path)) return 0;
  const old = copiesOf(path).filter((copy) => statSync(copy).mtimeMs < now - COPY_DAYS * 24 * 3_600_000);
  for (const copy of old) rmSync(copy, { force: true });
  return old.length;
}
