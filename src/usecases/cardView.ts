import type { PurposeRule, SeatRole } from '../domain/approval/purpose.ts';
import type { CaseFile, CaseKind } from '../domain/case/case.ts';
import type { Disclosure } from '../domain/case/disclosure.ts';
import type { FormedStep } from '../domain/case/stepForm.ts';
import type { Email } from '../domain/people/person.ts';
import type { Recording } from '../domain/recording/recording.ts';
import type { Grant } from '../domain/release/grant.ts';
import type { OutsideLink } from '../domain/release/outsideLink.ts';
import type { AccessRequest, ClipTerms, RequestId } from '../domain/request/request.ts';
import type { DeletionOrder, OrderReason, Receipt } from '../domain/retention/deletionOrder.ts';
import type { AccessReport, RetentionReport, StorageTrap } from '../domain/retention/reports.ts';
import type { RetentionSchedule } from '../domain/retention/schedule.ts';
import type { Instant, PlainDate } from '../domain/time.ts';
import type { NamedDelegation } from './casePorts.ts';
import type { CaseView, HoldView } from './cases/caseView.ts';
import type { FoundView } from './cases/findRecordings.ts';
import type { CaseLine, HomeView } from './home.ts';

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
  | {
      readonly kind: 'report-form';
      readonly report: ReportKind;
      readonly form: FormState;
      readonly today: PlainDate;
    }
  /** To whoever reported a case: that the DPO has it, or that nobody could be reached. */
  | {
      readonly kind: 'report-received';
      readonly file: CaseFile;
      readonly unreached: readonly string[];
      readonly zone: string;
    }
  /** A case with its clock, its holds and its next steps; to the DPO and those standing in. */
  | { readonly kind: 'case'; readonly view: CaseView }
  /** The same in short, when something about it is due. */
  | { readonly kind: 'case-reminder'; readonly view: CaseView }
  /** To each director: what was released in an emergency, to be read afterwards. */
  | { readonly kind: 'emergency-notice'; readonly view: CaseView }
  /** One step of a case. */
  | {
      readonly kind: 'step-form';
      readonly view: CaseView;
      readonly step: FormedStep;
      readonly form: FormState;
    }
  /** Which recording of a case is to be released, which part, how long. */
  | {
      readonly kind: 'release-form';
      readonly view: CaseView;
      readonly recordings: readonly Recording[];
      readonly moreRecordings: number;
      readonly dayChoices: readonly number[];
      /** What a stand-in must state besides; null for the DPO. */
      readonly consultation: string | null;
      readonly form: FormState;
    }
  /** To whoever raised a release: hear it, silence others' words, hand it over. */
  | { readonly kind: 'release'; readonly view: RequestView; readonly outside: readonly OutsideLink[] }
  /** To the DPO: wrong passcodes have locked a link. */
  | { readonly kind: 'link-locked'; readonly view: RequestView; readonly outside: readonly OutsideLink[] }
  | { readonly kind: 'outside-form'; readonly view: RequestView; readonly form: FormState }
  /** An outside link and its passcode, shown once. */
  | {
      readonly kind: 'outside-given';
      readonly requestId: RequestId;
      readonly link: OutsideLink;
      readonly url: string;
      readonly passcode: string;
      readonly zone: string;
    }
  /** A link to a page of the desk's own: the waveform, or papers. */
  | {
      readonly kind: 'page-link';
      readonly title: string;
      readonly url: string;
      readonly openBy: Instant;
      readonly zone: string;
    }
  | { readonly kind: 'hold'; readonly view: HoldView }
  /** To each director: the DPO proposes to end a hold. */
  | { readonly kind: 'hold-end'; readonly view: HoldView }
  | {
      readonly kind: 'hold-form';
      readonly view: HoldView;
      readonly step: 'renew' | 'end';
      readonly form: FormState;
    }
  | { readonly kind: 'search-form'; readonly form: FormState; readonly today: PlainDate }
  | { readonly kind: 'found'; readonly view: FoundView }
  /** What to do with one found recording, or with all of them. */
  | {
      readonly kind: 'found-form';
      /** The search, and the recording where it is one. */
      readonly id: string;
      readonly recording: Recording | null;
      /** False when only a held copy of it is left. */
      readonly isStored: boolean;
      readonly cases: readonly CaseLine[];
      /** Those of them under whose hold it stands, so that it may be released from them. */
      readonly releasable: readonly CaseLine[];
      readonly form: FormState;
      readonly zone: string;
    }
  | {
      readonly kind: 'delegation-form';
      readonly people: readonly { readonly email: Email; readonly name: string }[];
      readonly today: PlainDate;
      readonly form: FormState;
    }
  /** Who stands in for the DPO, between which days; to both of them. */
  | {
      readonly kind: 'delegation';
      readonly delegation: NamedDelegation;
      readonly name: string;
      readonly namedBy: string;
      readonly now: Instant;
      /** True in the DPO's own chat. */
      readonly mayEnd: boolean;
      readonly zone: string;
    }
  /** To the DPO: a stand-in has agreed to something, and what they stated (policy 5.7). */
  | { readonly kind: 'delegate-agreed'; readonly view: RequestView }
  | {
      readonly kind: 'register';
      readonly lines: readonly Disclosure[];
      readonly hasMore: boolean;
      readonly canExport: boolean;
      readonly zone: string;
    }
  | { readonly kind: 'home'; readonly view: HomeView; readonly page: number }
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

