import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import type { UnitOfWorkDeps } from '../../src/app/unitOfWork.ts';
import { auditReader } from '../../src/features/audit/store.ts';
import type { OutboxQueue } from '../../src/features/messaging/outboxStore.ts';
import { outboxQueue } from '../../src/features/messaging/outboxStore.ts';
import { type Database, openDatabase } from '../../src/platform/database/open.ts';
import type { AuditReader, UnitOfWork } from '../../src/stores.ts';
import { createDatabase, type TestPostgres } from './postgres.ts';
import { buildUnitOfWork } from './testUnitOfWork.ts';

/** Every database a desk may keep its state in. */
export const DIALECTS = ['SQLite in a file', 'SQLite in memory', 'PostgreSQL'] as const;

export type DialectName = (typeof DIALECTS)[number];

/** A database as one process of the desk has it open. */
export interface Instance {
  readonly database: Database;
  readonly uow: UnitOfWork;
  readonly queue: OutboxQueue;
  readonly audit: AuditReader;
}

export interface TestDatabase {
  /** Its address, as DATABASE_URL gives it. */
  readonly url: string;
  readonly first: Instance;
  /**
   * A second process on the same data. On PostgreSQL it has connections of its own; SQLite has one process,
   * so there it is the first.
   */
  readonly second: Instance;
  /** How many commits said that they had filled the outbox. */
  filled(): number;
}

/** Opens a fresh database before the tests of this block and closes it behind them. */
export function useDatabase(dialect: DialectName, parts: Partial<UnitOfWorkDeps> = {}): () => TestDatabase {
  let open: (TestDatabase & { close(): Promise<void> }) | undefined;
  beforeAll(async () => {
    open = await openTestDatabase(dialect, parts);
  });
  afterAll(() => open?.close());
  return () => {
    if (!open) throw new Error('The database opens before the tests');
    return open;
  };
}

async function openTestDatabase(
  dialect: DialectName,
  parts: Partial<UnitOfWorkDeps>,
): Promise<TestDatabase & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'));
  const postgres: TestPostgres | undefined =
    dialect === 'PostgreSQL' ? await createDatabase(inject('postgresUrl')) : undefined;
  const url = postgres?.url ?? (dialect === 'SQLite in memory' ? ':memory:' : join(folder, 'desk.sqlite'));
  let filled = 0;
  const instance = async (): Promise<Instance> => {
    const database = await openDatabase(url);
    const uow = buildUnitOfWork(database, {
      ...parts,
      outboxFilled: () => {
        filled += 1;
      },
    });
    return { database, uow, queue: outboxQueue(database.db), audit: auditReader(database.db) };
  };
  const first = await instance();
  const second = postgres ? await instance() : first;
  return {
    url,
    first,
    second,
    filled: () => filled,
    close: async () => {
      await first.database.close();
      if (second !== first) await second.database.close();
      await postgres?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
