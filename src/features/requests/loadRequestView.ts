import type { RequestId } from '../../kernel/ids.ts';
import { listOf } from '../../kernel/listOf.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { CaseRecord } from '../cases/model/case.ts';
import type { Post } from '../messaging/model/post.ts';
import { currentDelegates, type Directory, type Email, isThem, personOf } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { callsOf } from '../recordings/model/legs.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { decidersOf } from './approverAudiences.ts';
import { matchRecordings } from './matchRecordings.ts';
import { isClaimedParty } from './model/party.ts';
import { type AccessRequest, agreedTerms, isUndecided } from './model/request.ts';

export interface RequestLine {
  readonly id: RequestId;
  readonly title: string;
  /** When the call was, in words. */
  readonly call: string;
  readonly submittedAt: Instant;
  readonly state: AccessRequest['state'];
  /** True when a Listen button belongs beside it. */
  readonly canListen: boolean;
  readonly until: Instant | null;
  readonly canWithdraw: boolean;
}

/** Recordings an approver's card lists; a request that matches more is asked to be narrowed by question. */
const MAX_CANDIDATES = 10;

/** Those who might decide and are named among the parties; what is typed bars none of them. */
function claimsIn(request: AccessRequest, directory: Directory, now: Instant) {
  const { directors, dpo } = directory;
  return [...new Set([...directors, ...dpo, ...currentDelegates(directory, now)])]
    .map((email) => personOf(directory, email, now))
    .map((person) => ({ person, stoodBack: request.stoodBack.some((email) => isThem(person, email)) }))
    .filter(({ person, stoodBack }) => stoodBack || isClaimedParty(person, request.ask))
    .map(({ person, stoodBack }) => ({ name: person.name, stoodBack }));
}

async function decidersIn(context: Context, request: AccessRequest) {
  const practice = await context.practiceNow();
  const nameOf = (email: Email): string => personOf(practice.directory, email, context.now).name;
  return decidersOf(practice, request, context.now).map(({ email, away }) => ({ name: nameOf(email), away }));
}

/** Recordings that are legs of one call, put through from one telephone to another. */
const legsOf = (
  recordings: readonly Recording[],
): Readonly<Record<string, { readonly leg: number; readonly of: number }>> =>
  Object.fromEntries(
    callsOf(recordings)
      .filter((legs) => legs.length > 1)
      .flatMap((legs) => legs.map(({ id }, at) => [id, { leg: at + 1, of: legs.length }])),
  );

/** Everything a card about a request may show, read afresh; but for its posts, where they have just been read. */
export async function loadRequestView(context: Context, request: AccessRequest, known?: readonly Post[]) {
  const { practice } = context;
  const matches = isUndecided(request) ? await matchRecordings(context, request) : [];
  const terms = agreedTerms(request);
  const found = terms && (await findRecording(context, request, terms.recordingId));
  const posts = known ?? (await context.posts.findBySubject(request.id));
  const unreached = posts
    .filter((post) => post.unreached !== null && post.card === 'approver')
    .flatMap((post) => (post.audience.kind === 'person' ? [post.audience.email] : []));
  const mentioned = listOf([
    request.requestedBy,
    ...request.agreements.map((a) => a.by),
    ...request.questions.map((q) => q.askedBy),
    request.ending?.by || null,
  ]);
  const names: Record<string, string> = {};
  for (const email of [...mentioned, ...unreached])
    names[email] ??= email === request.requestedBy ? request.requesterName : await nameOfPerson(context, email);
  return {
    request,
    /** The case it was raised from, when it was. */
    caseRecord: ((request.caseId !== null && (await context.cases.find(request.caseId))) || null) as CaseRecord | null,
    /** True where who was on the call has been left out, because the case is confidential. */
    isNameless: false as boolean,
    /** What the request matches; only ever shown to approvers. Empty once decided otherwise than by agreement. */
    candidates: matches.slice(0, MAX_CANDIDATES) as readonly Recording[],
    /** Which recordings are legs of one call, by id: the leg's number and how many there are; others are left out. */
    legs: legsOf(matches),
    /** How many more match than `candidates` holds. */
    moreCandidates: Math.max(0, matches.length - MAX_CANDIDATES),
    /** The recording agreed on, when there is an agreement. */
    agreed: found?.recording ?? null,
    /** True when that is held for a case: nobody deletes it by its age. */
    isHeld: found !== undefined && found.held !== null,
    grant: (await context.grants.findByRequest(request.id)) ?? null,
    /** Names by e-mail of everybody the request mentions. */
    names: names as Readonly<typeof names>,
    /** In whose own chat it is read; null in a channel. */
    reader: null as Email | null,
    /** What is left to whoever reads it: to agree, to deny only, or nothing. Of a request that waits. */
    left: 'agree' as 'agree' | 'deny' | 'nothing',
    /** Whether they may stop an access that is in force. */
    mayStop: false as boolean,
    /** Whether the practice lets approvers hear a call first. */
    mayHear: (await context.practiceNow()).hearBeforeDeciding,
    /** Who may decide, and until which day they are away; by roles alone. */
    deciders: isUndecided(request) ? await decidersIn(context, request) : [],
    /** Those who might decide, of whom the requester says that they took part in the call. */
    claims: claimsIn(request, practice.directory, context.now),
    /** Names of people who should decide but whom no platform reaches. */
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))] as readonly string[],
    /** The practice's time zone; every time shown is in it. */
    zone: practice.zone,
    now: context.now,
    schedule: scheduleOf(practice),
  };
}

export type RequestView = Readonly<Awaited<ReturnType<typeof loadRequestView>>>;
