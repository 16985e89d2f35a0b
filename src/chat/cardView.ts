import type { CaseView, HoldView } from '../features/cases/caseView.ts';
import type { CaseFile, CaseKind } from '../features/cases/model/case.ts';
import type { FormedStep } from '../features/cases/model/stepForm.ts';
import type { FoundView } from '../features/cases/search/foundView.ts';
import type { CaseLine, HomeView } from '../features/home/homeView.ts';
import type { NamedDelegation } from '../features/people/delegationTypes.ts';
import type { Email } from '../features/people/model/person.ts';
import type { PurposeRule, SeatRole } from '../features/practice/model/purpose.ts';
import type { Recording } from '../features/recordings/model/recording.ts';
import type { Disclosure } from '../features/register/model/disclosure.ts';
import type { OutsideLink } from '../features/releases/model/outsideLink.ts';
import type { ClipTerms } from '../features/requests/model/terms.ts';
import type { RequestLine, RequestView } from '../features/requests/requestView.ts';
import type { OrderReason } from '../features/retention/model/deletionOrder.ts';
import type { AccessReport, RetentionReport } from '../features/retention/model/reports.ts';
import type { OrderView } from '../features/retention/orderView.ts';
import type { FormState } from '../kernel/form.ts';
import type { RequestId } from '../kernel/ids.ts';
import type { Instant, PlainDate } from '../kernel/time.ts';
import type { StorageTrap } from '../platform/storage/ports.ts';

export type ReportKind = CaseKind;

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
/** A card of the DPO's desk, before any platform: cases, releases, holds, searches, stand-ins, the register, everybody's home. */
export type CaseCardView =
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
  | { readonly kind: 'home'; readonly view: HomeView; readonly page: number };
