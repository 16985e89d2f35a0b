import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';

export const delegationSchema = z.object({
  id: z.string(),
  email: z.string(),
  from: instantSchema,
  until: instantSchema,
  fromDate: z.string(),
  /** The last day, included. */
  untilDate: z.string(),
  namedBy: z.string(),
  namedAt: instantSchema,
});

/** A delegate the DPO named in the chat (policy 5.7). */
export type NamedDelegation = Document<typeof delegationSchema>;
