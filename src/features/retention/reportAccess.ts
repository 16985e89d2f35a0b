import { refusalInReports } from '../../kernel/refusal.ts';
import { dateIn, type Instant, nextDate, startOfDate } from '../../kernel/time.ts';
import type { AuditReader, Deps } from '../../stores.ts';
import { postToAll } from '../messaging/post.ts';
import { managerAudiences } from '../people/audiences.ts';
import { byPurpose, decisionTimes, doneCount, refusedAttempts, unusuallyOften } from './model/accessReport.ts';
import { type AccessReport, passesOf } from './model/reports.ts';

/** What was tried, in the words of a report. */
const TRIED: readonly (readonly [prefix: string, text: string])[] = [
  ['request.submit', 'Asking for a recording'],
  ['request.approve', 'Approving a request'],
  ['request.deny', 'Denying a request'],
  ['request.ask', 'Asking the requester'],
  ['request.answer', 'Answering a question'],
  ['request.withdraw', 'Withdrawing a request'],
  ['access.revoke', 'Stopping an access'],
  ['link.mint', 'Getting a listen link'],
  ['clip.open', 'Opening a listen link'],
  ['clip.play', 'Listening'],
  ['clip.copy', 'Keeping a copy'],
  ['request.hear-first', 'Hearing a call before deciding'],
  ['hearing.play', 'Hearing a call before deciding'],
  ['request.choose-part', 'Choosing the part to allow'],
  ['redaction.play', 'Listening for what to silence'],
  ['clip.redact', 'Settling what is silenced'],
  ['clip.hand-over', 'Taking a copy to hand over'],
  ['page.mint', 'Getting a link to a page of the desk'],
  ['page.open', 'Opening a page of the desk'],
  ['page.file', 'Saving a file from a page of the desk'],
  ['external-link.create', 'Making an outside link'],
  ['external-link.end', 'Ending an outside link'],
  ['external-link.passcode', 'Opening an outside link'],
  ['case.pack', 'Making a case pack'],
  ['case.release', 'Releasing a recording from a case'],
  ['case.', 'Taking a step of a case'],
  ['subject-access.report', 'Reporting a subject access request'],
  ['police.report', 'Reporting a police request'],
  ['recordings.', 'Searching the recordings'],
  ['hold.place', 'Placing a hold'],
  ['hold.', 'Deciding on a hold'],
  ['evidence.', 'Deciding on a held call that was reported for deletion'],
  ['delegation.', 'Naming a stand-in for the Data Protection Officer'],
  ['register.read', 'Reading the register of disclosures'],
  ['channel.bind', 'Binding a channel'],
  ['press.', 'Opening a card’s form'],
  ['order.', 'Ordering a deletion'],
  ['desk.use', 'Using the desk at all'],
];

/** A refused attempt in a report's words: “Opening a listen link: the link was used already”. */
function refusedText(action: string, outcome: string): string {
  const tried = TRIED.find(([prefix]) => action.startsWith(prefix))?.[1] ?? action;
  return `${tried}: ${outcome === 'wrong-passcode' ? 'a wrong passcode' : refusalInReports(outcome)}`;
}

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
