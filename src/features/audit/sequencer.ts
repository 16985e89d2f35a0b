import { setTimeout as wait } from 'node:timers/promises';
import { causeOf } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/ports.ts';
import type { AuditReader } from './store.ts';

/** What is committed within so many milliseconds is numbered together. */
const TOGETHER_MS = 20;

export interface Sequencer {
  /** Called after a commit that may have left an event. */
  readonly wake: () => void;
  /** Numbers what is left, and no more after that. */
  readonly stop: () => Promise<void>;
}

/** Numbers events soon after they are committed, many at once. What fails is tried again at the next tick. */
export function createSequencer(audit: Pick<AuditReader, 'sequence'>, log: Log): Sequencer {
  let asked = false;
  let running: Promise<void> | undefined;
  let isStopped = false;
  const attempt = (): Promise<void> =>
    audit.sequence().catch((error) => log.error('audit.not-sequenced', causeOf(error)));
  const run = async (): Promise<void> => {
    while (asked && !isStopped) {
      await wait(TOGETHER_MS);
      asked = false;
      await attempt();
    }
    running = undefined;
  };
  return {
    wake: () => {
      asked = true;
      if (!isStopped) running ??= run();
    },
    stop: async () => {
      isStopped = true;
      await running;
      await attempt();
    },
  };
}
