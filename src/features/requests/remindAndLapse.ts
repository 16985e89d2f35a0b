import { addDays, addHours, earlier, type Instant, nextDate, startOfDate } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { postCard, postToAll, redrawCards } from '../messaging/post.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { deletesAt, deletionOf } from '../practice/model/schedule.ts';
import type { ActDeps } from './actDeps.ts';
import { approverAudiences } from './approverAudiences.ts';
import { loadRequestView } from './loadRequestView.ts';
import { matchRecordings } from './matchRecordings.ts';
import { isAlive } from './model/grant.ts';
import { lapse } from './model/life.ts';
import type { AccessRequest } from './model/request.ts';

/**
 * Looks after every request that waits: reminds, escalates when the recording itself is about to go, lets lapse what nobody decided or
 * what can match nothing any more. Returns how many it touched.
 */
export const createFollowUp = (deps: ActDeps) => async (): Promise<number> => {
  const waiting = await deps.uow.read(({ requests }) =>
    requests.findByStates(['submitted', 'awaiting-approval', 'awaiting-answer']),
  );
  let touched = 0;
  for (const { id } of waiting) {
    const acted = await deps.uow.run(async (stores) => {
      const request = await stores.requests.find(id);
      return request ? followUp(deps, stores, request, deps.clock.now()) : false;
    });
    if (acted) touched += 1;
  }
  return touched + (await warnHolders(deps));
};

async function followUp(
  deps: ActDeps,
  stores: Stores,
  request: AccessRequest,
  now: Instant,
): Promise<boolean> {
  const { limits } = deps.practice;
  const matches = await matchRecordings(stores, request, deps, now);
  // What a case asks for is held, and goes by no date.
  const firstGone = (request.caseId === null ? matches : [])
    .map((m) => deletionOf(m.startedAt, now, scheduleOf(deps.practice)))
    .reduce<Instant | null>((a, b) => (a === null ? b : earlier(a, b)), null);
  if (addDays(request.submittedAt, limits.lapseAfterDays) <= now)
    return end(deps, stores, request, 'nobody-decided', now);
  if (matches.length === 0 && (await wentAway(deps, stores, request, now)))
    return end(deps, stores, request, 'recording-deleted', now);
  if (firstGone && request.escalatedAt === null && addHours(firstGone, -limits.escalateBeforeHours) <= now)
    return remind(deps, stores, { ...request, escalatedAt: now, remindedAt: now }, true, now);
  const since = request.remindedAt ?? request.submittedAt;
  if (
    request.state !== 'awaiting-answer' &&
    addHours(since, limits.remindAfterHours) <= now &&
    isWorkingTime(deps, now)
  )
    return remind(deps, stores, { ...request, remindedAt: now }, false, now);
  return false;
}

/** Hours before its deletion that somebody who may still hear a recording is told. */
const WARN_HOURS = 24;

/** Tells each holder, once, that what they may hear is deleted within a day. Gives how many. */
async function warnHolders(deps: ActDeps): Promise<number> {
  const { uow, clock, practice } = deps;
  let warned = 0;
  for (const { id } of await uow.read(({ grants }) => grants.findByState('ready')))
    warned += await uow.run(async (stores) => {
      const now = clock.now();
      const grant = await stores.grants.find(id);
      const recording = grant && (await stores.recordings.find(grant.terms.recordingId));
      if (!grant || !recording || !isAlive(grant, now)) return 0;
      const goes = deletionOf(recording.startedAt, now, scheduleOf(practice));
      // An access that ends before that by itself has said so from the start.
      if (goes > addHours(now, WARN_HOURS) || grant.until < goes) return 0;
      const posts = await stores.posts.findBySubject(grant.requestId);
      if (posts.some(({ card }) => card === 'last-day')) return 0;
      const holder = { kind: 'person', email: grant.holder } as const;
      await postCard(stores, { subject: grant.requestId, card: 'last-day', audience: holder }, deps);
      return 1;
    });
  return warned;
}

/** Nothing matches and nothing of that time can be kept any more: it will never match. */
async function wentAway(
  deps: ActDeps,
  stores: Stores,
  request: AccessRequest,
  now: Instant,
): Promise<boolean> {
  const view = await loadRequestView(stores, request, deps, now);
  if (view.agreed) return false;
  const { when } = request.ask;
  const lastDay = when.kind === 'range' ? when.to : when.date;
  return deletesAt(startOfDate(nextDate(lastDay), deps.practice.zone), scheduleOf(deps.practice)) <= now;
}

/** Reminders come between eight and six on the practice's clock: nobody decides at night. */
function isWorkingTime({ practice }: ActDeps, now: Instant): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: practice.zone, hour: '2-digit', hourCycle: 'h23' }).format(
      new Date(now),
    ),
  );
  return hour >= 8 && hour < 18;
}

async function remind(
  deps: ActDeps,
  stores: Stores,
  request: AccessRequest,
  urgent: boolean,
  now: Instant,
): Promise<boolean> {
  await stores.requests.save(request);
  const matches = await matchRecordings(stores, request, deps, now);
  const audiences = await approverAudiences(stores, deps.practice, request, matches, now);
  await postToAll(stores, request.id, 'reminder', audiences, deps, urgent);
  await note(stores, urgent ? 'request.escalate' : 'request.remind', request, now);
  return true;
}

async function end(
  deps: ActDeps,
  stores: Stores,
  request: AccessRequest,
  why: 'nobody-decided' | 'recording-deleted',
  now: Instant,
): Promise<boolean> {
  const lapsed = lapse(request, why, now);
  if (!lapsed.ok) return false;
  await stores.requests.save(lapsed.value);
  await note(stores, 'request.lapse', request, now, why);
  await redrawCards(stores, request.id);
  const requester = { kind: 'person', email: request.requestedBy } as const;
  await postCard(stores, { subject: request.id, card: 'requester', audience: requester }, deps);
  return true;
}

const note = (
  stores: Stores,
  action: string,
  request: AccessRequest,
  now: Instant,
  why: string | null = null,
) =>
  stores.audit.append({
    at: now,
    actor: 'desk',
    action,
    subject: request.id,
    outcome: 'ok',
    detail: { why },
  });
