import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { subjectQuerySchema } from '../../recordings/model/subjectQuery.ts';

export const recordingSearchSchema = z.object({
  /** `F-7K3MQ9A`. */
  id: z.string(),
  by: z.string(),
  at: instantSchema,
  reason: z.string(),
  subjectQuery: subjectQuerySchema,
});

/** A search of the DPO's: why, and for what, so that its pages and buttons can be drawn again (policy 5.3, 5.4). */
export type RecordingSearch = Document<typeof recordingSearchSchema>;
