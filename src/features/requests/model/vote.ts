import { createHash } from 'node:crypto';
import { listOf } from '../../../kernel/listOf.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import { requiredTextFault, textFault } from '../../../kernel/typedText.ts';
import { hasRole, isThem, mayActAsDpo, mayDecide, type Person } from '../../people/model/person.ts';
import type { ApproverRole } from '../../practice/model/purpose.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import { moved } from './life.ts';
import { isPartyToCall } from './party.ts';
import { type AccessRequest, agreedTerms, isUndecided, openQuestion, pendingApprovals } from './request.ts';
import type { ClipTerms } from './terms.ts';

export interface Yes {
  readonly terms: ClipTerms;
  readonly comment: string | null;
  readonly statement: string | null;
  readonly consultation: string | null;
}

export interface VoteContext {
  readonly now: Instant;
  /** The recording the terms name, when it is still stored. */
  readonly recording: Recording | null;
  /** Longest time, in days, a clip may be heard. */
  readonly maxDays: number;
  /** Longest part, in minutes. */
  readonly maxMinutes: number;
}

/**
 * The approval slot this person would fill, or why none. Never the requester's own; never a party to the
 * call; each agreement from a different person (policy 2.1, 2.2). Somebody who can give either approval gives
 * the DPO's while it is open: fewer people can.
 */
export function approvalSlotFor(
  request: AccessRequest,
  person: Person,
  recordings: readonly Recording[],
): Result<ApproverRole, Refusal> {
  if (!mayDecide(person)) return err('not-an-approver');
  if (isThem(person, request.requestedBy)) return err('own-request');
  if (!isUndecided(request)) return err('already-decided');
  if (isPartyToCall(person, request, recordings)) return err('party-to-call');
  if (request.agreements.some((a) => isThem(person, a.by))) return err('already-agreed');
  const mine = rightsOf(person).filter((seat) => request.rule.seats.includes(seat));
  if (mine.length === 0) return err('not-an-approver');
  const open = pendingApprovals(request);
  const seat = mine.find((right) => open.includes(right));
  return seat === undefined ? err('slot-taken') : ok(seat);
}

/** The DPO does what a director does; a delegate stands in for the DPO alone (decision 0003). The scarcer first. */
function rightsOf(person: Person): readonly ApproverRole[] {
  return listOf([mayActAsDpo(person) && 'dpo', hasRole(person, 'dpo', 'director') && 'director']);
}

/** The same, while no question of somebody else waits for its answer. */
export function mayAgreeNow(...[request, person, recordings]: Parameters<typeof approvalSlotFor>) {
  const seat = approvalSlotFor(request, person, recordings);
  const question = openQuestion(request);
  return seat.ok && question && !isThem(person, question.askedBy) ? err('question-open' as const) : seat;
}

/** Applies one approver's yes; refuses rather than throws. The last slot's yes approves the request. */
export function castAgreement(
  request: AccessRequest,
  person: Person,
  yes: Yes,
  context: VoteContext,
): Result<AccessRequest, Refusal> {
  const { recording, now } = context;
  const seat = mayAgreeNow(request, person, recording ? [recording] : []);
  if (!seat.ok) return seat;
  const delegate = seat.value === 'dpo' && !hasRole(person, 'dpo');
  const fault =
    textFault([yes.comment, yes.statement, yes.consultation]) ?? statementFault(request, seat.value, delegate, yes);
  if (fault) return err(fault);
  if (!recording) return err('recording-gone');
  const terms = settleTerms(request, yes.terms, recording, context);
  if (!terms.ok) return terms;
  const last = pendingApprovals(request).length === 1;
  const agreement = {
    by: person.email,
    seat: seat.value,
    delegate,
    at: now,
    ...yes,
    statementSha256: statementHash(yes.statement),
    terms: terms.value,
  };
  return moved({ ...request, agreements: [...request.agreements, agreement] }, last ? 'complete' : 'agree');
}

/** By this the audit knows what was written, without holding it (policy 5.7). */
export const statementHash = (statement: string | null): string | null =>
  statement === null ? null : createHash('sha256').update(statement).digest('hex');

