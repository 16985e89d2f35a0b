import type { Kysely } from 'kysely';
import type { Instant } from '../../kernel/time.ts';
import type { InboundStore, JobStore } from '../jobs/jobStore.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Before any moment. */
const NEVER = '';

export const inboundStore = (db: Db): InboundStore => ({
  isNew: async (id, at) => {
    const row = await db
      .insertInto('inbound_events')
      .values({ id, seen_at: at })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return row.numInsertedOrUpdatedRows === 1n;
  },
  forgetBefore: async (at) => {
    await db.deleteFrom('inbound_events').where('seen_at', '<', at).execute();
  },
});

export const jobStore = (db: Db): JobStore => ({
  claim: async (job, period, at, { silentSince, failedBy }) => {
    const row = { started_at: at, beat_at: at, finished_at: null, outcome: null };
    const result = await db
      .insertInto('job_runs')
      .values({ job, period, ...row })
      .onConflict((c) =>
        c
          .columns(['job', 'period'])
          .doUpdateSet(row)
          .where((eb) =>
            eb.or([
              eb.and([
                eb('job_runs.finished_at', 'is', null),
                eb('job_runs.beat_at', '<', silentSince ?? NEVER),
              ]),
              eb.and([
                eb('job_runs.outcome', '<>', 'ok'),
                eb('job_runs.finished_at', '<=', failedBy ?? NEVER),
              ]),
            ]),
          ),
      )
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  },
  beat: async (job, period, startedAt, at) => {
    await db
      .updateTable('job_runs')
      .set({ beat_at: at })
      .where('job', '=', job)
      .where('period', '=', period)
      .where('started_at', '=', startedAt)
      .execute();
  },
  finish: async (job, period, startedAt, at, outcome) => {
    await db
      .updateTable('job_runs')
      .set({ finished_at: at, outcome })
      .where('job', '=', job)
      .where('period', '=', period)
      .where('started_at', '=', startedAt)
      .execute();
  },
  lastFinished: async (job) => {
    const row = await db
      .selectFrom('job_runs')
      .select((eb) => eb.fn.max('finished_at').as('at'))
      .where('job', '=', job)
      .where('outcome', '=', 'ok')
      .executeTakeFirst();
    return (row?.at ?? undefined) as Instant | undefined;
  },
  forgetBefore: async (at) => {
    await db.deleteFrom('job_runs').where('started_at', '<', at).execute();
  },
});
