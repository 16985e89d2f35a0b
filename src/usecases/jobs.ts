import { addMs, epochMs, fromEpochMs, type Instant } from '../domain/time.ts';
import type { Deps } from './deps.ts';

/** Work that is due once a period, whoever ticks. */
export interface Job {
  readonly name: string;
  readonly everyMinutes: number;
  readonly run: () => Promise<unknown>;
}

export interface JobRunner {
  /** Runs what is due now. Ticks may be missed, repeated or come together: the ledger decides. */
  tick(): Promise<void>;
  /** Jobs that have not finished well for three periods. */
  late(): Promise<readonly string[]>;
}

/** The start of the period a moment lies in, as the ledger's key. */
export const periodOf = (now: Instant, everyMinutes: number): string => {
  const length = everyMinutes * 60_000;
  return fromEpochMs(Math.floor(epochMs(now) / length) * length);
};

type Part = Pick<Deps, 'uow' | 'clock' | 'log'>;

/** One row per job and period in the database: exactly one instance runs it. */
export function createJobRunner({ uow, clock, log }: Part, jobs: readonly Job[]): JobRunner {
  const startedAt = clock.now();
  let running: Promise<void> | undefined;

  const runOne = async (job: Job): Promise<void> => {
    const period = periodOf(clock.now(), job.everyMinutes);
    if (!(await uow.run((stores) => stores.jobs.claim(job.name, period, clock.now())))) return;
    let outcome = 'ok';
    try {
      await job.run();
    } catch (error) {
      outcome = error instanceof Error ? error.name : 'unknown';
      log.error('job.failed', { job: job.name, fault: outcome });
    }
    await uow.run((stores) => stores.jobs.finish(job.name, period, clock.now(), outcome));
  };

  const runAll = async (): Promise<void> => {
    for (const job of jobs)
      await runOne(job).catch((error) =>
        log.error('job.stalled', { job: job.name, fault: (error as Error).name }),
      );
  };

  return {
    tick: () => {
      running ??= runAll().finally(() => {
        running = undefined;
      });
      return running;
    },
    late: async () => {
      const names: string[] = [];
      for (const job of jobs) {
        const last = (await uow.read((stores) => stores.jobs.lastFinished(job.name))) ?? startedAt;
        if (addMs(last, 3 * job.everyMinutes * 60_000) < clock.now()) names.push(job.name);
      }
      return names;
    },
  };
}
