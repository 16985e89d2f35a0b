import { causeOf, Fault, isFinal, TRIES } from '../../kernel/fault.ts';
import { addMs, epochMs } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import type { Breakers } from './breaker.ts';
import { LANES, type Lane, type OutboxMessage, type OutboxTask } from './model/outboxTask.ts';
import type { PlatformName } from './model/post.ts';
import { FURTHEST_MS, type OutboxQueue } from './outboxStore.ts';

/** What carries each kind of task out: a kind that nobody carries out is a type error. */
export type TaskHandlers = {
  readonly [Kind in OutboxTask['kind']]: (
    task: Extract<OutboxTask, { readonly kind: Kind }>,
    /** Which try this is, from 1 on. */
    attempt: number,
  ) => Promise<void>;
};

export interface DispatcherDeps extends Pick<Deps, 'clock' | 'log'> {
  readonly queue: OutboxQueue;
  readonly tasks: TaskHandlers;
  readonly breakers: Breakers;
  /** Told when a platform refuses the desk, and when a message to it has stepped aside. */
  readonly troubled?: (platform: PlatformName, error: unknown) => Promise<void>;
}

export type Dispatcher = ReturnType<typeof createDispatcher>;

/** How long a claimed message stays ours: a process that dies leaves it to be sent again after that. */
const LEASE_MS = 60_000;

/** How many of each lane are carried out side by side. */
const AT_ONCE: Readonly<Record<Lane, number>> = { deletions: 8, desk: 8, slack: 8, teams: 8, storage: 4 };

const MAX_WAIT_MS = 5 * 60_000;

/** The longest that a platform may ask to be left alone; one that asks for more is asked again after this. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;

/** Another instance may have filled the outbox, or a clock may have moved: looked at without being told. */
const LOOK_EVERY_MS = 5_000;

/** The same while something is under way, which may take its time. */
const LOOK_WHILE_BUSY_MS = 1_000;

/** Doubling from a second, to five minutes; the platform's own Retry-After comes first, up to ten minutes. */
export function backOffMs(attempts: number, retryAfterMs: number | null): number {
  const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS, FURTHEST_MS);
  return Math.max(asked, Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(attempts - 1, 10)));
}

/** Sends the outbox: queues side by side, each queue in order; what cannot be sent now is kept. */
export function createDispatcher(deps: DispatcherDeps) {
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
    /** Sends what is due now; called after every commit that filled the outbox. */
    wake,
    start: (): void => {
      stopped = false;
      wake();
    },
    /** Stops after the message under way. */
    stop: async (): Promise<void> => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
    /** Resolves when nothing is due and nothing is under way. */
    idle: async (): Promise<void> => {
      while (running) await running;
    },
  };
}

