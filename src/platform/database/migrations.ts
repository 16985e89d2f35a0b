import type { Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';
import type { Dialect } from './dialect.ts';
import { mainJob } from './migrations/0001-requests.ts';
import { retention } from './migrations/0002-retention.ts';
import { cases } from './migrations/0003-cases.ts';

type Db = Kysely<unknown>;

/** One list of steps for both databases; only the automatic key and the byte order of text are spelt differently. */
export const migrationsFor = (dialect: Dialect): MigrationProvider => ({
  getMigrations: async (): Promise<Record<string, Migration>> => ({
    '0001-main-job': { up: (db: Db) => mainJob(db, dialect) },
    '0002-retention': { up: (db: Db) => retention(db, dialect) },
    '0003-cases': { up: (db: Db) => cases(db, dialect) },
  }),
});
