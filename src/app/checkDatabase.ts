import type { Log } from '../kernel/ports.ts';
import { type Database, deleteOldCopies } from '../platform/database/open.ts';

/** Looks every night whether the database is whole, which health tells until the next look, and lets old copies go. */
export function createDatabaseWatch(database: Database, url: string, log: Log) {
  let isDamaged = false;
  const look = (): void => {
    deleteOldCopies(url, Date.now());
    isDamaged = database.damage() !== null;
    if (isDamaged) log.error('database.damaged');
  };
  deleteOldCopies(url, Date.now());
  return { look, isDamaged: () => isDamaged };
}
