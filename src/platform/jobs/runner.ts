import cron from 'node-cron';
import { causeOf } from '../../kernel/fault.ts';
import type { Clock, Log } from '../../kernel/ports.ts';
import {
  addMinutes,
  addMs,
  dateIn,
  epochMs,
  fromEpochMs,
  type Instant,
  lastTime,
  later,
  type PlainDate,
} from '../../kernel/time.ts';
import type { JobStore, Reclaim, RunKey } from './jobStore.ts';

/** When a job is due: the start of the period a moment lies in, and how long a period is. */
export interface Pace {
  readonly periodOf: (now: Instant) => Instant;
  readonly minutes: number;
}

/** Work that is due once a period, whoever ticks. */
export interface Job {
  readonly name: string;
  readonly pace: Pace;
  /** Jobs of one queue run one after another; queues run side by side, so that a long job holds nothing else up. */
  readonly queue?: string;
  /** A run that ended badly is tried again after this; without it the next period is soon enough. */
  readonly retryMinutes?: number;
  /** A run that has said nothing for this long has died, and the period is run again. */
  readonly silentMinutes?: number;
  readonly run: (run: { readonly period: Instant; readonly heartbeat: () => Promise<void> }) => Promise<unknown>;
}

export type JobRunner = ReturnType<typeof createJobRunner>;

/** Every so many minutes. */
export const every = (minutes: number): Pace => ({
  minutes,
  periodOf: (now) => {
    const length = minutes * 60_000;
    return fromEpochMs(Math.floor(epochMs(now) / length) * length);
  },
});

const DAY = 24 * 60;

/** At a local time of day: once for each day, however the clock changes. */
export const daily = (time: string, zone: string): Pace => ({
  minutes: DAY,
  periodOf: (now) => lastTime(now, time, zone),
});

/** On Mondays at a local time. */
export const onMondays = (time: string, zone: string): Pace => ({
  minutes: 7 * DAY,
  periodOf: (now) => {
    let at = lastTime(now, time, zone);
    while (!isMonday(dateIn(at, zone))) at = lastTime(addMinutes(at, -1), time, zone);
    return at;
  },
});

const isMonday = (date: PlainDate): boolean => new Date(`${date}T12:00:00Z`).getUTCDay() === 1;

type OnLedger = <T>(act: (stores: { readonly jobs: JobStore }) => Promise<T>) => Promise<T>;

interface JobRunnerDeps {
  /** `run` in a transaction, `read` outside of one. */
  readonly uow: { readonly run: OnLedger; readonly read: OnLedger };
  readonly clock: Clock;
  readonly log: Log;
}

const againOf = ({ retryMinutes, silentMinutes }: Job, now: Instant): Reclaim => ({
  silentSince: silentMinutes === undefined ? null : addMinutes(now, -silentMinutes),
  failedBy: retryMinutes === undefined ? null : addMinutes(now, -retryMinutes),
});

/** One row per job and period in the database: exactly one instance runs it. */
export function createJobRunner({ uow, clock, log }: JobRunnerDeps, jobs: readonly Job[]) {
  const startedAt = clock.now();
  const queues = Map.groupBy(jobs, ({ queue }) => queue ?? 'usual');
  const running = new Map<string, Promise<void>>();

  const runOne = async (job: Job): Promise<void> => {
    const now = clock.now();
    const period = job.pace.periodOf(now);
    if (!(await uow.run((stores) => stores.jobs.claim(job.name, period, now, againOf(job, now))))) return;
    const row: RunKey = [job.name, period, now];
    const heartbeat = (): Promise<void> => uow.run((stores) => stores.jobs.heartbeat(row, clock.now()));
    let outcome = 'ok';
    try {
      await job.run({ period, heartbeat });
    } catch (error) {
      outcome = error instanceof Error ? error.name : 'unknown';
      log.error('job.failed', { job: job.name, ...causeOf(error) });
    }
    await uow.run((stores) => stores.jobs.finish(row, clock.now(), outcome));
  };

  const runQueue = async (queue: readonly Job[]): Promise<void> => {
    for (const job of queue)
      await runOne(job).catch((error) => log.error('job.stalled', { job: job.name, ...causeOf(error) }));
  };

  const patience = ({ minutes }: Pace): number => (minutes >= DAY ? 1.5 : 3) * minutes * 60_000;

  return {
    /** Runs what is due now. Ticks may be missed, repeated or come together: the ledger decides. */
    tick: async (): Promise<void> => {
      for (const [name, queue] of queues)
        if (!running.has(name))
          running.set(
            name,
            runQueue(queue).finally(() => running.delete(name)),
          );
      await Promise.all(running.values());
    },
    /** Jobs that have not finished well for three periods; for one that runs daily or less often, for one and a half. */
    late: async (): Promise<readonly string[]> => {
      const names: string[] = [];
      for (const job of jobs) {
        const last = (await uow.read((stores) => stores.jobs.lastFinished(job.name))) ?? startedAt;
        if (addMs(later(last, startedAt), patience(job.pace)) < clock.now()) names.push(job.name);
      }
      return names;
    },
  };
}

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
