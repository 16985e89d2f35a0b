import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDatabase, startPostgres, type TestPostgres } from './postgres.ts';
import { packagedProgram } from './postgresProgram.ts';

const ask = async (url: string, ...statements: readonly string[]): Promise<readonly object[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly object[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
};

const keepOneCall = (url: string) =>
  ask(url, 'create table calls (parties text)', "insert into calls values ('Mrs Ålder')");

describe('two servers started at once', () => {
  let servers: readonly [TestPostgres, TestPostgres];
  beforeAll(async () => {
    servers = await Promise.all([startPostgres(), startPostgres()]);
  });
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  it('are each an empty UTF-8 database of its own', async () => {
    for (const { url } of servers) {
      await keepOneCall(url);
      expect(await ask(url, 'select parties from calls')).toEqual([{ parties: 'Mrs Ålder' }]);
      expect(await ask(url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    }
  });

  it('hold databases that do not see each other, one of which can be removed while it is in use', async () => {
    const [{ url }] = servers;
    const [one, other] = await Promise.all([createDatabase(url), createDatabase(url)]);
    for (const database of [one, other]) await keepOneCall(database.url);
    const user = new pg.Client({ connectionString: one.url });
    user.on('error', () => {});
    await user.connect();
    await one.stop();
    await expect(ask(one.url, 'select 1')).rejects.toThrow('does not exist');
    expect(await ask(other.url, 'select parties from calls')).toHaveLength(1);
  });

  it('take no connection once they are stopped', async () => {
    for (const server of servers) {
      await server.stop();
      await expect(ask(server.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    }
  });
});

it('rejects at once, and says what to do, where PostgreSQL is not installed', async () => {
  await expect(startPostgres({ packaged: '/nowhere' })).rejects.toThrow(
    'PostgreSQL does not run from /nowhere. Run npm ci again.',
  );
});

describe.runIf(process.getuid?.() === 0)('as root, in a folder that no other user can enter', () => {
  let closed: string;
  beforeAll(async () => {
    closed = await mkdtemp(join(tmpdir(), 'closed-'));
    await chmod(closed, 0o700);
    await cp(packagedProgram(), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    await mkdir(join(closed, 'tmp'));
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => rm(closed, { recursive: true, force: true }));

  it('starts a server from a copy', async () => {
    const server = await startPostgres({ packaged: join(closed, 'native') });
    expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('rejects at once, and says what to do, where the temporary folder is closed too', async () => {
    vi.stubEnv('TMPDIR', join(closed, 'tmp'));
    for (const packaged of [join(closed, 'native'), packagedProgram()])
      await expect(startPostgres({ packaged })).rejects.toThrow(
        'Set TMPDIR to a folder that every user can enter and run programs in',
      );
  });
});
