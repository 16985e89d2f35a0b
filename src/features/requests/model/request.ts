import type { CaseId, RequestId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { PurposeRule, SeatRole } from '../../practice/model/purpose.ts';
import type { Ask } from '../../recordings/model/callDescription.ts';
import type { ClipTerms } from './terms.ts';

export type RequestState =
  | 'submitted'
  | 'awaiting-approval'
  | 'awaiting-answer'
  | 'approved'
  | 'released'
  | 'closed'
  | 'denied'
  | 'withdrawn'
  | 'lapsed'
  | 'revoked';

/** One approver's yes. */
export interface Agreement {
  readonly by: Email;
  readonly seat: SeatRole;
  /** True when a delegate fills the DPO's seat. */
  readonly delegate: boolean;
  readonly at: Instant;
  readonly terms: ClipTerms;
  readonly comment: string | null;
  /** Kept word for word (policy 5.7). */
  readonly statement: string | null;
  /** SHA-256 of the statement as hex, by which the audit knows it. */
  readonly statementSha256?: string | null;
  readonly consultation: string | null;
}

export interface Question {
  readonly askedBy: Email;
  readonly askedAt: Instant;
  readonly text: string;
  readonly answer: { readonly text: string; readonly at: Instant } | null;
}

/** How it ended before or after release, when it ended otherwise than by running out. */
export interface Ending {
  readonly by: Email | null;
  readonly at: Instant;
  readonly reason: string;
}

/** Asking to hear a recording. Immutable: each act gives a new one, saved by compare-and-set on `version`. */
export interface AccessRequest {
  readonly id: RequestId;
  readonly version: number;
  readonly state: RequestState;
  readonly rule: PurposeRule;
  /** The case it was raised from; null for the form's. */
  readonly caseId: CaseId | null;
  readonly requestedBy: Email;
  readonly requesterName: string;
  readonly submittedAt: Instant;
  readonly ask: Ask;
  readonly agreements: readonly Agreement[];
  readonly questions: readonly Question[];
  /** Set on denial, withdrawal, lapse and revocation. */
  readonly ending: Ending | null;
  readonly remindedAt: Instant | null;
  readonly escalatedAt: Instant | null;
}

/** The newest question still without an answer. */
export const openQuestion = (request: AccessRequest): Question | undefined =>
  request.state === 'awaiting-answer' ? request.questions.findLast((q) => q.answer === null) : undefined;

/** The terms agreed so far: the newest agreement's, which may only have narrowed those before it. */
export const agreedTerms = (request: AccessRequest): ClipTerms | undefined =>
  request.agreements.at(-1)?.terms;

/** Seats nobody has filled yet. */
export function openSeats(request: AccessRequest): readonly SeatRole[] {
  const filled = request.agreements.map((a) => a.seat);
  return filled.reduce<readonly SeatRole[]>((left, seat) => {
    const at = left.indexOf(seat);
    return at < 0 ? left : [...left.slice(0, at), ...left.slice(at + 1)];
  }, request.rule.seats);
}

export const isUndecided = (request: AccessRequest): boolean =>
  request.state === 'submitted' ||
  request.state === 'awaiting-approval' ||
  request.state === 'awaiting-answer';
