import { nameFromEmail } from '../domain/people/person.ts';
import { scheduleOf } from '../domain/practice.ts';
import { callsOf } from '../domain/recording/legs.ts';
import { fits, queryFor, type RecordingQuery, rank } from '../domain/recording/matching.ts';
import type { Recording } from '../domain/recording/recording.ts';
import { type AccessRequest, agreedTerms, isUndecided } from '../domain/request/request.ts';
import type { OrderReason, Receipt } from '../domain/retention/deletionOrder.ts';
import { addDays, addMinutes, addMs, type Instant, instantsOfLocal } from '../domain/time.ts';
import type { RequestView } from './cardView.ts';
import type { Deps } from './deps.ts';
import { findRecording } from './findRecording.ts';
import type { Post, Stores } from './ports.ts';

/** Recordings an approver's card lists; a request that matches more is asked to be narrowed by question. */
export const MAX_CANDIDATES = 10;

/** How many are looked at to say how many more there are. */
export const LOOK_AT = 50;

const queryOf = (
  request: AccessRequest,
  { practice }: Pick<Deps, 'practice'>,
  now: Instant,
): RecordingQuery => queryFor(request.ask, practice.zone, addDays(now, -practice.limits.recordingsDays));

/** Whether a request may mean this recording. */
export const couldMean = (
  request: AccessRequest,
  recording: Recording,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): boolean => fits(queryOf(request, deps, now), recording);

/** What a request matches among the recordings stored now, best first. */
export async function matchRecordings(
  { recordings }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<readonly Recording[]> {
  const found = await recordings.match(queryOf(request, deps, now), LOOK_AT);
  return rank(request.ask, deps.practice.zone, found);
}

/** The recording a request matches, when it matches just one: two are enough to know that it does not. */
export async function onlyMatch(
  { recordings }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<readonly Recording[]> {
  const found = await recordings.match(queryOf(request, deps, now), 2);
  return found.length === 1 ? found : [];
}

/** Recordings that are legs of one call, put through from one telephone to another. */
const legsOf = (recordings: readonly Recording[]): RequestView['legs'] =>
  Object.fromEntries(
    callsOf(recordings)
      .filter((legs) => legs.length > 1)
      .flatMap((legs) => legs.map(({ id }, at) => [id, { leg: at + 1, of: legs.length }])),
  );

/** Whether anything is left that a request could mean. */
export const matchesAnything = async (
  { recordings }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<boolean> => (await recordings.match(queryOf(request, deps, now), 1)).length > 0;

/**
 * Why the call a request means was deleted by an order, when one was: only of a request whose time and extension are those of the call, since a
 * receipt knows little else, and a request that may mean another call must go on. Null when nothing was.
 */
export async function deletedByOrder(
  { receipts }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<OrderReason | null> {
  const { extension, from, to, internalOnly } = queryOf(request, deps, now);
  const { when } = request.ask;
  if (extension === null || internalOnly || when.kind !== 'about') return null;
  const stated = instantsOfLocal(when.date, when.time, deps.practice.zone);
  const met = (await receipts.ofOrdersOn(extension, from, to)).filter(
    (receipt) =>
      receipt.reason !== 'age' && receipt.extension === extension && stated.some((at) => isNear(at, receipt)),
  );
  const reason = met.at(-1)?.reason;
  return reason === undefined || reason === 'age' ? null : reason;
}

/** Minutes by which somebody may be out about a call and still surely mean it. */
const NEAR_MINUTES = 5;

const isNear = (at: Instant, { startedAt, durationMs }: Receipt): boolean =>
  addMinutes(startedAt, -NEAR_MINUTES) <= at && at <= addMinutes(addMs(startedAt, durationMs), NEAR_MINUTES);

/** Everything a card about a request may show, read afresh; but for its posts, where they have just been read. */
export async function loadRequestView(
  stores: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
  known?: readonly Post[],
): Promise<RequestView> {
  const { practice } = deps;
  const matches = isUndecided(request) ? await matchRecordings(stores, request, deps, now) : [];
  const terms = agreedTerms(request);
  const found = terms && (await findRecording(stores, request, terms.recordingId));
  const posts = known ?? (await stores.posts.ofSubject(request.id));
  const unreached = posts
    .filter((post) => post.unreached !== null && post.card === 'approver')
    .flatMap((post) => (post.audience.kind === 'person' ? [post.audience.email] : []));
  const mentioned = [
    request.requestedBy,
    ...request.agreements.map((a) => a.by),
    ...request.questions.map((q) => q.askedBy),
    ...(request.ending?.by ? [request.ending.by] : []),
  ];
  const nameOf = async (email: string): Promise<string> => {
    if (email === request.requestedBy) return request.requesterName;
    const inFile = practice.directory.people.find((person) => person.email === email);
    if (inFile) return inFile.name;
    const [binding] = await stores.people.bindingsOf(email);
    return binding?.name ?? nameFromEmail(email);
  };
  const names: Record<string, string> = {};
  for (const email of [...mentioned, ...unreached]) names[email] ??= await nameOf(email);
  return {
    request,
    file: (request.caseId !== null && (await stores.cases.find(request.caseId))) || null,
    isNameless: false,
    candidates: matches.slice(0, MAX_CANDIDATES),
    legs: legsOf(matches),
    moreCandidates: Math.max(0, matches.length - MAX_CANDIDATES),
    agreed: found?.recording ?? null,
    isHeld: found !== undefined && found.held !== null,
    grant: (await stores.grants.findByRequest(request.id)) ?? null,
    names,
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))],
    zone: practice.zone,
    now,
    schedule: scheduleOf(practice),
  };
}
