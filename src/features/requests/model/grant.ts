import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { Instant } from '../../../kernel/time.ts';
import { clipTermsSchema } from './terms.ts';

const grantClipSchema = z.object({
  blobName: z.string(),
  bytes: z.number(),
  durationMs: z.number(),
  sha256: z.string(),
  peaks: z.array(z.number()),
  /** Whether it may lag behind where it was marked, as the cutter knew; absent where nobody wrote that down. */
  mayLag: z.boolean().optional(),
});

export type GrantClip = Document<typeof grantClipSchema>;

const redactedSpanSchema = z.object({ fromMs: z.number(), toMs: z.number() });

/** A stretch of a clip, in milliseconds from the clip's own beginning. */
export type RedactedSpan = Document<typeof redactedSpanSchema>;

const redactionSchema = z.object({
  /** What is silent in it: the marked parts with any margin. Empty where nothing had to be silenced. */
  spans: z.array(redactedSpanSchema),
  /** The parts as they were marked. */
  marked: z.array(redactedSpanSchema),
  by: z.string(),
  at: instantSchema,
  /** The audio with the spans silenced; the clip itself where nothing had to be. */
  clip: grantClipSchema,
});

/** Others' words taken out of what leaves the practice. The clip itself and the original stay as they are. */
export type Redaction = Document<typeof redactionSchema>;

export const grantSchema = z.object({
  id: z.string(),
  version: z.number(),
  requestId: z.string(),
  holder: z.string(),
  terms: clipTermsSchema,
  /** `cutting` until the clip stands in storage; `failed` when the audio cannot be cut at all. */
  state: z.enum(['cutting', 'ready', 'failed', 'ended', 'revoked']),
  grantedAt: instantSchema,
  until: instantSchema,
  /** Set once cut. */
  clip: grantClipSchema.nullable(),
  /** Why it could not be cut; null unless `failed`. */
  failure: z.string().nullable(),
  /** What of it may leave the practice; null until the DPO has settled that. */
  redaction: redactionSchema.nullable(),
});

/** The right an approved request gives: who, which part, until when, listen or copy. */
export type Grant = Document<typeof grantSchema>;

export type GrantState = Grant['state'];

/** Whether the clip may be heard at this moment. The end itself is outside. */
export const isAlive = (grant: Grant, now: Instant): boolean => grant.state === 'ready' && now < grant.until;