/** What a button or a form's submit asks for. A card carries the verb and the request's id, never a right. */
/** Steps of a case that a form is filled in for: each is opened and sent by a verb of its own. */
export const STEP_VERBS = {
  identity: 'identity-verified',
  clarify: 'clarification-asked',
  clarified: 'clarification-received',
  extend: 'extended',
  'police-details': 'police-details',
  emergency: 'emergency',
  refuse: 'refused',
  answered: 'answered',
  receipt: 'receipt-signed',
  close: 'closed',
} as const satisfies Readonly<Record<string, FormedStep>>;

export type StepVerb = keyof typeof STEP_VERBS;

/** What a button about a step is called, behind `open-` or `send-`. */
export const verbOfStep = (step: FormedStep): StepVerb =>
  (Object.keys(STEP_VERBS) as StepVerb[]).find((verb) => STEP_VERBS[verb] === step) ?? 'close';

export const VERBS = [
  'open-request',
  'open-approve',
  'open-deny',
  'open-ask',
  'open-answer',
  'open-revoke',
  'withdraw',
  'listen',
  'back',
  'send-request',
  'send-approve',
  'send-deny',
  'send-ask',
  'send-answer',
  'send-revoke',
  'send-subject-access',
  'send-police',
  'send-card-payment',
  'send-unrecorded-line',
  'open-identity',
  'open-clarify',
  'open-clarified',
  'open-extend',
  'open-police-details',
  'open-emergency',
  'open-refuse',
  'open-answered',
  'open-receipt',
  'open-close',
  'send-identity',
  'send-clarify',
  'send-clarified',
  'send-extend',
  'send-police-details',
  'send-emergency',
  'send-refuse',
  'send-answered',
  'send-receipt',
  'send-close',
  'mark-confidential',
  'see-emergency',
  'open-release',
  'send-release',
  'silence',
  'open-outside',
  'send-outside',
  'end-outside',
  'hand-over',
  'case-papers',
  'register-papers',
  'open-renew',
  'send-renew',
  'open-end-hold',
  'send-end-hold',
  'agree-end-hold',
  'keep-hold',
  'send-search',
  'more-found',
  'open-found',
  'send-found',
  'open-search',
  'send-delegation',
  'end-delegation',
  'show',
  'open-home',
] as const;

export type Verb = (typeof VERBS)[number];
