import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database/open.ts';
import type { UnitOfWork } from '../../src/stores.ts';
import { buildRequest } from '../builders.ts';
import { type RestartablePostgres, startPostgres } from '../support/postgres.ts';
import { buildUnitOfWork } from '../support/testUnitOfWork.ts';

/** The server is ended and started again so often; twenty times where somebody asks for it. */
const RESTARTS = Number(process.env.POSTGRES_RESTARTS ?? 2);

/** Acts under way at once while the server restarts. */
const WORKERS = 8;

let server: RestartablePostgres;

beforeAll(async () => {
  server = await startPostgres({ outlivesRestarts: true });
});

afterAll(() => server.stop());

let database: Database | undefined;

const opened = async (url: string): Promise<UnitOfWork> => {
  database = await openDatabase(url);
  return buildUnitOfWork(database);
};

afterEach(async () => {
  await database?.close();
});

const insert = (uow: UnitOfWork, id: string): Promise<void> =>
  uow.run(({ requests }) => requests.insert(buildRequest({ id })));

const stored = (uow: UnitOfWork, id: string) => uow.read(({ requests }) => requests.find(id));

describe('a connection to PostgreSQL that is lost in the midst of an act', () => {
  /** Lets everything through, until it is told to cut the connection at the next commit. */
  let proxy: Server;
  let cutAt: 'never' | 'before' | 'after';
  let url: string;

  beforeEach(async () => {
    cutAt = 'never';
    const { hostname, port } = new URL(server.url);
    const sockets = new Set<Socket>();
    proxy = createServer((client) => {
      const upstream = connect(Number(port), hostname);
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => {});
      }
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
      upstream.pipe(client);
      client.on('data', (bytes) => {
        const isCommit = bytes.includes('commit');
        if (!isCommit || cutAt === 'never') return void upstream.write(bytes);
        if (cutAt === 'after') {
          upstream.unpipe(client);
          upstream.once('data', () => client.destroy());
          upstream.write(bytes);
          upstream.resume();
        } else client.destroy();
        cutAt = 'never';
      });
    });
    await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
    const address = proxy.address();
    const through = new URL(server.url);
    through.port = String(typeof address === 'object' && address ? address.port : 0);
    url = through.href;
    return async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    };
  });

  it.each([
    'before',
    'after',
  ] as const)('is done once when it is cut %s the commit reaches the server, and the process lives', async (when) => {
    const uow = await opened(url);
    let tries = 0;
    cutAt = when;
    await uow.run(async ({ requests }) => {
      tries += 1;
      await requests.insert(buildRequest({ id: `R-${when}` }));
    });
    expect(tries).toBe(when === 'before' ? 2 : 1);
    expect(await stored(uow, `R-${when}`)).toBeDefined();
  });

  it('is done again when the server ends the connection while the act has it', async () => {
    const uow = await opened(server.url);
    let tries = 0;
    await uow.run(async (context) => {
      tries += 1;
      await context.requests.insert(buildRequest({ id: 'R-ENDED' }));
      if (tries === 1) await endConnections(uow);
      await context.requests.find('R-ENDED');
    });
    expect(tries).toBe(2);
    expect(await stored(uow, 'R-ENDED')).toBeDefined();
  });

  /** Ends every connection but the one that asks, as an administrator does. */
  async function endConnections(uow: UnitOfWork): Promise<void> {
    const other = await openDatabase(server.url);
    const { sql } = await import('kysely');
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`.execute(
      other.db,
    );
    await other.close();
    expect(uow).toBeDefined();
  }
});

describe('a PostgreSQL server that restarts under load', () => {
  it(`loses nothing that was acknowledged and does nothing twice, over ${RESTARTS} restarts`, async () => {
    const uow = await opened(server.url);
    const acknowledged: string[] = [];
    const failed: string[] = [];
    let isOver = false;
    const worker = async (name: number): Promise<void> => {
      for (let at = 0; !isOver; at += 1) {
        const id = `R-${name}-${at}`;
        await insert(uow, id).then(
          () => acknowledged.push(id),
          () => failed.push(id),
        );
      }
    };
    const workers = Array.from({ length: WORKERS }, (_, name) => worker(name));
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      const before = acknowledged.length;
      while (acknowledged.length < before + 50) await new Promise((next) => setTimeout(next, 5));
      await server.restart();
    }
    isOver = true;
    await Promise.all(workers);
    const there = new Set<string>();
    for (const id of [...acknowledged, ...failed]) if (await stored(uow, id)) there.add(id);
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    // What was said to have failed was not done later.
    expect(failed.filter((id) => there.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(50);
  });
});
