import { addHours, dateIn, type Instant, isWorkingTime } from '../../kernel/time.ts';
import { eachItem, eachStep } from '../../platform/jobs/eachItem.ts';
import type { Context, Deps } from '../../stores.ts';
import { postToAll, queueKeyOf, refreshMessages } from '../messaging/post.ts';
import { directorAudiences, dpoAudiences } from '../people/audiences.ts';
import { currentDelegates } from '../people/model/person.ts';
import { type CaseDeps, refreshCase } from './actOnCase.ts';
import { caseClock, clockFace } from './caseClock.ts';
import { copyAgain, holdMeant } from './holds/placeHold.ts';
import { type CaseRecord, isEmergencyNow, stepOf } from './model/case.ts';
import { dueReminders } from './model/dueReminders.ts';
import { type Hold, WANTING_STATES } from './model/hold.ts';
import { dueHoldReminder } from './model/holdLifecycle.ts';

type WatchDeps = Pick<Deps, 'uow' | 'log'>;

/**
 * Looks after each hold that stands, on a working day: reminds of its day, tells the DPO each day of live recordings
 * that are kept for want of a proven copy, and orders again what storage would not let be copied.
 */
async function lookAfterHolds({ uow, log }: WatchDeps): Promise<number> {
  const standing = await uow.read(async (context) => {
    const today = dateIn(context.now, context.practice.zone);
    const isTime = isWorkingTime(context.now, context.practice.zone) && context.isWorkingDay(today);
    return isTime ? context.holds.unreleased() : [];
  });
  return eachItem(standing, { what: 'hold', idOf: ({ id }) => id, log }, (hold) =>
    uow.run((context) => lookAfterHold(context, hold)),
  );
}

/** What has gone out of a hold’s reminders, as JSON: `H-2V6RT0K@2027-05-02`. */
const remindedOf = (hold: Hold): string => `hold-reminded:${hold.id}`;

async function lookAfterHold(context: Context, hold: Hold): Promise<number> {
  const today = dateIn(context.now, context.practice.zone);
  const reminded = JSON.parse((await context.jobState.get(remindedOf(hold))) ?? '[]') as readonly string[];
  const marks: string[] = [];
  const day = dueHoldReminder(hold, today);
  if (day !== undefined && !reminded.includes(day)) marks.push(day);
  const kept = `${hold.id}@kept-${today}`;
  const isKept = !reminded.includes(kept) && (await keepsLive(context, hold));
  if (isKept) marks.push(kept);
  const again = `${hold.id}@again-${today}`;
  const isTriedAgain = !reminded.includes(again) && (await copyAgain(context, hold.id)) > 0;
  if (day !== undefined && marks.includes(day)) await postToAll(context, hold.id, 'hold', await dpoAudiences(context));
  if (isKept) await postToAll(context, hold.id, 'hold', await dpoAudiences(context), true);
  const told = marks.length;
  if (isTriedAgain) marks.push(again);
  // What was for days gone by is not asked for again.
  const stillAsked = reminded.filter((mark) => !/@(?:kept|again)-/.test(mark) || mark.endsWith(today));
  if (marks.length > 0) await context.jobState.set(remindedOf(hold), JSON.stringify([...stillAsked, ...marks]));
  return told;
}

/** Whether recordings that should be deleted by now are kept, since this hold has no proven copy of them. */
async function keepsLive({ holds, recordings }: Context, { id }: Hold): Promise<boolean> {
  const tally = await holds.tally(id);
  if (!WANTING_STATES.some((state) => (tally[state] ?? 0) > 0)) return false;
  const wanting = (await holds.copiesOf(id)).filter(({ state }) => WANTING_STATES.includes(state));
  return (await recordings.countMarkedAmong(wanting.map(({ recordingId }) => recordingId))) > 0;
}

const LOCKS_REMINDED = 'locks-reminded';

/** Puts each locked call to the DPO again, every day after the one it was locked on, until it is decided. */
const remindOfLocks = ({ uow }: WatchDeps): Promise<number> =>
  uow.run(async (context) => {
    const { zone } = context.practice;
    const today = dateIn(context.now, zone);
    if (!isWorkingTime(context.now, zone) || (await context.jobState.get(LOCKS_REMINDED)) === today) return 0;
    const due = (await context.holds.standingLocks()).filter(
      ({ state, lockedAt }) => state === 'open' && dateIn(lockedAt, zone) < today,
    );
    for (const { id } of due) await postToAll(context, id, 'held-lock', await dpoAudiences(context), true);
    await context.jobState.set(LOCKS_REMINDED, today);
    return due.length;
  });

