import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { subjectQuerySchema } from '../../recordings/model/searching.ts';

const caseKindSchema = z.enum(['subject-access', 'police']);

export type CaseKind = z.output<typeof caseKindSchema>;

/** What was reported of it, as typed (policy 5.5, 5.6). */
const caseReportSchema = z.object({
  reportedBy: z.string(),
  reporterName: z.string(),
  reportedAt: instantSchema,
  /** Who asks, and how to reach them. */
  from: z.string(),
  /** The day it came, whoever got it: the legal clock starts then. */
  receivedOn: z.string(),
  /** `letter`, `email`, `phone`, `in-person` or `other`. */
  channel: z.string(),
  details: z.string(),
});

const policeFieldsSchema = z.object({
  officer: z.string(),
  /** Rank or title. */
  rank: z.string(),
  force: z.string(),
  contact: z.string(),
  subject: z.string(),
  /** Null where naming it would prejudice the investigation. */
  offence: z.string().nullable(),
  power: z.string(),
  necessity: z.string(),
  /** Name and rank, Inspector or above. */
  authorisedBy: z.string(),
  delivery: z.string(),
});

/** What the police, or another body that deals with crime, must say (DPA 2018 Sch. 2 Pt. 1 para. 2; policy 5.6). */
export type PoliceFields = Document<typeof policeFieldsSchema>;

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

const on = z.string();

const caseStepSchema = z.discriminatedUnion('kind', [
  /** `wasAwaited`: the practice had to ask, so the clock starts only now (UK GDPR Art. 12A(2)). */
  z.object({ kind: z.literal('identity-verified'), on, how: z.string(), wasAwaited: z.boolean() }),
  z.object({ kind: z.literal('clarification-asked'), on, what: z.string() }),
  z.object({ kind: z.literal('clarification-received'), on, what: z.string() }),
  /** `on` is the day the person was told, with the reasons. */
  z.object({ kind: z.literal('extended'), on, reasons: z.string() }),
  z.object({ kind: z.literal('police-details'), fields: policeFieldsSchema }),
  z.object({ kind: z.literal('confidential'), isConfidential: z.boolean() }),
  /** Somebody's life or safety is at risk: share what is necessary, record after. */
  z.object({ kind: z.literal('emergency'), why: z.string() }),
  z.object({
    kind: z.literal('refused'),
    on,
    ground: z.enum(REFUSAL_GROUNDS),
    partly: z.boolean(),
    reasons: z.string(),
  }),
  z.object({ kind: z.literal('answered'), on, how: z.string() }),
  /** The disclosure receipt came back signed. */
  z.object({ kind: z.literal('receipt-signed'), on, signedBy: z.string() }),
  /** A recording was released before the particulars: on the DPO's word alone, or `isAgreed`, with a director's. */
  z.object({ kind: z.literal('emergency-release'), request: z.string(), isAgreed: z.boolean().default(false) }),
  /** A director has read what was released in an emergency until then. */
  z.object({ kind: z.literal('emergency-seen') }),
  /** Recordings the DPO put to the case from a search. */
  z.object({ kind: z.literal('recordings-added'), count: z.number() }),
  /** A deletion order met held calls: nobody hears them until the DPO has decided (policy 4, 5.8). */
  z.object({ kind: z.literal('evidence-locked'), order: z.string(), count: z.number() }),
  /** What the DPO decided on a locked call; `spans` says what is silent now. */
  z.object({
    kind: z.literal('evidence-decided'),
    order: z.string(),
    decision: z.enum(['redacted', 'deleted', 'unlocked']),
    spans: z.string(),
  }),
  z.object({ kind: z.literal('closed'), words: z.string() }),
]);

/** One thing done about a case. `on` is the local day it happened, which may be before it was written down. */
export type CaseStep = Document<typeof caseStepSchema>;

export type CaseStepKind = CaseStep['kind'];

/** `by` is `desk` for what the desk did by itself. */
const takenStepSchema = caseStepSchema.and(z.object({ at: instantSchema, by: z.string() }));

/** A step with who did it and when it was written down. */
export type TakenStep = Document<typeof takenStepSchema>;

export const caseSchema = z.object({
  id: z.string(),
  version: z.number(),
  kind: caseKindSchema,
  report: caseReportSchema,
  subjectQuery: subjectQuerySchema,
  steps: z.array(takenStepSchema),
  /** Reminders that have gone out: `14`, `7`, `3`, `1`, `late`, each for one due date. */
  reminded: z.array(z.string()),
});

/** A SAR or a police request, from report to close. Each act gives a new one, saved by compare-and-set on `version`. */
export type CaseRecord = Document<typeof caseSchema>;

/** The newest step of a kind. */
export const stepOf = <Kind extends CaseStepKind>(
  caseRecord: CaseRecord,
  kind: Kind,
): Extract<TakenStep, { readonly kind: Kind }> | undefined =>
  caseRecord.steps.findLast((step): step is Extract<TakenStep, { readonly kind: Kind }> => step.kind === kind);

export const isClosed = (caseRecord: CaseRecord): boolean => stepOf(caseRecord, 'closed') !== undefined;

/** Names of a confidential case stand in the DPO's own chat alone. */
export const isConfidential = (caseRecord: CaseRecord): boolean =>
  stepOf(caseRecord, 'confidential')?.isConfidential ?? false;

export const isEmergency = (caseRecord: CaseRecord): boolean => stepOf(caseRecord, 'emergency') !== undefined;

/** Whether the DPO's word alone still releases: not once there has been time to write the particulars down. */
export const isEmergencyNow = (caseRecord: CaseRecord): boolean =>
  isEmergency(caseRecord) && stepOf(caseRecord, 'police-details') === undefined;

/** What was released on the DPO's word alone. */
export const releasesAlone = (steps: CaseRecord['steps']): readonly TakenStep[] =>
  steps.filter((step) => step.kind === 'emergency-release' && !step.isAgreed);

/** The same, as far as no director has read of it since. */
export const unreadReleases = ({ steps }: CaseRecord): readonly TakenStep[] =>
  releasesAlone(steps.slice(steps.findLastIndex(({ kind }) => kind === 'emergency-seen') + 1));

/** Nothing more is owed: answered, or refused as a whole. */
export const isSettled = (caseRecord: CaseRecord): boolean =>
  stepOf(caseRecord, 'answered') !== undefined || stepOf(caseRecord, 'refused')?.partly === false;
