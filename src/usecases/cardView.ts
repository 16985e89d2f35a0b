import type { PurposeRule, SeatRole } from '../domain/approval/purpose.ts';
import type { CaseFile, CaseKind } from '../domain/case/case.ts';
import type { Email } from '../domain/people/person.ts';
import type { Recording } from '../domain/recording/recording.ts';
import type { Grant } from '../domain/release/grant.ts';
import type { AccessRequest, ClipTerms, RequestId } from '../domain/request/request.ts';
import type { DeletionOrder, OrderReason, Receipt } from '../domain/retention/deletionOrder.ts';
import type { AccessReport, RetentionReport, StorageTrap } from '../domain/retention/reports.ts';
import type { RetentionSchedule } from '../domain/retention/schedule.ts';
import type { Instant, PlainDate } from '../domain/time.ts';
import type { CaseCardView } from './caseCardView.ts';

/** Values of a form's inputs by their id, as typed. */
export type FormValues = Readonly<Record<string, string>>;

/** Sentences to show at inputs, by input id. */
export type FormErrors = Readonly<Record<string, string>>;

/** Everything a card about one request may show, read afresh each time it is drawn. */
export interface RequestView {
  readonly request: AccessRequest;
  /** The case it was raised from, when it was. */
  readonly file: CaseFile | null;
  /** True where who was on the call has been left out, because the case is confidential. */
  readonly isNameless: boolean;
  /** What the request matches; only ever shown to approvers. Empty once decided otherwise than by agreement. */
  readonly candidates: readonly Recording[];
  /** Which recordings are legs of one call: the leg's number and how many there are, by the recording's id; the others are left out. */
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
  /** Names of people who should decide but whom no platform reaches. */
  readonly unreached: readonly string[];
  /** The practice's time zone; every time shown is in it. */
  readonly zone: string;
  readonly now: Instant;
  readonly schedule: RetentionSchedule;
}

export interface FormState {
  readonly values: FormValues;
  readonly errors: FormErrors;
  /** A sentence above the form: a refusal that belongs to no input. */
  readonly notice: string | null;
}

export type ReportKind = CaseKind;

/** A deletion order with what it has come to; everything a card about it may show. */
export interface OrderView {
  readonly order: DeletionOrder;
  /** Recordings found and being deleted at this moment. */
  readonly underWay: number;
  /** What it has deleted so far, the oldest first. */
  readonly receipts: readonly Receipt[];
  /** Requests to hear that met it: they have ended, and their requesters know why. */
  readonly requestsMet: number;
  /** Whose extension it is, when it is not the person's own and the practice file says. */
  readonly extensionOf: string | null;
  readonly zone: string;
  readonly now: Instant;
}

export interface RequestLine {
  readonly id: RequestId;
  readonly title: string;
  readonly submittedAt: Instant;
  readonly state: AccessRequest['state'];
  /** True when a Listen button belongs beside it. */
  readonly canListen: boolean;
  readonly until: Instant | null;
  readonly canWithdraw: boolean;
}

/** What a card is of. The adapter `cards` turns one into an Adaptive Card; `slack` translates that. */
export type CardView =
  | CaseCardView
  | {
      readonly kind: 'request-form';
      readonly form: FormState;
      readonly purposes: readonly PurposeRule[];
      readonly earliest: PlainDate;
      readonly today: PlainDate;
    }
  | { readonly kind: 'approver'; readonly view: RequestView }
  | {
      readonly kind: 'approve-form';
      readonly view: RequestView;
      readonly form: FormState;
      readonly seat: SeatRole;
      /** Labels of statements this seat must type, or null. */
      readonly statement: string | null;
      readonly consultation: string | null;
      /** What others have agreed to already: may be narrowed, not widened. */
      readonly within: ClipTerms | null;
      readonly dayChoices: readonly number[];
    }
  | { readonly kind: 'deny-form'; readonly view: RequestView; readonly form: FormState }
  | { readonly kind: 'ask-form'; readonly view: RequestView; readonly form: FormState }
  | { readonly kind: 'answer-form'; readonly view: RequestView; readonly form: FormState }
  | { readonly kind: 'revoke-form'; readonly view: RequestView; readonly form: FormState }
  /** The requester's own card; never shows what exists. */
  | { readonly kind: 'requester'; readonly view: RequestView }
  /** Tells the requester the clip can be heard; its twin says that it no longer can. */
  | { readonly kind: 'clip-ready'; readonly view: RequestView }
  /** The DPO's view of a release in force, with Stop access; its twin has no button. */
  | { readonly kind: 'access'; readonly view: RequestView }
  /** Tells the business manager of a disciplinary release (policy 2.1f): that it happened, not what was said. */
  | { readonly kind: 'disciplinary-notice'; readonly view: RequestView }
  /** Somebody waits: `escalated` when the recording itself is about to be deleted. */
  | { readonly kind: 'reminder'; readonly view: RequestView; readonly escalated: boolean }
  | {
      readonly kind: 'listen-link';
      readonly requestId: RequestId;
      readonly url: string;
      readonly openBy: Instant;
      readonly zone: string;
      /** False when there is no clip page and the address is the storage's own. */
      readonly oneUse: boolean;
    }
  | { readonly kind: 'my-requests'; readonly lines: readonly RequestLine[]; readonly zone: string }
  /** `/card-payment` and `/unrecorded-line`: an extension and a time, or now. */
  | {
      readonly kind: 'order-form';
      readonly reason: OrderReason;
      readonly form: FormState;
      readonly earliest: PlainDate;
      readonly today: PlainDate;
      /** Minutes either side of the time in which calls are deleted. */
      readonly orderMinutes: number;
      /** The number to transfer to; only of an opt-out, and null when nobody has set it. */
      readonly unrecordedLine: string | null;
      /** Says whose extension it is when it is not the person's own, and asks for a tick; null otherwise. */
      readonly confirmAnother: string | null;
    }
  /** To the person who reported it: what is being deleted, and the proof of what has been. */
  | { readonly kind: 'order-receipt'; readonly view: OrderView }
  /** The same to the DPO, with who reported it and which requests it met. */
  | { readonly kind: 'order-notice'; readonly view: OrderView }
  /** The holder of an access whose recording goes at the next nightly run. */
  | { readonly kind: 'last-day'; readonly view: RequestView; readonly goesAt: Instant }
  | { readonly kind: 'retention-report'; readonly report: RetentionReport }
  | { readonly kind: 'access-report'; readonly report: AccessReport; readonly zone: string }
  /** To the DPO: files in the container that no reader understands. */
  | {
      readonly kind: 'unread-files';
      readonly total: number;
      readonly files: readonly {
        readonly name: string;
        readonly storedAt: Instant;
        readonly goesAt: Instant;
      }[];
      readonly zone: string;
    }
  | {
      readonly kind: 'storage-alarm';
      readonly traps: readonly StorageTrap[];
      readonly at: Instant;
      readonly zone: string;
    }
  | {
      readonly kind: 'help';
      readonly practiceName: string;
      readonly slash: boolean;
      readonly isApprover: boolean;
      readonly isDpo: boolean;
      readonly policyUrl: string | null;
    }
  | {
      readonly kind: 'notice';
      readonly tone: 'good' | 'plain' | 'warning';
      readonly title: string;
      readonly text: string;
      /** The request to go back to, where there is one: a card answered in place must not be a dead end. */
      readonly backTo?: string;
    };

export type CardKind = CardView['kind'];
