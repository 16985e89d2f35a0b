import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { isThem, type Person } from '../../people/model/person.ts';
import { type ApproverRole, approverRoleSchema, purposeRuleSchema } from '../../practice/model/purpose.ts';
import { askSchema } from '../../recordings/model/callDescription.ts';
import { type ClipTerms, clipTermsSchema } from './terms.ts';

const agreementSchema = z.object({
  by: z.string(),
  seat: approverRoleSchema,
  /** True when a delegate fills the DPO’s approval slot. */
  delegate: z.boolean(),
  at: instantSchema,
  terms: clipTermsSchema,
  comment: z.string().nullable(),
  /** Kept word for word (policy 5.7). */
  statement: z.string().nullable(),
  /** SHA-256 of the statement as hex, by which the audit knows it. */
  statementSha256: z.string().nullable().optional(),
  consultation: z.string().nullable(),
});

/** One approver's yes. */
export type Agreement = Document<typeof agreementSchema>;

const questionSchema = z.object({
  askedBy: z.string(),
  askedAt: instantSchema,
  text: z.string(),
  answer: z.object({ text: z.string(), at: instantSchema }).nullable(),
});

export type Question = Document<typeof questionSchema>;

const endingSchema = z.object({
  by: z.string().nullable(),
  at: instantSchema,
  reason: z.string(),
  /** What the recording's format is called, where that is why it ended. */
  format: z.string().optional(),
});

/** How it ended before or after release, when it ended otherwise than by running out. */
export type Ending = Document<typeof endingSchema>;

export const requestSchema = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum([
    'submitted',
    'awaiting-approval',
    'awaiting-answer',
    'approved',
    'released',
    'closed',
    'denied',
    'withdrawn',
    'expired',
    'revoked',
  ]),
  rule: purposeRuleSchema,
  /** The case it was raised from; null for the form's. */
  caseId: z.string().nullable(),
  requestedBy: z.string(),
  requesterName: z.string(),
  submittedAt: instantSchema,
  ask: askSchema,
  agreements: z.array(agreementSchema),
  questions: z.array(questionSchema),
  /** Those who might have decided and said that they took part in the call themselves. */
  stoodBack: z.array(z.string()).default([]),
  /** The part each approver chose while hearing the call: their form is filled in with it. */
  parts: z
    .array(z.object({ by: z.string(), recordingId: z.string(), fromMs: z.number(), toMs: z.number() }))
    .optional(),
  /** Set on denial, withdrawal, expiry and revocation. */
  ending: endingSchema.nullable(),
  remindedAt: instantSchema.nullable(),
  escalatedAt: instantSchema.nullable(),
  /** Since when nobody is left who may decide on it; null while somebody is. */
  stuckSince: instantSchema.nullable().default(null),
});

/** Asking to hear a recording. Immutable: each act gives a new one, saved by compare-and-set on `version`. */
export type AccessRequest = Document<typeof requestSchema>;

export type RequestState = AccessRequest['state'];

/** The newest question still without an answer. */
export const openQuestion = (request: AccessRequest): Question | undefined =>
  request.state === 'awaiting-answer' ? request.questions.findLast((q) => q.answer === null) : undefined;

/** The terms agreed so far: the newest agreement's, which may only have narrowed those before it. */
export const agreedTerms = (request: AccessRequest): ClipTerms | undefined => request.agreements.at(-1)?.terms;

/** The part an approver chose while hearing: of this recording, or of any. */
export const partChosen = ({ parts = [] }: AccessRequest, person: Person, recordingId?: string) =>
  parts.find((part) => isThem(person, part.by) && part.recordingId === (recordingId ?? part.recordingId));

/** Seats nobody has filled yet. */
export function pendingApprovals(request: AccessRequest): readonly ApproverRole[] {
  const filled = request.agreements.map((a) => a.seat);
  return filled.reduce<readonly ApproverRole[]>((left, seat) => {
    const at = left.indexOf(seat);
    return at < 0 ? left : [...left.slice(0, at), ...left.slice(at + 1)];
  }, request.rule.seats);
}

export const isUndecided = (request: AccessRequest): boolean =>
  request.state === 'submitted' || request.state === 'awaiting-approval' || request.state === 'awaiting-answer';
