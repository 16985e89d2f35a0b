import { z } from 'zod';
import type { Document } from '../../../kernel/documentSchema.ts';

const notKnown = z.object({ kind: z.literal('not-known') });

const callTimeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('about'), date: z.string(), time: z.string() }),
  z.object({ kind: z.literal('hours'), date: z.string(), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('day'), date: z.string() }),
  z.object({ kind: z.literal('range'), from: z.string(), to: z.string() }),
]);

/** When the call was, as the requester knows it; local to the practice. */
export type CallTime = Document<typeof callTimeSchema>;

const askedExtensionSchema = z.discriminatedUnion('kind', [
  /** With a second one: both ends of an internal call. */
  z.object({ kind: z.literal('known'), extension: z.string(), otherExtension: z.string().optional() }),
  notKnown,
]);

export type AskedExtension = Document<typeof askedExtensionSchema>;

const askedNumberSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), e164: z.string() }),
  notKnown,
  z.object({ kind: z.literal('internal') }),
  z.object({ kind: z.literal('withheld') }),
]);

export type AskedNumber = Document<typeof askedNumberSchema>;

const askedPartiesSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), names: z.string() }),
  notKnown,
]);

export type AskedParties = Document<typeof askedPartiesSchema>;

export const askSchema = z.object({
  reason: z.string(),
  when: callTimeSchema,
  extension: askedExtensionSchema,
  number: askedNumberSchema,
  parties: askedPartiesSchema,
  /** What earlier forms asked besides the reason. */
  other: z.string().nullable().default(null),
  reference: z.string().nullable(),
  askedBy: z.string().nullable(),
});

/** What the requester says of the call: policy 5.2 a to f. */
export type CallDescription = Document<typeof askSchema>;
