import { type Trouble, tellTrouble } from '../features/retention/tellTrouble.ts';
import { addDays, dateIn } from '../kernel/time.ts';
import { daily, every, type Job, onMondays } from '../platform/jobs/runner.ts';
import type { AuditReader, Deps } from '../stores.ts';
import type { Usecases } from './usecases.ts';

export type JobDeps = Usecases &
  Pick<Deps, 'uow' | 'clock' | 'practice' | 'log' | 'checkClock'> & {
    readonly audit: AuditReader;
    /** Looks whether the database is whole. */
    readonly checkDatabase: () => void;
    /** Leaves nothing of what was deleted in the database's file. */
    readonly scrubDatabase: () => Promise<void>;
    /** Makes the containers once storage answers. */
    readonly ready: () => Promise<void>;
  };

/** Nothing heard of a long job for this long: its instance has died. */
const SILENT_MINUTES = 15;

const RETRY = { retryMinutes: 10, silentMinutes: SILENT_MINUTES } as const;

const RETENTION = { queue: 'retention', ...RETRY } as const;

/** Ledger rows are kept longer than the longest period. */
const LEDGER_DAYS = 30;

const EVENT_DAYS = 7;

/** Everything the desk does by itself. Jobs of a queue run in this order: the report tells of the night before it. */
export function deskJobs(deps: JobDeps): readonly Job[] {
  const { zone, purgeAt, reportAt } = deps.practice;
  const night = { pace: daily(purgeAt, zone) };
  const morning = { pace: daily(reportAt, zone), ...RETENTION };
  return [
    {
      name: 'index-recordings',
      queue: 'index',
      pace: every(1),
      run: async () => {
        await deps.ready();
        await deps.indexRecordings.recent();
      },
    },
    {
      name: 'index-everything',
      queue: 'index',
      pace: every(6 * 60),
      ...RETRY,
      run: async ({ heartbeat }) => {
        await deps.ready();
        await deps.indexRecordings.whole(heartbeat);
      },
    },
    { name: 'carry-out-orders', pace: every(1), run: deps.carryOutOrders },
    { name: 'end-grants', pace: every(1), run: byClock(deps, deps.endGrants) },
    { name: 'follow-up', pace: every(5), run: byClock(deps, deps.remindAndExpire) },
    { name: 'watch-cases', pace: every(5), run: byClock(deps, deps.watchCases) },
    { name: 'forget-events', pace: every(60), run: byClock(deps, () => forgetEvents(deps)) },
    {
      name: 'purge',
      ...night,
      ...RETENTION,
      run: byClock(deps, async ({ period, heartbeat }) => {
        await deps.ready();
        await deps.purgeRecordings({ runId: `purge-${dateIn(period, zone)}`, heartbeat });
      }),
    },
    { name: 'watch-storage', pace: every(6 * 60), ...RETENTION, run: deps.watchStorage },
    { name: 'retention-report', ...morning, run: ({ period }) => deps.reportRetention(period) },
    { name: 'unread-files', ...morning, run: ({ period }) => deps.reportUnreadableFiles(period) },
    {
      name: 'access-report',
      ...morning,
      pace: onMondays(reportAt, zone),
      run: ({ period }) => deps.reportAccess(period),
    },
    { name: 'erase-personal-data', ...night, ...RETENTION, run: byClock(deps, deps.erasePersonalData) },
    { name: 'look-at-channels', ...night, run: deps.lookAtChannels },
    { name: 'scrub-database', ...night, ...RETENTION, run: deps.scrubDatabase },
    { name: 'check-database', ...night, run: async () => deps.checkDatabase() },
    { name: 'sequence-audit', queue: 'audit', pace: every(1), run: () => sequenceAudit(deps) },
  ];
}

/** Work by the clock that deletes, ends or expires: not while the clock is wrong, and the DPO and managers are told. */
const byClock =
  ({ checkClock, uow }: JobDeps, run: Job['run']): Job['run'] =>
  async (given) => {
    try {
      await checkClock();
    } catch (error) {
      const what = checkClock.verdict();
      if (what !== null) await uow.run((context) => tellTrouble(context, 'clock', clockTrouble(what)));
      throw error;
    }
    return run(given);
  };

const clockTrouble = (what: string): Trouble => ({
  title: 'The clock is wrong',
  what: `${what}. Nothing is deleted, ended or expired until that is mended.`,
  remedy: 'Have the clock of the machine that runs the desk set right, and kept right by a time service.',
});

/** Events are numbered as they come; this finds what a fault left, and what cannot be numbered. */
async function sequenceAudit({ audit, uow, clock }: JobDeps): Promise<void> {
  try {
    await audit.sequence();
  } finally {
    const { count, late } = await audit.waiting(clock.now());
    if (late) await uow.run((context) => tellTrouble(context, 'audit', auditTrouble(count)));
  }
}

const auditTrouble = (count: number): Trouble => ({
  title: 'The audit is not being numbered',
  what: `${count} of its events wait to be numbered, for more than a minute: they are kept, and not yet safe from being changed.`,
  remedy: 'Have the log looked at for audit.not-sequenced, and npm run audit -- verify run: it names them.',
});

const forgetEvents = ({ uow, clock }: JobDeps): Promise<void> =>
  uow.run(async ({ inbound, jobs, links, outbox }) => {
    await outbox.forgetAsideBefore(addDays(clock.now(), -LEDGER_DAYS));
    await inbound.forgetBefore(addDays(clock.now(), -EVENT_DAYS));
    await links.forgetPagesBefore(addDays(clock.now(), -EVENT_DAYS));
    await jobs.forgetBefore(addDays(clock.now(), -LEDGER_DAYS));
  });
