import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepFromOthers, openToOthers } from '../../../src/platform/database/fileRights.ts';
import { openDatabase } from '../../../src/platform/database/open.ts';

let folder: string;
let file: string;
let mask: number;

beforeEach(() => {
  // What most accounts have: new files may be read by everybody.
  mask = process.umask(0o022);
  folder = mkdtempSync(join(tmpdir(), 'desk-rights-'));
  file = join(folder, 'desk.sqlite');
});

afterEach(() => {
  process.umask(mask);
  rmSync(folder, { recursive: true });
});

/** Each file of the folder with its rights. */
const rights = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
  );

const ALL_OWN = { 'desk.sqlite': '600', 'desk.sqlite-wal': '600', 'desk.sqlite-shm': '600' };

describe.skipIf(process.platform === 'win32')('the database’s file', () => {
  it('is made for the desk’s own account alone, with what SQLite keeps beside it', async () => {
    const database = await openDatabase(file);
    await database.db.insertInto('job_state').values({ name: 'mark', value: 'kept' }).execute();
    expect(rights()).toEqual(ALL_OWN);
    await database.scrub();
    expect(rights()).toEqual(ALL_OWN);
    expect(openToOthers(file)).toEqual([]);
    await database.close();
  });

  it('that others may read is narrowed when it is opened, with all that belongs to it', async () => {
    const killed = await openDatabase(file);
    writeFileSync(`${file}.after-0001-baseline`, 'an older copy');
    writeFileSync(join(folder, 'desk.sqlite-notes'), 'nobody’s business');
    const names = ['desk.sqlite', 'desk.sqlite-wal', 'desk.sqlite-shm', 'desk.sqlite.after-0001-baseline'];
    for (const name of names) chmodSync(join(folder, name), 0o664);
    expect(openToOthers(file)).toEqual(names.map((name) => join(folder, name)));
    const database = await openDatabase(file);
    expect(openToOthers(file)).toEqual([]);
    expect(rights()).toEqual({ ...ALL_OWN, 'desk.sqlite.after-0001-baseline': '600', 'desk.sqlite-notes': '644' });
    await database.close();
    await killed.close();
  });

  it.each([0o640, 0o604, 0o620, 0o601])('with the rights %o is named as open to others', (mode) => {
    writeFileSync(file, '');
    chmodSync(file, mode);
    expect(openToOthers(file)).toEqual([file]);
  });

  it('that is not there, or not in a file, is no fault of its rights', () => {
    keepFromOthers(':memory:');
    keepFromOthers(join(folder, 'none', 'desk.sqlite'));
    expect(readdirSync(folder)).toEqual([]);
  });
});
