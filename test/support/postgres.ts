import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './ports.ts';
import { type Account, packagedProgram, postgresAccount, usableProgram } from './postgresProgram.ts';

export interface TestPostgres {
  /** `postgres://` address of an empty database. */
  readonly url: string;
  /** Ends what was started, or removes what was made, with all its data. */
  stop(): Promise<void>;
}

export interface RestartablePostgres extends TestPostgres {
  /** Ends the server in the midst of whatever it does, and starts it again on its data. */
  restart(): Promise<void>;
}

const run = promisify(execFile);

/** Nothing here outlives the machine, so nothing need reach the disk. */
const FAST = ['-c', 'fsync=off', '-c', 'full_page_writes=off'];

/** Nothing here outlives the server's process either. */
const FASTER = ['-c', 'synchronous_commit=off'];

const SMALL = ['-c', 'shared_buffers=32MB', '-c', 'max_connections=200', '-c', 'autovacuum=off'];

const LOOPBACK = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];

const USER = 'desk';

const PASSWORD_FILE = 'password';

/**
 * Starts a PostgreSQL server of its own on a free loopback port, with an empty database. Rejects at once, and
 * says why, where it cannot run. `packaged` is where it has been installed.
 */
export async function startPostgres({
  packaged = packagedProgram(),
  outlivesRestarts = false,
} = {}): Promise<RestartablePostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const password = randomBytes(12).toString('hex');
  try {
    const account = await postgresAccount();
    await writeFile(join(folder, PASSWORD_FILE), password, { mode: 0o600 });
    const program = await usableProgram(packaged, account, folder);
    await initialise(program, folder, account);
    const port = await freePort();
    const where = ['-D', join(folder, 'data'), '-p', String(port)];
    const args = [...where, ...FAST, ...(outlivesRestarts ? [] : FASTER), ...SMALL, ...LOOPBACK];
    let server = await serve(program, args, account);
    return {
      url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
      restart: async () => {
        await server.end('SIGQUIT');
        server = await serve(program, args, account);
      },
      stop: async () => {
        await server.end('SIGINT');
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function initialise(program: string, folder: string, account: Account): Promise<void> {
  const flags = [
    `--pgdata=${join(folder, 'data')}`,
    `--username=${USER}`,
    `--pwfile=${join(folder, PASSWORD_FILE)}`,
    '--auth=password',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  await run(join(program, 'bin', 'initdb'), flags, { ...account, cwd: '/' });
}

/** Resolves, with what ends it, once the server takes connections; rejects with its last words when it ends before. */
async function serve(
  program: string,
  args: readonly string[],
  account: Account,
): Promise<{ readonly end: (signal: 'SIGINT' | 'SIGQUIT') => Promise<void> }> {
  const server = spawn(join(program, 'bin', 'postgres'), args, {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  let said = '';
  await new Promise<void>((ready, fail) => {
    server.stderr.on('data', (text) => {
      said = `${said}${text}`.slice(-2_000);
      if (said.includes('ready to accept connections')) ready();
    });
    ended.then(() => fail(new Error(`PostgreSQL ended at its start:\n${said}`)), fail);
  });
  return {
    end: async (signal) => {
      process.removeListener('exit', kill);
      // A fast shutdown cuts connections off; an immediate one ends like a crash.
      server.kill(signal);
      await ended;
    },
  };
}

/** Makes an empty database on a server that other tests use too. */
export async function createDatabase(serverUrl: string): Promise<TestPostgres> {
  const name = `desk_${randomBytes(6).toString('hex')}`;
  await ask(serverUrl, `create database ${name}`);
  return { url: new URL(`/${name}`, serverUrl).href, stop: () => ask(serverUrl, `drop database ${name} with (force)`) };
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
