import { Fault } from '../../kernel/fault.ts';
import { listOf } from '../../kernel/listOf.ts';
import { countOf } from '../../kernel/text.ts';
import { addDays, addHours, addMinutes, dateIn, type Instant, lastTime, msBetween } from '../../kernel/time.ts';
import type { StorageFinding } from '../../platform/storage/accountFacts.ts';
import type { HoldVault } from '../../platform/storage/ports.ts';
import type { AuditNote, Context, Deps, NoteAudit } from '../../stores.ts';
import type { Audience } from '../messaging/model/post.ts';
import { postToAll } from '../messaging/post.ts';
import { dpoAudiences, managerAudiences } from '../people/audiences.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { horizonOf, limitOf, nextRun, type RetentionSchedule } from '../practice/model/schedule.ts';
import { DELETION_REASONS, type DeletionReason } from '../recordings/model/deletionOrder.ts';
import { findPurgeQuestion } from './askBeforePurge.ts';
import type { PurgeQuestion, PurgeRun } from './model/purgeRun.ts';
import { NO_TALLY, passesOf, type RetentionReport, type Tally } from './model/reports.ts';
import { STORAGE_FINDINGS_KEY } from './watchStorage.ts';

export type ReportDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'> & {
  readonly vault: HoldVault;
  readonly noteAudit: NoteAudit;
};

/** Up to where the last report has told of deletions. */
const REPORTED_THROUGH = 'retention-reported-through';

/** A night's run must be over by then after it was due; the report comes later still. */
const RUN_LATE_HOURS = 3;

/** An order is carried out within seconds; after this something is wrong. */
const ORDER_LATE_MINUTES = 30;

/** The same of a copy for a hold. */
const HOLD_LATE_MINUTES = 30;

/** Nothing brings a lost recording back: the next morning’s report says so, a late one too, and its case for good. */
const LOST_TOLD_HOURS = 26;

const DAY_MS = 24 * 3_600_000;

/**
 * The morning's report to the managers; to the DPO too, and red, when anything is past its limit or the
 * deletion has not run. Told once: what it says and that it was said commit together.
 */
export const createReportRetention =
  (deps: ReportDeps) =>
  async (period: Instant): Promise<void> => {
    const { uow, practice } = deps;
    const held = await countHeld(deps);
    const audit = await deps.noteAudit();
    await uow.run(async (context) => {
      const { now } = context;
      const id = `retention-${dateIn(period, practice.zone)}`;
      if ((await context.summaries.find(id)) || (await isTold(context))) return;
      const report = await makeReport(context, { id, held, audit });
      await context.summaries.insert(id, now, { kind: 'retention-report', report });
      await context.jobState.set(REPORTED_THROUGH, now);
      await context.jobState.set(audit.told.name, audit.told.value);
      const red = report.alarms.length > 0 || report.unfinished !== undefined;
      const told: readonly Audience[] = [
        ...(await managerAudiences(context)),
        ...(red ? await dpoAudiences(context) : []),
      ];
      await postToAll(context, id, 'retention-report', told);
      await context.recordAudit('desk', {
        action: 'report.retention',
        subject: id,
        outcome: red ? 'alarm' : 'ok',
        detail: { ...audit.head },
      });
    });
  };

/** A clock that was set back comes by what has been told of already; one that was far ahead is not waited for. */
async function isTold({ jobState, now }: Context): Promise<boolean> {
  const through = (await jobState.get(REPORTED_THROUGH)) ?? '';
  return now < through && through <= addDays(now, 2);
}

