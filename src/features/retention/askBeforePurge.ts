import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { addHours, addMs, dateIn, EARLIEST, type Instant, msBetween } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import { postToAll, refreshMessages } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { dpoAudiences } from '../people/audiences.ts';
import { personNow } from '../people/currentDirectory.ts';
import { mayActAsDpo } from '../people/model/person.ts';
import { type PurgeQuestion, type PurgeRun, purgeQuestionSchema } from './model/purgeRun.ts';

/** The night would delete far more than the nights before: the DPO has been asked, and it waits for the answer. */
export class PurgeWaits extends Error {
  override readonly name = 'PurgeWaits';
}

const QUESTION = 'purge-question';

/** Fewer than these are deleted without asking: a small practice's busy day. */
const FEW = 100;

/** A night may delete so many times what the largest of the nights before did, for each night since the last. */
const TIMES = 3;

const NIGHTS = 14;

/** A yes holds for the night it was asked for, and no longer; and for what was asked, and what came since. */
const YES_HOURS = 24;

export async function findPurgeQuestion({ jobState }: Context): Promise<PurgeQuestion | undefined> {
  const body = await jobState.get(QUESTION);
  const read = body === undefined ? undefined : purgeQuestionSchema.safeParse(JSON.parse(body));
  return read?.success ? read.data : undefined;
}

/** A night under way: what is to go, and what it has deleted so far. */
interface Night {
  readonly runId: string;
  readonly due: Instant;
  readonly deleted: number;
}

/** How much a night may delete in all. Throws PurgeWaits, the DPO asked, when far more than nights before would go. */
async function askBeforePurge({ uow }: Pick<Deps, 'uow'>, { due, runId, deleted }: Night): Promise<number> {
  const may = await uow.run(async (context) => {
    const [left = 0] = await context.recordings.countBetween([EARLIEST, addMs(due, 1)]);
    const wanted = new Set((await context.holds.wantingBy(due)).map(({ recordingId }) => recordingId));
    const staying = await context.recordings.countMarkedAmong([...wanted]);
    const count = deleted + left - staying + (await context.unread.countStoredBy(due));
    const nights = (await context.purges.newestDeleting(context.now, NIGHTS)).filter(({ id }) => id !== runId);
    const stored = deleted + (await context.recordings.count()) + (await context.unread.count());
    const asked = await findPurgeQuestion(context);
    const most = mostWithoutAsking(nights, stored, context.now);
    if (count <= most) {
      if (asked && !asked.agreed) await close(context, asked);
      return most;
    }
    const { zone } = context.practice;
    const today = dateIn(context.now, zone);
    const isOfToday = asked !== undefined && dateIn(asked.askedAt, zone) === today;
    if (isOfToday && !asked.agreed) return undefined;
    const agreedTo = asked?.agreed && addHours(asked.agreed.at, YES_HOURS) > context.now ? asked.due + FEW : 0;
    if (count <= agreedTo) return agreedTo;
    const id = isOfToday ? `${asked.id}-again` : `${QUESTION}-${today}`;
    const usual = nights.length === 0 ? null : Math.max(...nights.map(({ deleted }) => deleted));
    await save(context, { id, askedAt: context.now, due: count, usual, stored, zone, agreed: null });
    if (asked) await refreshMessages(context, asked.id);
    await postToAll(context, id, 'purge-question', await dpoAudiences(context), true);
    await context.recordAudit('desk', { action: 'purge.ask', subject: id, detail: { due: count, usual, stored } });
    return undefined;
  });
  if (may !== undefined) return may;
  throw new PurgeWaits('Far more than in the nights before: the DPO has been asked');
}

/** Asked before each batch: whether the night may delete so many more. What is indexed while it runs counts too. */
export function createAllowance(deps: Pick<Deps, 'uow'>, night: () => Night) {
  let planned = 0;
  let may = -1;
  return async (count: number): Promise<void> => {
    if (planned + count > may) may = await askBeforePurge(deps, night());
    planned += count;
  };
}

function mostWithoutAsking(nights: readonly PurgeRun[], stored: number, now: Instant): number {
  const [last] = nights;
  // Nothing to compare with: only a night that would leave nothing at all is asked about.
  if (!last) return Math.max(FEW, stored - 1);
  const largest = Math.max(...nights.map(({ deleted }) => deleted));
  const since = Math.max(1, Math.round(msBetween(last.startedAt, now) / (24 * 3_600_000)));
  return Math.max(FEW, TIMES * largest * since);
}

/** It is as usual again: nobody need answer. */
async function close(context: Context, { id }: PurgeQuestion): Promise<void> {
  await context.jobState.set(QUESTION, 'null');
  await refreshMessages(context, id);
}

const save = ({ jobState }: Context, question: PurgeQuestion): Promise<void> =>
  jobState.set(QUESTION, JSON.stringify(question));

export type AgreeToPurge = (act: {
  readonly questionId: string;
  readonly actor: Actor;
}) => Promise<Result<PurgeQuestion, Refused>>;

/** The DPO says that so many recordings are to be deleted; the night goes on at its next try. */
export const createAgreeToPurge =
  ({ uow }: Pick<Deps, 'uow'>): AgreeToPurge =>
  ({ questionId, actor }) =>
    uow.run(async (context) => {
      const person = await personNow(context, actor);
      const asked = await findPurgeQuestion(context);
      const fault = !mayActAsDpo(person)
        ? ('not-the-dpo' as const)
        : asked?.id !== questionId || asked.agreed
          ? ('purge-settled' as const)
          : undefined;
      const result = fault || !asked ? err(fault ?? ('purge-settled' as const)) : ok(asked);
      await context.recordAudit(person, {
        action: 'purge.agree',
        subject: questionId,
        outcome: outcomeOf(result),
        detail: { due: asked?.due ?? null },
      });
      if (!result.ok) return refused(result.error);
      const agreed = { ...result.value, agreed: { by: person.email, name: person.name, at: context.now } };
      await save(context, agreed);
      await refreshMessages(context, questionId);
      return ok(agreed);
    });
