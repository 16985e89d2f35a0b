import { dateIn, isWorkingTime } from '../../../kernel/time.ts';
import { eachItem } from '../../../platform/jobs/eachItem.ts';
import type { Context, Deps } from '../../../stores.ts';
import { postToAll } from '../../messaging/post.ts';
import { dpoAudiences } from '../../people/audiences.ts';
import { type Hold, WANTING_STATES } from '../model/hold.ts';
import { dueHoldReminder } from '../model/holdLifecycle.ts';
import { copyAgain } from './placeHold.ts';

type WatchDeps = Pick<Deps, 'uow' | 'log'>;

/**
 * Looks after each hold that stands, on a working day: reminds of its day, tells the DPO each day of live recordings
 * that are kept for want of a proven copy, and orders again what storage would not let be copied.
 */
export async function lookAfterHolds({ uow, log }: WatchDeps): Promise<number> {
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
export const remindOfLocks = ({ uow }: WatchDeps): Promise<number> =>
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
