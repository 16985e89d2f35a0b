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
