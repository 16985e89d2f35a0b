import type { CaseFile } from '../domain/case/case.ts';
import type { Disclosure } from '../domain/case/disclosure.ts';
import type { FormedStep } from '../domain/case/stepForm.ts';
import type { Email } from '../domain/people/person.ts';
import type { Recording } from '../domain/recording/recording.ts';
import type { OutsideLink } from '../domain/release/outsideLink.ts';
import type { RequestId } from '../domain/request/request.ts';
import type { Instant, PlainDate } from '../domain/time.ts';
import type { FormState, ReportKind, RequestView } from './cardView.ts';
import type { NamedDelegation } from './casePorts.ts';
import type { CaseView, HoldView } from './cases/caseView.ts';
import type { FoundView } from './cases/findRecordings.ts';
import type { CaseLine, HomeView } from './home.ts';

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
