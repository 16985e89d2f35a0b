import type { MigrationProvider } from 'kysely/migration';
import type { Dialect } from './dialect.ts';
import { baseline } from './migrations/0001-baseline.ts';

/** One list of steps for both databases, in the order of their names. */
export const migrationsFor = (dialect: Dialect): MigrationProvider => ({
  getMigrations: async () => ({ '0001-baseline': { up: (db) => baseline(db, dialect) } }),
});
