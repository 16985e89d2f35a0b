import cron from 'node-cron';

export interface Ticks {
  stop(): Promise<void>;
}

/** Twice the cron's pace: a cron that sleeps through midnight or a clock change is not missed. */
const PLAIN_EVERY_MS = 30_000;

/** Calls `tick` at start, on every minute by node-cron, and on a plain timer. What is due is decided elsewhere. */
export function startTicks(tick: () => Promise<void>): Ticks {
  const safely = (): void => {
    tick().catch(() => {}); // the runner has logged it
  };
  const task = cron.schedule('* * * * *', safely);
  const timer = setInterval(safely, PLAIN_EVERY_MS);
  safely();
  return {
    stop: async () => {
      clearInterval(timer);
      await task.destroy();
    },
  };
}