/** Null when storage does not answer: the report must come out all the same, and say so. */
async function countHeld({ vault }: ReportDeps): Promise<number | null> {
  try {
    return await vault.count();
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

async function makeReport(
  context: Context,
  { id, held, audit }: { readonly id: string; readonly held: number | null; readonly audit: AuditNote },
): Promise<RetentionReport> {
  const { now } = context;
  const schedule = scheduleOf(context.practice);
  const since = ((await context.jobState.get(REPORTED_THROUGH)) ?? '') as Instant | '';
  const tallies = await context.receipts.tallyFor(id);
  const [newest, good] = [await context.purges.newest(now), await context.purges.newestGood(now)];
  const oldestLeft = (await context.recordings.oldestStart()) ?? null;
  const pastNow = oldestLeft !== null && limitOf(oldestLeft, schedule) <= now;
  const ages = await byAge(context, schedule.recordingsDays);
  const keptForHolds = newest?.keptForHolds ?? 0;
  const overdue = await context.recordings.countOverdue(addMinutes(now, -ORDER_LATE_MINUTES));
  const unfinished = passesOf(await context.jobs.failing());
  const alarms = listOf([
    waitAlarm(await findPurgeQuestion(context)),
    keptForHolds > 0 && keptAlarm(keptForHolds),
    held === null && 'The recordings’ storage does not answer, so nothing can be deleted. See that it is up.',
    ...runAlarms(good, newest, now, context.practice),
    good !== undefined && good.id === newest?.id && lateAlarm(good, since, schedule),
    pastNow &&
      keptForHolds === 0 &&
      'Recordings are stored past their limit. The deletion is tried again every ten minutes; if this stays, call whoever looks after the desk.',
    overdue > 0 &&
      `${countOf(overdue, 'recording')} that had to be deleted at once (card payment or opt-out) could not be. See that storage is up and does not lock them.`,
    ...(await holdAlarms(context)),
    ...audit.alarms,
    ...findingAlarms(await context.jobState.get(STORAGE_FINDINGS_KEY)),
  ]);
  return {
    ...(unfinished.length > 0 ? { unfinished } : {}),
    date: dateIn(now, context.practice.zone),
    madeAt: now,
    alarms,
    lastRun: good?.finishedAt ? { startedAt: good.startedAt, finishedAt: good.finishedAt } : null,
    deleted: Object.fromEntries(DELETION_REASONS.map((reason) => [reason, tallies[reason] ?? NO_TALLY])) as Record<
      DeletionReason,
      Tally
    >,
    held,
    failed: newest?.failed ?? 0,
    keptForHolds,
    pastLimit: newest?.pastLimit ?? 0,
    stored: await context.recordings.count(),
    unread: await context.unread.count(),
    oldestLeft,
    nextRun: nextRun(now, schedule),
    recordingsDays: schedule.recordingsDays,
    ages,
    chainHead: { ...audit.head },
    checkpoint: audit.checkpoint,
    auditRemarks: [...audit.remarks],
    zone: context.practice.zone,
  };
}

/** “1 recording is”, “2 recordings are”. */
const are = (count: number, what = 'recording'): string => countOf(count, `${what} is`, `${what}s are`);

const waitAlarm = (question: PurgeQuestion | undefined): string | undefined =>
  question && !question.agreed
    ? `The nightly deletion waits: it would delete ${question.due} recordings, far more than the nights before. The Data Protection Officer has been asked on a card.`
    : undefined;

const keptAlarm = (count: number): string =>
  `${are(count)} kept past the limit, and locked, because a hold has no proven copy of ${count === 1 ? 'it' : 'them'} yet. Have the cause mended; or the Data Protection Officer gives up what cannot be proven, on the hold’s card.`;

function runAlarms(
  good: PurgeRun | undefined,
  newest: PurgeRun | undefined,
  now: Instant,
  practice: ReportDeps['practice'],
): readonly string[] {
  const due = lastTime(addHours(now, -RUN_LATE_HOURS), practice.purgeAt, practice.zone);
  const pastLimit = newest?.pastLimit ?? 0;
  return listOf([
    (!good || good.startedAt < due) &&
      'The nightly deletion has not ended well since it was last due. See that the desk and its storage are up; it is tried again every ten minutes.',
    pastLimit > 0 &&
      `${are(pastLimit, 'file')} still stored past the limit. Something keeps them: see the storage account’s locks and holds.`,
    newest &&
      newest.failed > 0 &&
      `${countOf(newest.failed, 'recording')} could not be deleted. See the storage account’s locks and holds.${reasonsOf(newest)}`,
  ]);
}

/** Storage's own words for what it kept, each once. */
function reasonsOf({ kept = [] }: PurgeRun): string {
  const codes = [...new Set(kept.map(({ code }) => code))].slice(0, 3);
  return codes.length === 0 ? '' : ` It says: ${codes.join(', ')}.`;
}

/**
 * A run that came after the time the one before the last report had looked ahead to: calls passed their limit
 * in between. While reports are made, they say so themselves.
 */
function lateAlarm(good: PurgeRun, reportedThrough: Instant | '', schedule: RetentionSchedule): string | undefined {
  if (!good.finishedAt || reportedThrough === '') return undefined;
  const coveredUntil = horizonOf(lastTime(reportedThrough, schedule.purgeAt, schedule.zone), schedule);
  if (good.startedAt <= coveredUntil) return undefined;
  const days = Math.ceil(msBetween(coveredUntil, good.finishedAt) / DAY_MS);
  return `The desk or its storage was down, and the deletion came late: recordings may have been kept for up to ${countOf(days, 'day')} past their limit. They are deleted now. Find out why it was down, and tell the Data Protection Officer.`;
}

/** A copy is made within minutes; until it is, the nightly deletion could be first. */
async function holdAlarms({ holds, now }: Context): Promise<readonly string[]> {
  const late = (await holds.findCopiesByState('copying')).filter(
    ({ orderedAt }) => addMinutes(orderedAt, HOLD_LATE_MINUTES) <= now,
  ).length;
  const unverified = (await holds.findCopiesByState('unverified')).length;
  const lost = (await holds.findCopiesByState('lost')).filter(
    ({ heldAt }) => heldAt !== null && addHours(now, -LOST_TOLD_HOURS) < heldAt,
  ).length;
  return listOf([
    late > 0 && `${are(late)} to be held for a case and not copied yet: see that storage is up.`,
    lost > 0 &&
      `${are(lost)} lost: to be held for a case, and deleted before they could be copied. The Data Protection Officer’s case says which.`,
    unverified > 0 &&
      `${are(unverified, 'held recording')} copied but could not be opened, or has not its right length. The Data Protection Officer’s case says which.`,
  ]);
}

const findingAlarms = (mark: string | undefined): readonly string[] =>
  (JSON.parse(mark ?? '[]') as readonly StorageFinding[]).map(({ what, remedy }) => `${what} ${remedy}`);

/** Recordings by whole days of age, today first; the last count holds the limit and beyond. */
async function byAge(context: Context, days: number): Promise<readonly number[]> {
  const moments = Array.from({ length: days + 1 }, (_, age) => addDays(context.now, -age)).reverse();
  const younger = [...(await context.recordings.countBetween(moments))].reverse();
  // A start in the future is a wrong clock's; it counts as of today.
  const [older, newer] = await context.recordings
    .countBetween(['0000' as Instant, addDays(context.now, -days), context.now, '9999' as Instant])
    .then(([past, , future]) => [past ?? 0, future ?? 0]);
  return [(younger[0] ?? 0) + (newer ?? 0), ...younger.slice(1), older ?? 0];
}
