import type { Updateable } from 'kysely';
import type { Instant } from '../../kernel/time.ts';
import type { Db, Tables } from '../database/tables.ts';

/** When a period that was claimed may be claimed once more; null never. */
export interface Reclaim {
  /** A run not heard of since has died. */
  readonly silentSince: Instant | null;
  /** A run that ended badly at or before this is tried again. */
  readonly failedBy: Instant | null;
}

/** Before any moment. */
const NEVER = '';

export const inboundStore = (db: Db) => ({
  /** True the first time this event id is seen. */
  claimEvent: async (id: string, at: Instant) => {
    const row = await db
      .insertInto('inbound_events')
      .values({ id, seen_at: at })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return row.numInsertedOrUpdatedRows === 1n;
  },
  forgetBefore: async (at: Instant) => {
    await db.deleteFrom('inbound_events').where('seen_at', '<', at).execute();
  },
});

/** One run of a job: that of a period, begun at a moment. One that was taken over since is another. */
export type RunKey = readonly [job: string, period: string, startedAt: Instant];

const changeRun = async (db: Db, [job, period, startedAt]: RunKey, change: Updateable<Tables['job_runs']>) => {
  const run = db.updateTable('job_runs').where((eb) => eb.and({ job, period, started_at: startedAt }));
  await run.set(change).execute();
};

export const jobStore = (db: Db) => ({
  /** True for exactly one caller a job and period. */
  claim: async (job: string, period: string, at: Instant, { silentSince, failedBy }: Reclaim) => {
    const row = { started_at: at, heartbeat_at: at, finished_at: null, outcome: null };
    const result = await db
      .insertInto('job_runs')
      .values({ job, period, ...row })
      .onConflict((c) =>
        c
          .columns(['job', 'period'])
          .doUpdateSet(row)
          .where((eb) =>
            eb.or([
              eb.and([eb('job_runs.finished_at', 'is', null), eb('job_runs.heartbeat_at', '<', silentSince ?? NEVER)]),
              eb.and([eb('job_runs.outcome', '<>', 'ok'), eb('job_runs.finished_at', '<=', failedBy ?? NEVER)]),
            ]),
          ),
      )
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  },
  /** Says that the run is alive. */
  heartbeat: (run: RunKey, at: Instant) => changeRun(db, run, { heartbeat_at: at }),
  finish: (run: RunKey, at: Instant, outcome: string) => changeRun(db, run, { finished_at: at, outcome }),
  lastFinished: async (job: string) => {
    const row = await db
      .selectFrom('job_runs')
      .select((eb) => eb.fn.max('finished_at').as('at'))
      .where('job', '=', job)
      .where('outcome', '=', 'ok')
      .executeTakeFirst();
    return (row?.at ?? undefined) as Instant | undefined;
  },
  /** Jobs whose newest run that is over ended badly. */
  failing: async (): Promise<readonly string[]> => {
    const rows = await db
      .selectFrom('job_runs as run')
      .select('run.job')
      .where('run.outcome', '<>', 'ok')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('job_runs as later')
              .select('later.job')
              .whereRef('later.job', '=', 'run.job')
              .whereRef('later.started_at', '>', 'run.started_at')
              .where('later.outcome', 'is not', null),
          ),
        ),
      )
      .execute();
    return [...new Set(rows.map(({ job }) => job))].sort();
  },
  forgetBefore: async (at: Instant) => {
    await db.deleteFrom('job_runs').where('started_at', '<', at).execute();
  },
});

export type JobStore = ReturnType<typeof jobStore>;
