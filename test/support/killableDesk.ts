import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ChildSettings } from './deskChild.ts';

export interface KillableDesk {
  /** Resolves when the process has ended, killed or not. */
  readonly ended: Promise<void>;
  kill(): void;
  stop(): Promise<void>;
}

/** Starts the desk in a process of its own and waits until it listens. */
export async function startKillableDesk(settings: ChildSettings): Promise<KillableDesk> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('deskChild.ts', import.meta.url))], {
    env: { ...process.env, DESK_CHILD: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(() => {});
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', (text: Buffer) => {
      if (String(text).includes('ready')) resolve();
    });
  });
  const first = await Promise.race([ready.then(() => 'ready'), ended.then(() => 'ended')]);
  if (first === 'ended') throw new Error('The desk ended at its start');
  return {
    ended,
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
