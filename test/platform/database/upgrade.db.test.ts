import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { type MigrationProvider, Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GENESIS, hashOf } from '../../../src/features/audit/model/chain.ts';
import { auditLog } from '../../../src/features/audit/sequenceStore.ts';
import { auditReader } from '../../../src/features/audit/store.ts';
import { DatabaseUnusable, openingFault } from '../../../src/platform/database/databaseFaults.ts';
import { baseline } from '../../../src/platform/database/migrations/0001-baseline.ts';
import { deleteOldCopies, openDatabase } from '../../../src/platform/database/open.ts';
import { openSqlite, sqliteDialect } from '../../../src/platform/database/sqlite.ts';
import type { Tables } from '../../../src/platform/database/tables.ts';
import { NOW } from '../../builders.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-upgrade-'));
  file = join(folder, 'desk.sqlite');
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** What a process that is killed before each statement would leave on the disk, one folder each. */
async function leftByKills(path: string): Promise<readonly string[]> {
  const left: string[] = [];
  let isOpening = true;
  const keep = (): void => {
    if (!isOpening || !existsSync(path)) return;
    const copy = join(folder, `kill-${left.length}`);
    mkdirSync(copy);
    for (const ending of ['', '-wal', '-journal'])
      if (existsSync(path + ending)) copyFileSync(path + ending, join(copy, `desk.sqlite${ending}`));
    left.push(join(copy, 'desk.sqlite'));
  };
  for (const [owner, method] of [
    [DatabaseSync.prototype, 'exec'],
    [StatementSync.prototype, 'run'],
    [StatementSync.prototype, 'all'],
  ] as const) {
    const methods = owner as unknown as Record<string, (...args: unknown[]) => unknown>;
    const real = methods[method] as (...args: unknown[]) => unknown;
    vi.spyOn(methods, method).mockImplementation(function (this: unknown, ...args: unknown[]) {
      keep();
      return real.apply(this, args);
    });
  }
  await (await openDatabase(path)).close();
  isOpening = false;
  vi.restoreAllMocks();
  return left;
}

const tablesIn = (path: string): readonly string[] => {
  const database = new DatabaseSync(path);
  const rows = database.prepare("select name from sqlite_master where type = 'table'").all();
  database.close();
  return rows.map(({ name }) => String(name)).sort();
};

const open = async (path: string): Promise<void> => (await openDatabase(path)).close();

/** A file as the first version of the desk made it, with something in it. */
async function asBefore(path: string): Promise<void> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(openSqlite(path)) });
  const first = {
    getMigrations: async () => ({ '0001-baseline': { up: (on: Kysely<unknown>) => baseline(on, 'sqlite') } }),
  };
  const { error } = await new Migrator({ db, provider: first as MigrationProvider }).migrateToLatest();
  if (error) throw error;
  await db.insertInto('job_state').values({ name: 'mark', value: 'kept' }).execute();
  await db.destroy();
}

describe('a process that is killed at any statement of its first start or of an upgrade', () => {
  it('leaves a file that the next start brings up to date', async () => {
    const left = await leftByKills(file);
    expect(left.length).toBeGreaterThan(50);
    const tables = tablesIn(file);
    for (const each of left) {
      await open(each);
      expect(tablesIn(each)).toEqual(tables);
    }
  });

  it('leaves everything that was in it', async () => {
    await open(join(folder, 'new.sqlite'));
    const tables = tablesIn(join(folder, 'new.sqlite'));
    await asBefore(file);
    const left = await leftByKills(file);
    for (const each of left) {
      await open(each);
      expect(tablesIn(each)).toEqual(tables);
      const database = new DatabaseSync(each);
      expect(database.prepare('select value from job_state').all()).toEqual([{ value: 'kept' }]);
      database.close();
    }
  });
});

