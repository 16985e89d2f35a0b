import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export interface ChildOptions {
  readonly entry: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a package's program under this Node. It ends with this process, whatever ends that. */
export function startChild({ entry, args, folder, environment = {} }: ChildOptions): ChildProcess {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, ...environment },
  });
  const endWithParent = () => child.kill('SIGKILL');
  process.once('exit', endWithParent);
  child.once('exit', () => process.removeListener('exit', endWithParent));
  return child;
}

/** So long that what is not ready by then never will be, on however busy a machine. */
const NEVER_MS = 5 * 60_000;

/** Waits until a program that was started is ready. Throws when it ends before, or is not ready after five minutes. */
export async function untilReady(child: ChildProcess, name: string, isReady: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + NEVER_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${name} ended at its start (code ${child.exitCode})`);
    if (await isReady()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} was not ready within five minutes`);
}

export const takesConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });

/** SIGTERM lets it write what it holds; what does not end in five seconds is killed. */
export function endChild(child: ChildProcess): Promise<void> {
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

/** Below the ports of outgoing connections (Linux: 32768 and up), so that none of those takes one meanwhile. */
const PORTS = { from: 12_000, before: 32_000 } as const;

const MAX_ATTEMPTS = 50;

/** Gives a port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  for (let tried = 1; ; tried += 1) {
    const port = randomInt(PORTS.from, PORTS.before);
    try {
      const server = createServer().listen(port, '127.0.0.1');
      await once(server, 'listening');
      await once(server.close(), 'close');
      return port;
    } catch (error) {
      if (tried === MAX_ATTEMPTS) throw error;
    }
  }
}