function statementFault(request: AccessRequest, seat: ApproverRole, delegate: boolean, yes: Yes): Refusal | undefined {
  const { dpoStatement, delegateStatement } = request.rule;
  if (seat !== 'dpo') return undefined;
  if (dpoStatement !== null && !yes.statement?.trim()) return 'statement-missing';
  if (delegate && delegateStatement !== null && !yes.consultation?.trim()) return 'statement-missing';
  return undefined;
}

/** Clamps the part to the recording and to what others agreed to: an agreement may be narrowed, never widened. */
export function settleTerms(
  request: AccessRequest,
  terms: ClipTerms,
  recording: Recording,
  { maxDays, maxMinutes }: Pick<VoteContext, 'maxDays' | 'maxMinutes'>,
): Result<ClipTerms, Refusal> {
  if (recording.fault !== null) return err('sound-unreadable');
  const before = agreedTerms(request);
  const settled = {
    ...terms,
    fromMs: before && isSameSecond(terms.fromMs, before.fromMs) ? before.fromMs : Math.max(0, terms.fromMs),
    toMs:
      [before?.toMs, recording.durationMs].find((end) => end !== undefined && isSameSecond(terms.toMs, end)) ??
      Math.min(terms.toMs, recording.durationMs),
  };
  if (!(settled.toMs > settled.fromMs)) return err('part-empty');
  if (settled.toMs - settled.fromMs > maxMinutes * 60_000) return err('part-too-long');
  if (!Number.isInteger(settled.days) || settled.days < 1 || settled.days > maxDays) return err('days-out-of-range');
  return before && isWider(settled, before) ? err('terms-wider') : ok(settled);
}

/** Parts are shown and typed to the second: what reads the same is the same. */
const isSameSecond = (one: number, other: number): boolean => Math.floor(one / 1_000) === Math.floor(other / 1_000);

const isWider = (terms: ClipTerms, before: ClipTerms): boolean =>
  terms.recordingId !== before.recordingId ||
  terms.fromMs < before.fromMs ||
  terms.toMs > before.toMs ||
  terms.days > before.days ||
  (terms.mode === 'copy' && before.mode === 'listen');

/** What keeps somebody from agreeing and not from objecting: a party to the call may always deny. */
export const MAY_STILL_DENY: ReadonlySet<Refusal> = new Set(['slot-taken', 'already-agreed', 'party-to-call']);

/** Somebody who might decide says that they took part in the call: they are asked no more. */
export function standBack(request: AccessRequest, person: Person): Result<AccessRequest, Refusal> {
  const seat = approvalSlotFor(request, person, []);
  if (!seat.ok && seat.error !== 'slot-taken') return seat;
  return ok({ ...request, stoodBack: [...request.stoodBack, person.email] });
}

/** One denial, with a reason, ends it, though the approver's slot be taken. `meant`: the recordings certainly meant. */
export function castDenial(
  request: AccessRequest,
  person: Person,
  reason: string,
  now: Instant,
  meant: readonly Recording[] = [],
): Result<AccessRequest, Refusal> {
  const seat = approvalSlotFor(request, person, meant);
  if (!seat.ok && !MAY_STILL_DENY.has(seat.error)) return seat;
  const fault = requiredTextFault(reason);
  if (fault) return err(fault);
  return moved(request, 'deny', { by: person.email, at: now, reason: reason.trim() });
}

/** Puts a question to the requester; the request waits for the answer. */
export function askQuestion(
  request: AccessRequest,
  person: Person,
  text: string,
  now: Instant,
  meant: readonly Recording[] = [],
): Result<AccessRequest, Refusal> {
  const seat = approvalSlotFor(request, person, meant);
  if (!seat.ok) return seat;
  if (openQuestion(request)) return err('question-open');
  const fault = requiredTextFault(text);
  if (fault) return err(fault);
  const question = { askedBy: person.email, askedAt: now, text: text.trim(), answer: null };
  return moved({ ...request, questions: [...request.questions, question] }, 'ask');
}
