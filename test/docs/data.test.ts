import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/platform/database/open.ts';
import { CONTAINERS } from '../../src/platform/storage/connect.ts';

const ROOT = new URL('../../', import.meta.url);

const page = readFileSync(new URL('docs/data.md', ROOT), 'utf8');

/** What stands in the first column of the tables under a heading. */
const named = (heading: string): readonly string[] =>
  (page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

describe('the page on data', () => {
  it('names every table of the database, and none that is not there', async () => {
    const database = await openDatabase(':memory:');
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`.execute(database.db);
    await database.close();
    expect([...named('In the database')].sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('names every container', () => {
    expect(new Set(named('In Azure Blob Storage'))).toEqual(new Set(Object.values(CONTAINERS)));
  });

  it('points to code that is there', () => {
    const files = [...page.matchAll(/`(src\/[^`]+\.ts)`/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => !existsSync(new URL(file, ROOT)))).toEqual([]);
  });
});
