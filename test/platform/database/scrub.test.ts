import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/platform/database/open.ts';

let folder: string;
let file: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-scrub-'));
  file = join(folder, 'desk.sqlite');
  database = await openDatabase(file);
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const WORD = 'complaint-about-a-bill';

/** How often the word stands in the file and its log, whatever SQLite calls those bytes. */
const traces = (): number =>
  ['', '-wal']
    .map((ending) => readFileSync(file + ending, 'latin1').split(WORD).length - 1)
    .reduce((sum, count) => sum + count, 0);

/** Rows that grow and are moved from page to page, as requests do until they are over, and are then erased. */
async function writeAndErase(): Promise<void> {
  const { db } = database;
  for (let n = 0; n < 600; n += 1) {
    await db
      .insertInto('job_state')
      .values({ name: `row-${(n * 7919) % 600}`, value: WORD.repeat(1 + (n % 13)) })
      .execute();
    if (n % 3 === 0)
      await db
        .updateTable('job_state')
        .set({ value: WORD.repeat(1 + (n % 41)) })
        .where('name', '=', `row-${(((n / 3) | 0) * 7919) % 600}`)
        .execute();
  }
  await db.updateTable('job_state').set({ value: 'erased' }).execute();
}

describe('a SQLite file that is scrubbed', () => {
  it('holds nothing of what was erased, in no byte of it nor of its log', async () => {
    await writeAndErase();
    expect(traces()).toBeGreaterThan(0);
    await database.scrub();
    expect(traces()).toBe(0);
    expect(statSync(`${file}-wal`).size).toBe(0);
    const rows = await database.db.selectFrom('job_state').selectAll().execute();
    expect(rows).toHaveLength(600);
    expect(database.damage()).toBeNull();
  });

  it('waits for an act that is under way', async () => {
    const asked = Promise.withResolvers<void>();
    const act = database.transact(async (trx) => {
      await trx.insertInto('job_state').values({ name: 'act', value: 'done' }).execute();
      await asked.promise;
    });
    const scrubbed = database.scrub();
    asked.resolve();
    await Promise.all([act, scrubbed]);
    expect(await database.db.selectFrom('job_state').selectAll().execute()).toHaveLength(1);
  });

  it('says that it could not be while another process reads it, and can be afterwards', async () => {
    await writeAndErase();
    const other = new DatabaseSync(file);
    other.exec('begin; select * from job_state');
    await database.db.updateTable('job_state').set({ value: WORD }).execute();
    await database.db.updateTable('job_state').set({ value: 'erased' }).execute();
    await expect(database.scrub()).rejects.toMatchObject({ kind: 'passing', code: 'log-in-use' });
    other.close();
    await database.scrub();
    expect(traces()).toBe(0);
  });
});
