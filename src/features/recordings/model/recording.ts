import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';

const soundFaultSchema = z.object({
  kind: z.enum(['unsupported-audio', 'broken-audio', 'no-sound']),
  /** What the format is called, of one that the desk does not cut. */
  format: z.string().nullable(),
});

/** Why no part of a recording's sound can be cut. */
export type SoundFault = Document<typeof soundFaultSchema>;

export const recordingSchema = z.object({
  id: z.string(),
  /** Its name in the `recordings` container. */
  blobName: z.string(),
  /** Where a local time in the autumn hour may mean two moments, the earlier: nothing is kept too long then. */
  startedAt: instantSchema,
  /** The other of those two moments; null for nearly every call. */
  alternateStart: instantSchema.nullable(),
  /** By its sound or by what the phone system states, whichever is later: a recording may have been paused. */
  endedAt: instantSchema,
  /** Of its sound; what the phone system states where the sound cannot be measured. */
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
  /** Why it cannot be cut, known since it was indexed; null when it can be. */
  fault: soundFaultSchema.nullable().default(null),
  /** What its name or the facts beside it say that no reader understands; empty when all is understood. */
  notUnderstood: z.string().default(''),
});

/** A stored call. Times are UTC; lengths are milliseconds. */
export type Recording = Document<typeof recordingSchema>;

export type Direction = Recording['direction'];