/** Hours after which an emergency’s missing particulars are asked for again, each day until they are there. */
const PARTICULARS_HOURS = 24;

/**
 * Looks after every case that is open: puts what arrived late under its hold, reminds at 14, 7, 3 and 1 days, each
 * working day when late, and of cases nobody touches; reminds of holds whose day has come and of delegates whose time
 * is over. Gives how many were touched.
 */
export const createWatchCases = (deps: CaseDeps & Pick<Deps, 'log'>) => (): Promise<number> => {
  const { uow, log } = deps;
  const lookAfterOpen = async (): Promise<number> => {
    const open = await uow.read(({ cases }) => cases.open());
    return eachItem(open, { what: 'case', idOf: ({ id }) => id, log }, ({ id }) =>
      uow.run(async (context) => {
        const caseRecord = await context.cases.find(id);
        return caseRecord ? lookAfter(context, caseRecord) : 0;
      }),
    );
  };
  return eachStep(log, {
    cases: lookAfterOpen,
    holds: () => lookAfterHolds(deps),
    locks: () => remindOfLocks(deps),
    delegates: () => uow.run((context) => watchDelegates(context)),
  });
};

async function lookAfter(context: Context, caseRecord: CaseRecord): Promise<number> {
  const { practice, isWorkingDay } = context;
  const added = await holdMeant(context, caseRecord);
  if (added > 0) await refreshMessages(context, caseRecord.id);
  if (!isWorkingTime(context.now, practice.zone)) return added;
  const day = clockFace(context);
  const { marks, toDirectors } = dueReminders(caseRecord, caseClock(context, caseRecord), day);
  const due = [
    ...marks,
    ...(isWorkingDay(day.today) ? particularsMissing(caseRecord, context.now, practice.zone) : []),
  ].filter((mark) => !caseRecord.reminded.includes(mark));
  if (due.length === 0) return added;
  await context.cases.save({ ...caseRecord, reminded: [...caseRecord.reminded, ...due] });
  await context.recordAudit('desk', {
    action: 'case.remind',
    subject: caseRecord.id,
    detail: { marks: due.join(' ') },
  });
  await refreshMessages(context, caseRecord.id);
  const dpo = await dpoAudiences(context);
  const directors = toDirectors ? directorAudiences(context) : [];
  const told = new Set(dpo.map(queueKeyOf));
  const audiences = [...dpo, ...directors.filter((each) => !told.has(queueKeyOf(each)))];
  await postToAll(context, caseRecord.id, 'case-reminder', audiences);
  return added + 1;
}

/** “Record after”: what an emergency left out is asked for each day. */
function particularsMissing(caseRecord: CaseRecord, now: Instant, zone: string): readonly string[] {
  const emergency = stepOf(caseRecord, 'emergency');
  if (!emergency || !isEmergencyNow(caseRecord)) return [];
  return addHours(emergency.at, PARTICULARS_HOURS) <= now ? [`particulars@${dateIn(now, zone)}`] : [];
}

/** Who stood in when somebody last looked: addresses, and the ids of what the DPO named in the chat; as JSON. */
const STOOD_IN = 'stood-in';

/** Draws what delegates may read again once their time begins or ends: nothing else tells. Gives 1 when it did. */
async function watchDelegates(context: Context): Promise<number> {
  const emails = currentDelegates((await context.practiceNow()).directory, context.now);
  const begun = (await context.delegations.current(context.now)).filter(({ from }) => from <= context.now);
  const standing = [...emails, ...begun.map(({ id }) => id)].sort();
  const before = JSON.parse((await context.jobState.get(STOOD_IN)) ?? '[]') as readonly string[];
  const changed = [
    ...standing.filter((each) => !before.includes(each)),
    ...before.filter((each) => !standing.includes(each)),
  ];
  if (changed.length === 0) return 0;
  await context.jobState.set(STOOD_IN, JSON.stringify(standing));
  for (const id of changed) await refreshMessages(context, id);
  for (const { id } of await context.cases.open()) await refreshCase(context, id);
  for (const { id } of await context.holds.unreleased()) await refreshMessages(context, id);
  return 1;
}
