import { chmodSync, closeSync, existsSync, openSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Read and write for the account that the desk runs as, nothing for anybody else. */
export const OWN_ONLY = 0o600;

const OTHERS = 0o077;

/** The database's file, what SQLite keeps beside it, and copies made before upgrades, as far as they are there. */
const filesOf = (path: string): readonly string[] => [
  ...['', '-wal', '-shm'].map((ending) => path + ending).filter((file) => existsSync(file)),
  ...copiesOf(path),
];

/** The copies of a database that were made before its tables changed. */
export const copiesOf = (path: string): readonly string[] =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.after-`))
    .map((name) => join(dirname(path), name));

/**
 * Makes the file for the desk's account alone where there is none, and narrows what is there: SQLite gives its
 * log the rights of the file.
 */
export function keepFromOthers(path: string): void {
  if (path === ':memory:') return;
  try {
    // Only where there is none: closing a file that SQLite has open in this process would let go of its locks.
    closeSync(openSync(path, 'ax', OWN_ONLY));
  } catch {
    // It is there, or its folder is not, which SQLite says itself.
  }
  try {
    for (const file of openToOthers(path)) chmodSync(file, OWN_ONLY);
  } catch {
    // Another account's file: the doctor names it.
  }
}

/** Which files of the database others on this machine may read or write. */
export const openToOthers = (path: string): readonly string[] =>
  path === ':memory:' || process.platform === 'win32'
    ? []
    : filesOf(path).filter((file) => (statSync(file).mode & OTHERS) !== 0);
