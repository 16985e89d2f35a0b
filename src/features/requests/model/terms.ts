import { z } from 'zod';
import type { Document } from '../../../kernel/documentSchema.ts';

export const clipTermsSchema = z.object({
  recordingId: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  mode: z.enum(['listen', 'copy']),
  days: z.number(),
});

/** What an agreement is to: which part, how, for how many days. Offsets are milliseconds from the recording's start. */
export type ClipTerms = Document<typeof clipTermsSchema>;

export type ListenMode = ClipTerms['mode'];
