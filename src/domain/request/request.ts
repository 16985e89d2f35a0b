import type { PurposeRule, SeatRole } from '../approval/purpose.ts';
import type { CaseId } from '../case/case.ts';
import type { Email } from '../people/person.ts';
import type { RecordingId } from '../recording/recording.ts';
import type { Instant, PlainDate } from '../time.ts';

export type RequestId = string;

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

/** When the call was, as the requester knows it; local to the practice. */
export type CallTime =
  | { readonly kind: 'about'; readonly date: PlainDate; readonly time: string }
  | { readonly kind: 'day'; readonly date: PlainDate }
  | { readonly kind: 'range'; readonly from: PlainDate; readonly to: PlainDate };

export type AskedExtension =
  | { readonly kind: 'known'; readonly extension: string }
  | { readonly kind: 'not-known' };

export type AskedNumber =
  | { readonly kind: 'known'; readonly e164: string }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'internal' }
  | { readonly kind: 'withheld' };

export type AskedParties =
  | { readonly kind: 'known'; readonly names: string }
  | { readonly kind: 'not-known' };

/** What the requester says of the call: policy 5.2 a to f. */
export interface Ask {
  readonly reason: string;
  readonly when: CallTime;
  readonly extension: AskedExtension;
  readonly number: AskedNumber;
  readonly parties: AskedParties;
  readonly other: string | null;
  readonly reference: string | null;
  readonly askedBy: string | null;
}

export type ListenMode = 'listen' | 'copy';

/** What an agreement is to: which part, how, for how many days. Offsets are milliseconds from the recording's start. */
export interface ClipTerms {
  readonly recordingId: RecordingId;
  readonly fromMs: number;
  readonly toMs: number;
  readonly mode: ListenMode;
  readonly days: number;
}

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