/** Runs over the outbox, one at a time. */
function createDrain(deps: DispatcherDeps, isStopped: () => boolean) {
  const { queue, clock, breakers } = deps;
  const inTurn = createTurns();
  let again = false;
  let nudge = (): void => {};
  /** Whether the last look found nothing it could send: what is due may stand behind something that is not. */
  let idleDrain = false;

  const roomOf = (lane: Lane, underWay: UnderWay): number => {
    const busy = [...underWay.values()].filter((each) => each.lane === lane).length;
    return lane === 'slack' || lane === 'teams' ? breakers[lane].room(AT_ONCE[lane], busy) : AT_ONCE[lane] - busy;
  };

  /** Takes up what is due, as far as there is room. */
  const begin = async (underWay: UnderWay): Promise<void> => {
    const now = clock.now();
    const rooms = Object.fromEntries(LANES.map((lane) => [lane, roomOf(lane, underWay)]));
    const claimed = isStopped() ? [] : await queue.claim(rooms, now, addMs(now, LEASE_MS));
    for (const message of claimed) {
      idleDrain = false;
      // Claimed a second time when it takes longer than it is held: that only holds it for longer.
      if (underWay.has(message.id)) continue;
      const done = inTurn(message.queueKey, () => carryOut(deps, message)).finally(() => {
        underWay.delete(message.id);
        again = true;
      });
      underWay.set(message.id, { lane: message.lane, done });
    }
  };

  /** Goes on until nothing is due: a queue that waits for its platform keeps no other waiting. */
  const run = async (): Promise<void> => {
    const underWay: UnderWay = new Map();
    idleDrain = true;
    try {
      do {
        again = false;
        const nudged = Promise.withResolvers<void>();
        nudge = nudged.resolve;
        await begin(underWay);
        if (!again && underWay.size > 0) {
          // What falls due meanwhile, or a breaker that closes, waits for none of them.
          const timer = setTimeout(nudged.resolve, LOOK_WHILE_BUSY_MS);
          await Promise.race([...dones(underWay), nudged.promise]);
          clearTimeout(timer);
        }
      } while (underWay.size > 0 || (again && !isStopped()));
    } finally {
      await Promise.all(dones(underWay));
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

type UnderWay = Map<number, { readonly lane: Lane; readonly done: Promise<void> }>;

const dones = (underWay: UnderWay): readonly Promise<void>[] => [...underWay.values()].map(({ done }) => done);

/** What has stepped aside and what has passed it may come up together: of one queue they go one after another. */
function createTurns() {
  const last = new Map<string, Promise<void>>();
  return async (key: string, act: () => Promise<void>): Promise<void> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(act);
    last.set(key, turn);
    await turn;
    if (last.get(key) === turn) last.delete(key);
  };
}

const platformOf = (lane: Lane): PlatformName | undefined => (lane === 'slack' || lane === 'teams' ? lane : undefined);

async function carryOut(deps: DispatcherDeps, message: OutboxMessage): Promise<void> {
  const { queue, clock, log, tasks, breakers } = deps;
  const { id, task, attempts, lane } = message;
  const platform = platformOf(lane);
  const noteAnswer = (error: unknown): void => {
    if (!platform || (message.isAside && error !== undefined)) return;
    // What has stepped aside says nothing of the rest while it is refused, and much once it is taken.
    if (breakers[platform].note(error) || message.isAside)
      queue.bringBack(lane, clock.now()).catch((fault) => log.error('outbox.not-kept', causeOf(fault)));
  };
  try {
    // The registry's types have matched each handler with its kind of task.
    await (tasks[task.kind] as (task: OutboxTask, attempt: number) => Promise<void>)(task, attempts);
    await queue.done(id);
    noteAnswer(undefined);
  } catch (error) {
    noteAnswer(error);
    await keep(deps, message, error).catch((fault) => log.error('outbox.not-kept', causeOf(fault)));
  }
}

/**
 * Keeps what was not taken: for its next try in its place, aside after some tries, or aside for good. Only a platform
 * says no for good: what storage refuses, a deletion above all, is tried until it is done.
 */
async function keep(deps: DispatcherDeps, message: OutboxMessage, error: unknown): Promise<void> {
  const { queue, clock, log, troubled } = deps;
  const { id, task, attempts, lane, isAside } = message;
  const now = clock.now();
  const platform = platformOf(lane);
  const cause = causeOf(error);
  const note = `${cause.fault} ${cause.code}`;
  const waitMs = backOffMs(attempts, error instanceof Fault ? error.retryAfterMs : null);
  const isOver = platform !== undefined && isFinal(error, attempts);
  const stepsAside = isOver || attempts >= TRIES;
  const event = stepsAside ? 'outbox.set-aside' : 'outbox.postponed';
  log.warn(event, { message: id, task: task.kind, attempts, ...cause, ...(isOver ? {} : { waitMs }) });
  if (stepsAside) await queue.setAside(id, { at: now, until: isOver ? null : addMs(now, waitMs), note });
  else await queue.postpone(id, addMs(now, waitMs), note);
  const isNews = (stepsAside && !isAside) || cause.fault === 'app';
  if (platform && isNews && !isOver) await troubled?.(platform, error);
}
