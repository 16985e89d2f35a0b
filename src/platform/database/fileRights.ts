import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Read and write for the account that the desk runs as, nothing for anybody else. */
export const OWN_ONLY = 0o600;

/** The copies of a database that were made before its tables changed. */
export const copiesOf = (path: string): readonly string[] =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.after-`))
    .map((name) => join(dirname(path), name));

/** Makes the file for the desk's account alone where there is none, and narrows what is there. */
export function keepFromOthers(path: string): void {
  if (path === ':memory:' || !existsSync(dirname(path))) return;
  try {
    // Never one that is there: closing it would let go of the locks that SQLite has on it in this process.
    if (!existsSync(path)) writeFileSync(path, '', { mode: OWN_ONLY, flag: 'wx' });
    for (const file of openToOthers(path)) chmodSync(file, OWN_ONLY);
  } catch {
    // A folder that cannot be written SQLite says itself, and another account's file the doctor.
  }
}

/** What of the database (its file, SQLite's log beside it, copies) others on this machine may read or write. */
export const openToOthers = (path: string): readonly string[] =>
  process.platform === 'win32'
    ? []
    : [path, `${path}-wal`, `${path}-shm`, ...copiesOf(path)].filter(
        (file) => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0,
      );