describe('an upgrade', () => {
  it('leaves every event of the audit its number and hash, and the chain goes on behind them', async () => {
    await asBefore(file);
    const before = new DatabaseSync(file);
    const event = { at: NOW, actor: 'p-1', action: 'request.approve', subject: 'R-1', outcome: 'ok', detail: { n: 1 } };
    const hash = hashOf(event, 1, GENESIS);
    before
      .prepare('insert into audit_events values (1, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(NOW, 'p-1', 'request.approve', 'R-1', 'ok', '{"n":1}', GENESIS, hash);
    before.prepare('update audit_head set seq = 1, hash = ?').run(hash);
    before.close();
    const database = await openDatabase(file);
    await auditLog(database.db).append({ ...event, subject: 'R-2' });
    const audit = auditReader(database.db);
    expect(await audit.verify()).toBeUndefined();
    const events = [];
    for await (const each of audit.events()) events.push(each);
    await database.close();
    expect(events).toMatchObject([
      { seq: 1, hash, subject: 'R-1' },
      { seq: 2, previous: hash, subject: 'R-2' },
    ]);
  });

  it('makes a copy of the file as it was first, which goes after a week', async () => {
    await asBefore(file);
    await open(file);
    await open(file);
    const [copy = ''] = readdirSync(folder).filter((name) => name.includes('.after-'));
    expect(copy).toBe('desk.sqlite.after-0001-baseline');
    expect(tablesIn(join(folder, copy))).not.toContain('held_locks');
    expect(statSync(join(folder, copy)).mode & 0o077).toBe(0);
    expect(tablesIn(file)).toContain('held_locks');
    const now = Date.now();
    expect(deleteOldCopies(file, now)).toBe(0);
    utimesSync(join(folder, copy), new Date(now), new Date(now - 7 * 24 * 3_600_000 - 1_000));
    expect(deleteOldCopies(file, now)).toBe(1);
    expect(existsSync(file)).toBe(true);
  });
});

describe('a database that cannot be used', () => {
  const said = (path: string): Promise<string> =>
    openDatabase(path).then(
      () => 'opened',
      (error: unknown) => (error instanceof DatabaseUnusable ? error.message : `unexpected: ${error}`),
    );

  it('made by a newer version is said to be, and is left as it is', async () => {
    await open(file);
    const database = new DatabaseSync(file);
    database.exec("insert into kysely_migration values ('9999-later', '2027-01-01')");
    database.close();
    expect(await said(file)).toContain('made by a newer version of the desk (9999-later)');
    expect(tablesIn(file)).toContain('requests');
  });

  it('that is damaged is said to be', async () => {
    await open(file);
    const database = new DatabaseSync(file);
    const { rootpage } = database
      .prepare("select rootpage from sqlite_master where name = 'requests_by_state'")
      .get() as { rootpage: number };
    const { page_size: size } = database.prepare('pragma page_size').get() as { page_size: number };
    database.exec("insert into requests values ('R-1', 0, 'submitted', 'x', 'y', null, '{}')");
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
    const { open: openFile } = await import('node:fs/promises');
    const handle = await openFile(file, 'r+');
    await handle.write(Buffer.alloc(size, 0x5a), 0, size, (rootpage - 1) * size);
    await handle.close();
    expect(await said(file)).toContain('is damaged');
  });

  it('that is no database, or whose folder is missing, is said to be', async () => {
    writeFileSync(file, 'These are the holiday photographs of the practice.'.repeat(100));
    expect(await said(file)).toContain('is no database of the desk');
    expect(await said(join(folder, 'none', 'desk.sqlite'))).toContain('cannot be opened');
  });

  it('that another process has locked is said to be', async () => {
    await open(file);
    const other = new DatabaseSync(file);
    other.exec('pragma locking_mode = exclusive; begin exclusive');
    expect(await said(file)).toContain('has the database');
    other.close();
  });

  it.each([
    [{ errcode: 8 }, 'cannot be written'],
    [{ errcode: 1_544 }, 'cannot be written'],
    [{ errcode: 13 }, 'is full'],
    [{ errcode: 10 }, 'does not work'],
    [{ errcode: 11 }, 'is damaged'],
    [{ code: 'ECONNREFUSED' }, 'No PostgreSQL server answers'],
    [{ code: '28P01' }, 'refuses the name or the password'],
    [{ code: '3D000' }, 'is not there'],
    [{ code: '53100' }, 'is full'],
  ])('by %j is said in a sentence', (fault, sentence) => {
    const said = openingFault(Object.assign(new Error('x'), fault), file);
    expect(said).toBeInstanceOf(DatabaseUnusable);
    expect((said as Error).message).toContain(sentence);
  });
});
