import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';

export const purgeRunSchema = z.object({
  id: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  deleted: z.number(),
  failed: z.number(),
  /** Past their limit when the container was listed again at the end; null until then. */
  pastLimit: z.number().nullable(),
  stored: z.number(),
  clipsRemoved: z.number(),
  /** Due, and kept because a hold has no proven copy of them yet. */
  keptForHolds: z.number().default(0),
});

/** The ledger of one nightly deletion. */
export type PurgeRun = Document<typeof purgeRunSchema>;
