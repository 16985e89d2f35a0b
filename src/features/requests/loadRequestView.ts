import type { Context } from '../../stores.ts';
import type { Post } from '../messaging/model/post.ts';
import { nameOfPerson } from '../people/names.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { callsOf } from '../recordings/model/legs.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { matchRecordings } from './matchRecordings.ts';
import { type AccessRequest, agreedTerms, isUndecided } from './model/request.ts';
import type { RequestView } from './requestView.ts';

/** Recordings an approver's card lists; a request that matches more is asked to be narrowed by question. */
const MAX_CANDIDATES = 10;

/** Recordings that are legs of one call, put through from one telephone to another. */
const legsOf = (recordings: readonly Recording[]): RequestView['legs'] =>
  Object.fromEntries(
    callsOf(recordings)
      .filter((legs) => legs.length > 1)
      .flatMap((legs) => legs.map(({ id }, at) => [id, { leg: at + 1, of: legs.length }])),
  );

/** Everything a card about a request may show, read afresh; but for its posts, where they have just been read. */
export async function loadRequestView(
  context: Context,
  request: AccessRequest,
  known?: readonly Post[],
): Promise<RequestView> {
  const { practice } = context;
  const matches = isUndecided(request) ? await matchRecordings(context, request) : [];
  const terms = agreedTerms(request);
  const found = terms && (await findRecording(context, request, terms.recordingId));
  const posts = known ?? (await context.posts.findBySubject(request.id));
  const unreached = posts
    .filter((post) => post.unreached !== null && post.card === 'approver')
    .flatMap((post) => (post.audience.kind === 'person' ? [post.audience.email] : []));
  const mentioned = [
    request.requestedBy,
    ...request.agreements.map((a) => a.by),
    ...request.questions.map((q) => q.askedBy),
    ...(request.ending?.by ? [request.ending.by] : []),
  ];
  const names: Record<string, string> = {};
  for (const email of [...mentioned, ...unreached])
    names[email] ??= email === request.requestedBy ? request.requesterName : await nameOfPerson(context, email);
  return {
    request,
    caseRecord: (request.caseId !== null && (await context.cases.find(request.caseId))) || null,
    isNameless: false,
    candidates: matches.slice(0, MAX_CANDIDATES),
    legs: legsOf(matches),
    moreCandidates: Math.max(0, matches.length - MAX_CANDIDATES),
    agreed: found?.recording ?? null,
    isHeld: found !== undefined && found.held !== null,
    grant: (await context.grants.findByRequest(request.id)) ?? null,
    names,
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))],
    zone: practice.zone,
    now: context.now,
    schedule: scheduleOf(practice),
  };
}
