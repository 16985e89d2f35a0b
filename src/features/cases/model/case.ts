import type { CaseId } from '../../../kernel/ids.ts';
import type { Instant, PlainDate } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { Wanted } from '../../recordings/model/subjectQuery.ts';

export const CASE_KINDS = ['subject-access', 'police'] as const;

export type CaseKind = (typeof CASE_KINDS)[number];

/** What was reported of it, as typed (policy 5.5, 5.6). */
export interface CaseReport {
  readonly reportedBy: Email;
  readonly reporterName: string;
  readonly reportedAt: Instant;
  /** Who asks, and how to reach them. */
  readonly from: string;
  /** The day it came, whoever got it: the legal clock starts then. */
  readonly receivedOn: PlainDate;
  /** `letter`, `email`, `phone`, `in-person` or `other`. */
  readonly channel: string;
  readonly details: string;
}

/** What the police, or another body that deals with crime, must say (DPA 2018 Sch. 2 Pt. 1 para. 2; policy 5.6). */
export interface PoliceFields {
  readonly officer: string;
  /** Rank or title. */
  readonly rank: string;
  readonly force: string;
  readonly contact: string;
  readonly subject: string;
  /** Null where naming it would prejudice the investigation. */
  readonly offence: string | null;
  readonly power: string;
  readonly necessity: string;
  /** Name and rank, Inspector or above. */
  readonly authorisedBy: string;
  readonly delivery: string;
}

/** Why a request is refused, whole or in part. */
export const REFUSAL_GROUNDS = [
  'others-data',
  'manifestly-unfounded',
  'manifestly-excessive',
  'legal-privilege',
  'crime-and-tax',
  'identity-not-shown',
  'trawling',
  'no-ground-stated',
  'other',
] as const;

export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

/** One thing done about a case. `on` is the local day it happened, which may be before it was written down. */
export type CaseStep =
  /** `wasAwaited`: the practice had to ask, so the clock starts only now (UK GDPR Art. 12A(2)). */
  | {
      readonly kind: 'identity-verified';
      readonly on: PlainDate;
      readonly how: string;
      readonly wasAwaited: boolean;
    }
  | { readonly kind: 'clarification-asked'; readonly on: PlainDate; readonly what: string }
  | { readonly kind: 'clarification-received'; readonly on: PlainDate; readonly what: string }
  /** `on` is the day the person was told, with the reasons. */
  | { readonly kind: 'extended'; readonly on: PlainDate; readonly reasons: string }
  | { readonly kind: 'police-details'; readonly fields: PoliceFields }
  | { readonly kind: 'confidential'; readonly isConfidential: boolean }
  /** Somebody's life or safety is at risk: share what is necessary, record after. */
  | { readonly kind: 'emergency'; readonly why: string }
  | {
      readonly kind: 'refused';
      readonly on: PlainDate;
      readonly ground: RefusalGround;
      readonly partly: boolean;
      readonly reasons: string;
    }
  | { readonly kind: 'answered'; readonly on: PlainDate; readonly how: string }
  /** The disclosure receipt came back signed. */
  | { readonly kind: 'receipt-signed'; readonly on: PlainDate; readonly by: string }
  /** A recording was released on the DPO's word alone. */
  | { readonly kind: 'emergency-release'; readonly request: string }
  /** A director has read what was released in an emergency until then. */
  | { readonly kind: 'emergency-seen' }
  /** Recordings the DPO put to the case from a search. */
  | { readonly kind: 'recordings-added'; readonly count: number }
  /** A deletion order came before the hold (DESIGN 6). */
  | { readonly kind: 'deleted-by-order'; readonly order: string; readonly count: number }
  | { readonly kind: 'closed'; readonly words: string };

export type CaseStepKind = CaseStep['kind'];

/** A step with who did it and when it was written down; `desk` for what the desk did by itself. */
export type TakenStep = CaseStep & { readonly at: Instant; readonly by: Email | 'desk' };

/** A SAR or a police request, from report to close. Immutable: each act gives a new one, saved by compare-and-set on `version`. */
export interface CaseFile {
  readonly id: CaseId;
  readonly version: number;
  readonly kind: CaseKind;
  readonly report: CaseReport;
  readonly wanted: Wanted;
  readonly steps: readonly TakenStep[];
  /** Reminders that have gone out: `14`, `7`, `3`, `1`, `late`, each for one due date. */
  readonly reminded: readonly string[];
}

/** The newest step of a kind. */
export const stepOf = <Kind extends CaseStepKind>(
  file: CaseFile,
  kind: Kind,
): Extract<TakenStep, { readonly kind: Kind }> | undefined =>
  file.steps.findLast((step): step is Extract<TakenStep, { readonly kind: Kind }> => step.kind === kind);

export const isClosed = (file: CaseFile): boolean => stepOf(file, 'closed') !== undefined;

/** Names of a confidential case stand in the DPO's own chat alone. */
export const isConfidential = (file: CaseFile): boolean =>
  stepOf(file, 'confidential')?.isConfidential ?? false;

export const isEmergency = (file: CaseFile): boolean => stepOf(file, 'emergency') !== undefined;

/** Whether the DPO's word alone still releases: not once there has been time to write the particulars down. */
export const isEmergencyNow = (file: CaseFile): boolean =>
  isEmergency(file) && stepOf(file, 'police-details') === undefined;

/** What was released in an emergency and no director has read of since. */
export const unreadReleases = (file: CaseFile): readonly TakenStep[] =>
  file.steps
    .slice(file.steps.findLastIndex(({ kind }) => kind === 'emergency-seen') + 1)
    .filter(({ kind }) => kind === 'emergency-release');
