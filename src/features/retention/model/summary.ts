import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { STORAGE_FINDINGS } from '../../../platform/storage/accountFacts.ts';
import { accessReportSchema, retentionReportSchema } from './reports.ts';

const summaryCardSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('retention-report'), report: retentionReportSchema }),
  z.object({ kind: z.literal('access-report'), report: accessReportSchema, zone: z.string() }),
  /** To the DPO: files in the container that no reader understands, or not wholly, or that cannot be cut. */
  z.object({
    kind: z.literal('unread-files'),
    total: z.number(),
    files: z.array(
      z.object({
        name: z.string(),
        storedAt: instantSchema,
        goesAt: instantSchema,
        /** What is wrong with it, in words. */
        why: z.string().optional(),
      }),
    ),
    zone: z.string(),
  }),
  z.object({
    kind: z.literal('storage-alarm'),
    findings: z.array(z.object({ kind: z.enum(STORAGE_FINDINGS), what: z.string(), remedy: z.string() })),
    at: instantSchema,
    zone: z.string(),
  }),
  /** To the DPO and the managers: whom the desk cannot tell, or by its title something else that is wrong. */
  z.object({
    kind: z.literal('reach-alarm'),
    title: z.string().optional(),
    status: z.string().optional(),
    findings: z.array(z.object({ what: z.string(), remedy: z.string() })),
    at: instantSchema,
    zone: z.string(),
  }),
]);

/** A card whose content was settled when it was made; kept whole, so that every copy says the same. */
export type SummaryCard = Document<typeof summaryCardSchema>;

export const summarySchema = z.object({ id: z.string(), madeAt: instantSchema, card: summaryCardSchema });

export type SummaryKind = SummaryCard['kind'];
