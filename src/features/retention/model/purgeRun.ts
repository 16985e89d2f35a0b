import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';

export const purgeQuestionSchema = z.object({
  id: z.string(),
  askedAt: instantSchema,
  /** Recordings that would be deleted, and how many a night deleted at most before; null on the first night. */
  due: z.number(),
  usual: z.number().nullable(),
  stored: z.number(),
  zone: z.string(),
  agreed: z.object({ by: z.string(), name: z.string(), at: instantSchema }).nullable(),
});

/** Whether so many recordings may be deleted. */
export type PurgeQuestion = Document<typeof purgeQuestionSchema>;

export const purgeRunSchema = z.object({
  id: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  deleted: z.number(),
  failed: z.number(),
  /** Some of what could not be deleted, by the recording's id, with storage's word for why. */
  kept: z.array(z.object({ recordingId: z.string(), code: z.string() })).optional(),
  /** Past their limit when the container was listed again at the end; null until then. */
  pastLimit: z.number().nullable(),
  stored: z.number(),
  clipsRemoved: z.number(),
  /** Due, and kept because a hold has no proven copy of them yet. */
  keptForHolds: z.number().default(0),
});

/** The ledger of one nightly deletion. */
export type PurgeRun = Document<typeof purgeRunSchema>;
