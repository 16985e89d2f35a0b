import type { RequestId } from '../../kernel/ids.ts';
import { listOf } from '../../kernel/listOf.ts';
import type { Instant, PlainDate } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { CaseRecord } from '../cases/model/case.ts';
import type { Post } from '../messaging/model/post.ts';
import { currentDelegates, type Directory, type Email, isThem, personOf } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import { scheduleOf } from '../practice/model/practice.ts';
import type { RetentionSchedule } from '../practice/model/schedule.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { callsOf } from '../recordings/model/legs.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { decidersOf } from './approverAudiences.ts';
import { matchRecordings } from './matchRecordings.ts';
import type { Grant } from './model/grant.ts';
import { isClaimedParty } from './model/party.ts';
import { type AccessRequest, agreedTerms, isUndecided } from './model/request.ts';

/** Everything a card about one request may show, read afresh each time it is drawn. */
export interface RequestView {
  readonly request: AccessRequest;
  /** The case it was raised from, when it was. */
  readonly caseRecord: CaseRecord | null;
  /** True where who was on the call has been left out, because the case is confidential. */
  readonly isNameless: boolean;
  /** What the request matches; only ever shown to approvers. Empty once decided otherwise than by agreement. */
  readonly candidates: readonly Recording[];
  /** Which recordings are legs of one call, by id: the leg's number and how many there are; the others are left out. */
  readonly legs: Readonly<Record<string, { readonly leg: number; readonly of: number }>>;
  /** How many more match than `candidates` holds. */
  readonly moreCandidates: number;
  /** The recording agreed on, when there is an agreement. */
  readonly agreed: Recording | null;
  /** True when that is held for a case: nobody deletes it by its age. */
  readonly isHeld: boolean;
  readonly grant: Grant | null;
  /** Names by e-mail of everybody the request mentions. */
  readonly names: Readonly<Record<Email, string>>;
  /** In whose own chat it is read; null in a channel. */
  readonly reader: Email | null;
  /** What is left to whoever reads it: to agree, to deny only, or nothing. Of a request that waits. */
  readonly left: 'agree' | 'deny' | 'nothing';
  /** Whether they may stop an access that is in force. */
  readonly mayStop: boolean;
  /** Whether the practice lets approvers hear a call first. */
  readonly mayHear: boolean;
  /** Names of people who should decide but whom no platform reaches. */
  readonly unreached: readonly string[];
  /** Who may decide, and until which day they are away; by roles alone. */
  readonly deciders: readonly { readonly name: string; readonly away: PlainDate | null }[];
  /** Those who might decide, of whom the requester says that they took part in the call. */
  readonly claims: readonly { readonly name: string; readonly stoodBack: boolean }[];
  /** The practice's time zone; every time shown is in it. */
  readonly zone: string;
  readonly now: Instant;
  readonly schedule: RetentionSchedule;
}

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
function claimsIn(request: AccessRequest, directory: Directory, now: Instant): RequestView['claims'] {
  const { directors, dpo } = directory;
  return [...new Set([...directors, ...dpo, ...currentDelegates(directory, now)])]
    .map((email) => personOf(directory, email, now))
    .map((person) => ({ person, stoodBack: request.stoodBack.some((email) => isThem(person, email)) }))
    .filter(({ person, stoodBack }) => stoodBack || isClaimedParty(person, request.ask))
    .map(({ person, stoodBack }) => ({ name: person.name, stoodBack }));
}

async function decidersIn(context: Context, request: AccessRequest): Promise<RequestView['deciders']> {
  const practice = await context.practiceNow();
  const nameOf = (email: Email): string => personOf(practice.directory, email, context.now).name;
  return decidersOf(practice, request, context.now).map(({ email, away }) => ({ name: nameOf(email), away }));
}

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
    caseRecord: (request.caseId !== null && (await context.cases.find(request.caseId))) || null,
    isNameless: false,
    candidates: matches.slice(0, MAX_CANDIDATES),
    legs: legsOf(matches),
    moreCandidates: Math.max(0, matches.length - MAX_CANDIDATES),
    agreed: found?.recording ?? null,
    isHeld: found !== undefined && found.held !== null,
    grant: (await context.grants.findByRequest(request.id)) ?? null,
    names,
    reader: null,
    left: 'agree',
    mayStop: false,
    mayHear: (await context.practiceNow()).hearBeforeDeciding,
    deciders: isUndecided(request) ? await decidersIn(context, request) : [],
    claims: claimsIn(request, practice.directory, context.now),
    unreached: [...new Set(unreached.map((email) => names[email] ?? email))],
    zone: practice.zone,
    now: context.now,
    schedule: scheduleOf(practice),
  };
}
