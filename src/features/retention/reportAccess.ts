import { dateIn, type Instant, nextDate, startOfDate } from '../../kernel/time.ts';
import type { AuditReader, Deps } from '../../stores.ts';
import { postToAll } from '../messaging/post.ts';
import { managerAudiences } from '../people/audiences.ts';
import { byPurpose, decisionTimes, doneCount, refusedAttempts, unusuallyOften } from './model/accessReport.ts';
import { type AccessReport, passesOf } from './model/reports.ts';
import { refusedText } from './refusedAttempt.ts';

/** The week's report on who asked for what (policy 5.2, 5.3): the seven whole days before the Monday it is made on. */
export const createReportAccess =
  (deps: Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'> & { readonly audit: AuditReader }) =>
  async (monday: Instant): Promise<void> => {
    const { uow, practice } = deps;
    const until = dateIn(monday, practice.zone);
    const since = nextDate(until, -7);
    const span = [startOfDate(since, practice.zone), startOfDate(until, practice.zone)] as const;
    const tallies = await deps.audit.tally(...span);
    await uow.run(async (context) => {
      const { now } = context;
      const id = `access-${until}`;
      if (await context.summaries.find(id)) return;
      const requests = await context.requests.submittedIn(...span);
      const orders = await context.orders.orderedIn(...span);
      const unfinished = passesOf(await context.jobs.failing());
      const report: AccessReport = {
        ...(unfinished.length > 0 ? { unfinished } : {}),
        from: since,
        to: nextDate(until, -1),
        madeAt: now,
        purposes: byPurpose(requests),
        ...decisionTimes(requests),
        playbacks: doneCount(tallies, 'clip.play', 'clip.copy'),
        heardFirst: doneCount(tallies, 'hearing.play'),
        stopped: doneCount(tallies, 'access.revoke'),
        refused: refusedAttempts(tallies).map(({ action, outcome, count }) => ({
          what: refusedText(action, outcome),
          count,
        })),
        often: unusuallyOften(requests),
        orders: {
          cardPayment: orders.filter(({ reason }) => reason === 'card-payment').length,
          optOut: orders.filter(({ reason }) => reason === 'opt-out').length,
        },
      };
      await context.summaries.insert(id, now, { kind: 'access-report', report, zone: practice.zone });
      await postToAll(context, id, 'access-report', await managerAudiences(context));
      await context.recordAudit('desk', { action: 'report.access', subject: id });
    });
  };
