import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';

export const recordingSchema = z.object({
  id: z.string(),
  /** Its name in the `recordings` container. */
  blobName: z.string(),
  /**
   * Where a local time in the repeated autumn hour may mean two moments, the earlier: nothing is then kept
   * too long.
   */
  startedAt: instantSchema,
  /** The other of those two moments; null for nearly every call. */
  alternateStart: instantSchema.nullable(),
  endedAt: instantSchema,
  durationMs: z.number(),
  /** The practice's extension, `204`; null when the phone system does not say. */
  extension: z.string().nullable(),
  /** The second extension of an internal call. */
  otherExtension: z.string().nullable(),
  /** The outside number as E.164, `withheld`, or null for an internal call or when unknown. */
  number: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound', 'internal', 'unknown']),
  /** Names the phone system knows, as it gives them; may be empty. */
  parties: z.string(),
  callId: z.string().nullable(),
  bytes: z.number(),
  /** The phone system, or `metadata` or `sidecar`, that the facts were read from. */
  system: z.string(),
  /** Name of the `.json` beside the audio, when it has one. */
  sidecar: z.string().nullable(),
  /** When storage got it. */
  storedAt: instantSchema,
});

/** A stored call. Times are UTC; lengths are milliseconds. */
export type Recording = Document<typeof recordingSchema>;

export type Direction = Recording['direction'];
