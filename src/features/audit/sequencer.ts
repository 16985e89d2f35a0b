import { setTimeout as wait } from 'node:timers/promises';
import { causeOf } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/ports.ts';
import type { AuditReader } from './store.ts';

/** What is committed within so many milliseconds is numbered together. */
const TOGETHER_MS = 20;

/** Numbers events soon after they are committed, many at once. What fails is tried again at the next tick. */
export function createSequencer(audit: Pick<AuditReader, 'sequence'>, log: Log) {
  let next: Promise<void> | undefined;
  let isStopped = false;
  let last = Promise.resolve();
  const attempt = (): Promise<void> => {
    last = last.then(audit.sequence).catch((error) => log.error('audit.not-sequenced', causeOf(error)));
    return last;
  };
  const soon = async (): Promise<void> => {
    await wait(TOGETHER_MS);
    next = undefined;
    await attempt();
  };
  return {
    /** Called after a commit that may have left an event. */
    wake: (): void => {
      if (!isStopped) next ??= soon();
    },
    /** Numbers what is left, and no more after that. */
    stop: async (): Promise<void> => {
      isStopped = true;
      await next;
      await attempt();
    },
  };
}
