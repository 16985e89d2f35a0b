import { z } from 'zod';
import type { Document } from '../../../kernel/documentSchema.ts';

export const subjectQuerySchema = z.object({
  /** Full name of the person the calls are with. */
  person: z.string().nullable(),
  /** E.164. */
  numbers: z.array(z.string()),
  extension: z.string().nullable(),
  /** Local days of the calls, both included. */
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** Which calls a case is about, as far as anybody knows. An empty list and a null ask nothing. */
export type SubjectQuery = Document<typeof subjectQuerySchema>;
