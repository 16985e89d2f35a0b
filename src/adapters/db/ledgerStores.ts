import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/time.ts';
import type { ReportView } from '../../usecases/cardView.ts';
import type { InboundStore, JobStore, ReportStore } from '../../usecases/ports.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

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

export const reportStore = (db: Db): ReportStore => ({
  insert: async (report) => {
    await db
      .insertInto('reports')
      .values({
        id: report.id,
        kind: report.kind,
        reported_at: report.reportedAt,
        body: JSON.stringify(report),
      })
      .execute();
  },
  find: async (id) => {
    const row = await db.selectFrom('reports').select('body').where('id', '=', id).executeTakeFirst();
    return row && (JSON.parse(row.body) as ReportView);
  },
});

export const jobStore = (db: Db): JobStore => ({
  claim: async (job, period, at) => {
    const row = await db
      .insertInto('job_runs')
      .values({ job, period, started_at: at, finished_at: null, outcome: null })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return row.numInsertedOrUpdatedRows === 1n;
  },
  finish: async (job, period, at, outcome) => {
    await db
      .updateTable('job_runs')
      .set({ finished_at: at, outcome })
      .where('job', '=', job)
      .where('period', '=', period)
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
