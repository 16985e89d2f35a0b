import { addDays, addHours, earlier, type Instant, isWorkingTime, nextDate, startOfDate } from '../../kernel/time.ts';
import { eachItem, eachStep } from '../../platform/jobs/eachItem.ts';
import type { Context, Deps } from '../../stores.ts';
import { postToAll, postToPerson } from '../messaging/post.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { deletesAt, deletionOf } from '../practice/model/schedule.ts';
import type { ActDeps } from './actOnRequest.ts';
import { approverAudiences } from './approverAudiences.ts';
import { endRequest } from './endUnanswerable.ts';
import { followApprovers } from './followApprovers.ts';
import { loadRequestView } from './loadRequestView.ts';
import { matchRecordings } from './matchRecordings.ts';
import { isAlive } from './model/grant.ts';
import type { AccessRequest } from './model/request.ts';

/**
 * Looks after every request that waits: reminds, escalates when the recording itself is about to go, lets
 * expire what nobody decided or what can match nothing any more. Returns how many it touched.
 */
export const createRemindAndExpire = (deps: ActDeps & Pick<Deps, 'log'>) => (): Promise<number> =>
  eachStep(deps.log, { requests: () => followUp(deps), holders: () => warnHolders(deps) });

async function followUp({ uow, log }: ActDeps & Pick<Deps, 'log'>): Promise<number> {
  const waiting = await uow.read(({ requests }) =>
    requests.findByStates(['submitted', 'awaiting-approval', 'awaiting-answer']),
  );
  return eachItem(waiting, { what: 'request', idOf: ({ id }) => id, log }, ({ id }) =>
    uow.run(async (context) => {
      const request = await context.requests.find(id);
      return request && (await remindAndExpire(context, request)) ? 1 : 0;
    }),
  );
}

async function remindAndExpire(context: Context, waiting: AccessRequest): Promise<boolean> {
  const { limits } = context.practice;
  const matches = await matchRecordings(context, waiting);
  const request = await followApprovers(context, waiting, matches);
  // What a case asks for is held, and goes by no date.
  const firstGone = (request.caseId === null ? matches : [])
    .map((m) => deletionOf(m.startedAt, context.now, scheduleOf(context.practice)))
    .reduce<Instant | null>((a, b) => (a === null ? b : earlier(a, b)), null);
  if (addDays(request.submittedAt, limits.expireAfterDays) <= context.now)
    return endRequest(context, request, { reason: 'nobody-decided' });
  if (matches.length === 0 && (await hasExpired(context, request)))
    return endRequest(context, request, { reason: 'recording-deleted' });
  if (firstGone && request.escalatedAt === null && addHours(firstGone, -limits.escalateBeforeHours) <= context.now)
    return remind(context, { ...request, escalatedAt: context.now, remindedAt: context.now }, true);
  const since = request.remindedAt ?? request.submittedAt;
  if (
    request.state !== 'awaiting-answer' &&
    addHours(since, limits.remindAfterHours) <= context.now &&
    isWorkingTime(context.now, context.practice.zone)
  )
    return remind(context, { ...request, remindedAt: context.now }, false);
  return false;
}

/** Hours before its deletion that somebody who may still hear a recording is told. */
const WARN_HOURS = 24;

/** Tells each holder, once, that what they may hear is deleted within a day. Gives how many. */
async function warnHolders({ uow, practice, log }: ActDeps & Pick<Deps, 'log'>): Promise<number> {
  const ready = await uow.read(({ grants }) => grants.findByState('ready'));
  return eachItem(ready, { what: 'grant', idOf: ({ id }) => id, log }, ({ id }) =>
    uow.run(async (context) => {
      const { now } = context;
      const grant = await context.grants.find(id);
      const recording = grant && (await context.recordings.find(grant.terms.recordingId));
      if (!grant || !recording || !isAlive(grant, now)) return 0;
      const goes = deletionOf(recording.startedAt, now, scheduleOf(practice));
      // An access that ends before that by itself has said so from the start.
      if (goes > addHours(now, WARN_HOURS) || grant.until < goes) return 0;
      const posts = await context.posts.findBySubject(grant.requestId);
      if (posts.some(({ card }) => card === 'last-day')) return 0;
      await postToPerson(context, grant.holder, grant.requestId, 'last-day');
      return 1;
    }),
  );
}

/** Nothing matches and nothing of that time can be kept any more: it will never match. */
async function hasExpired(context: Context, request: AccessRequest): Promise<boolean> {
  const view = await loadRequestView(context, request);
  if (view.agreed) return false;
  const { when } = request.ask;
  const lastDay = when.kind === 'range' ? when.to : when.date;
  return deletesAt(startOfDate(nextDate(lastDay), context.practice.zone), scheduleOf(context.practice)) <= context.now;
}

async function remind(context: Context, request: AccessRequest, urgent: boolean): Promise<boolean> {
  await context.requests.save(request);
  const matches = await matchRecordings(context, request);
  const audiences = await approverAudiences(context, request, matches);
  await postToAll(context, request.id, 'reminder', audiences, urgent);
  const action = urgent ? 'request.escalate' : 'request.remind';
  await context.recordAudit('desk', { action, subject: request.id, detail: { why: null } });
  return true;
}
