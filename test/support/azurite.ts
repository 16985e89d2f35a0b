import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';

/** The account every Azurite has; published, and no secret. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface Azurite {
  readonly connectionString: string;
  /** Address of the account, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Ends it and removes what it stored. */
  stop(): Promise<void>;
  /** Storage goes away: connections are refused, what is stored stays. */
  goAway(): Promise<void>;
  /** Storage stops answering but takes connections, until `restart` or `stop`. */
  freeze(): void;
  /** Storage comes back on the same port with all it held. */
  restart(): Promise<void>;
}

/** Files in PEM. Without it the emulator speaks plain HTTP. */
export interface Tls {
  readonly certFile: string;
  readonly keyFile: string;
}

const entry = (): string => createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');

/** Its API versions lag behind the SDK's, hence `skipApiVersionCheck`. Sign-in by token is to be had with TLS only. */
function launch(folder: string, port: number, tls?: Tls): ChildProcess {
  const flags = ['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--blobHost', '127.0.0.1'];
  if (tls) flags.push('--oauth', 'basic', '--cert', tls.certFile, '--key', tls.keyFile);
  const child = spawn(
    process.execPath,
    [entry(), ...flags, '--blobPort', String(port), '--location', folder],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const endWithParent = () => child.kill('SIGKILL');
  process.once('exit', endWithParent);
  child.once('exit', () => process.removeListener('exit', endWithParent));
  return child;
}

const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });

/** It listens only once its stores are open. */
async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Azurite ended with code ${child.exitCode}`);
    if (await takesConnections(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Azurite did not listen within a minute');
}

/** SIGTERM lets it write its index; what does not end in five seconds is killed. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGCONT');
    child.kill('SIGTERM');
  });
}

/**
 * Starts Azure Blob Storage's emulator as its own process, on a free loopback port, storing in a temporary folder (not in memory: what
 * it holds must outlive `goAway`).
 */
export async function startAzurite({ tls }: { readonly tls?: Tls } = {}): Promise<Azurite> {
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  const port = await freePort();
  const protocol = tls ? 'https' : 'http';
  const url = `${protocol}://127.0.0.1:${port}/${ACCOUNT}`;
  let child = launch(folder, port, tls);
  await untilListening(port, child);
  return {
    connectionString: `DefaultEndpointsProtocol=${protocol};AccountName=${ACCOUNT};AccountKey=${KEY};BlobEndpoint=${url};`,
    url,
    port,
    freeze: () => void child.kill('SIGSTOP'),
    goAway: () => ended(child),
    async restart() {
      await ended(child);
      child = launch(folder, port, tls);
      await untilListening(port, child);
    },
    async stop() {
      await ended(child);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
