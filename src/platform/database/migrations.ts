import type { MigrationProvider } from 'kysely/migration';
import { baseline } from './migrations/0001-baseline.ts';
import { heldLocks } from './migrations/0002-held-locks.ts';
import { whatRecordingsHold } from './migrations/0003-what-recordings-hold.ts';
import { setAside } from './migrations/0004-set-aside.ts';
import { auditSequence } from './migrations/0005-audit-sequence.ts';
import { accounts } from './migrations/0006-accounts.ts';
import { shortWords } from './migrations/0007-short-words.ts';
import type { Dialect } from './tables.ts';

/** One list of steps for both databases, in the order of their names. */
export const migrationsFor = (dialect: Dialect): MigrationProvider => ({
  getMigrations: async () => ({
    '0001-baseline': { up: (db) => baseline(db, dialect) },
    '0002-held-locks': { up: heldLocks },
    '0003-what-recordings-hold': { up: whatRecordingsHold },
    '0004-set-aside': { up: (db) => setAside(db, dialect) },
    '0005-audit-sequence': { up: (db) => auditSequence(db, dialect) },
    '0006-accounts': { up: (db) => accounts(db, dialect) },
    '0007-short-words': { up: shortWords },
  }),
});
