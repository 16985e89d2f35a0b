import { causeOf, Fault } from '../../kernel/fault.ts';
import { addMs, epochMs } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import type { OutboxMessage, OutboxTask } from './model/outboxTask.ts';
import type { OutboxQueue } from './outboxStore.ts';

/** What carries each kind of task out: a kind that nobody carries out is a type error. */
export type TaskHandlers = {
  readonly [Kind in OutboxTask['kind']]: (
    task: Extract<OutboxTask, { readonly kind: Kind }>,
  ) => Promise<void>;
};

export interface DispatcherDeps extends Pick<Deps, 'clock' | 'log'> {
  readonly queue: OutboxQueue;
  readonly tasks: TaskHandlers;
}

export interface Dispatcher {
  /** Sends what is due now; called after every commit that filled the outbox. */
  wake(): void;
  start(): void;
  /** Stops after the message under way. */
  stop(): Promise<void>;
  /** Resolves when nothing is due and nothing is under way. */
  idle(): Promise<void>;
}

/** How long a claimed message stays ours: a process that dies leaves it to be sent again after that. */
const LEASE_MS = 60_000;

const AT_ONCE = 8;

const MAX_WAIT_MS = 5 * 60_000;

/** Another instance may have filled the outbox, or a clock may have moved: looked at without being told. */
const LOOK_EVERY_MS = 5_000;

/** Doubling from a second, to five minutes; the platform's own Retry-After comes first. */
export function backOffMs(attempts: number, retryAfterMs: number | null): number {
  return Math.max(retryAfterMs ?? 0, Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(attempts - 1, 10)));
}

/** Sends the outbox: queues side by side, each queue in order; what cannot be sent now is kept. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { queue, clock, log } = deps;
  let running: Promise<void> | undefined;
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;
  const drain = createDrain(deps, () => stopped);

  const schedule = async (): Promise<void> => {
    if (stopped) return;
    const next = await queue.nextDue().catch(() => undefined);
    const wait = next === undefined ? LOOK_EVERY_MS : epochMs(next) - epochMs(clock.now());
    clearTimeout(timer);
    timer = setTimeout(wake, Math.max(drain.foundNothing() ? 1_000 : 50, Math.min(wait, LOOK_EVERY_MS)));
    timer.unref();
  };

  const wake = (): void => {
    if (stopped) return;
    if (running) drain.goOn();
    else
      running = drain
        .run()
        .catch((error) => log.error('outbox.stalled', causeOf(error)))
        .finally(() => {
          running = undefined;
          if (drain.isUnfinished()) wake();
          else void schedule();
        });
  };

  return {
    wake,
    start: () => {
      stopped = false;
      wake();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
    idle: async () => {
      while (running) await running;
    },
  };
}

/** Runs over the outbox, one at a time. */
function createDrain(deps: DispatcherDeps, isStopped: () => boolean) {
  const { queue, clock } = deps;
  let again = false;
  let nudge = (): void => {};
  /**
   * Whether the last look found nothing it could send: what is due may stand behind something that is not.
   */
  let idleDrain = false;

  /** Takes up what is due, as far as there is room. */
  const begin = async (underWay: Map<number, Promise<void>>): Promise<void> => {
    const now = clock.now();
    const free = isStopped() ? 0 : AT_ONCE - underWay.size;
    const claimed = free > 0 ? await queue.claim(now, addMs(now, LEASE_MS), free) : [];
    for (const message of claimed) {
      idleDrain = false;
      // Claimed a second time when it takes longer than it is held: that only holds it for longer.
      if (underWay.has(message.id)) continue;
      const done = carryOut(deps, message).finally(() => {
        underWay.delete(message.id);
        again = true;
      });
      underWay.set(message.id, done);
    }
  };

  /** Goes on until nothing is due: a queue that waits for its platform keeps no other waiting. */
  const run = async (): Promise<void> => {
    const underWay = new Map<number, Promise<void>>();
    idleDrain = true;
    try {
      do {
        again = false;
        const nudged = Promise.withResolvers<void>();
        nudge = nudged.resolve;
        await begin(underWay);
        if (!again && underWay.size > 0) await Promise.race([...underWay.values(), nudged.promise]);
      } while (underWay.size > 0 || (again && !isStopped()));
    } finally {
      await Promise.all(underWay.values());
    }
  };

  return {
    run,
    /** Looks again for what is due, in the run under way. */
    goOn: (): void => {
      again = true;
      nudge();
    },
    isUnfinished: () => again,
    foundNothing: () => idleDrain,
  };
}

async function carryOut({ queue, clock, log, tasks }: DispatcherDeps, message: OutboxMessage): Promise<void> {
  const { id, task, attempts } = message;
  try {
    // The registry's types have matched each handler with its kind of task.
    await (tasks[task.kind] as (task: OutboxTask) => Promise<void>)(task);
    await queue.done(id);
  } catch (error) {
    const waitMs = backOffMs(attempts, error instanceof Fault ? error.retryAfterMs : null);
    const cause = causeOf(error);
    log.warn('outbox.postponed', { message: id, task: task.kind, attempts, ...cause, waitMs });
    const note = `${cause.fault} ${cause.code}`;
    await queue.postpone(id, addMs(clock.now(), waitMs), note).catch(() => {});
  }
}
