import type { GrantId, RequestId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { ClipTerms } from './terms.ts';

/** `cutting` until the clip stands in storage; `failed` when the audio cannot be cut at all. */
export type GrantState = 'cutting' | 'ready' | 'failed' | 'ended' | 'revoked';

/** The right an approved request gives: who, which part, until when, listen or copy. */
export interface Grant {
  readonly id: GrantId;
  readonly version: number;
  readonly requestId: RequestId;
  readonly holder: Email;
  readonly terms: ClipTerms;
  readonly state: GrantState;
  readonly grantedAt: Instant;
  readonly until: Instant;
  /** Set once cut. */
  readonly clip: GrantClip | null;
  /** Why it could not be cut; null unless `failed`. */
  readonly failure: string | null;
  /** What of it may leave the practice; null until the DPO has settled that. */
  readonly redaction: Redaction | null;
}

/** A stretch of a clip, in milliseconds from the clip's own beginning. */
export interface SilencedSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Others' words taken out of what leaves the practice. The clip itself and the original stay as they are. */
export interface Redaction {
  /** What is silent in it: the marked parts with any margin. Empty where nothing had to be silenced. */
  readonly spans: readonly SilencedSpan[];
  /** The parts as they were marked. */
  readonly marked: readonly SilencedSpan[];
  readonly by: Email;
  readonly at: Instant;
  /** The audio with the spans silenced; the clip itself where nothing had to be. */
  readonly clip: GrantClip;
}

export interface GrantClip {
  readonly blobName: string;
  readonly bytes: number;
  readonly durationMs: number;
  readonly sha256: string;
  readonly peaks: readonly number[];
  /** Whether it may lag behind where it was marked, as the cutter knew by the recording's bytes; absent where nobody wrote that down. */
  readonly mayLag?: boolean;
}

/** Whether the clip may be heard at this moment. The end itself is outside. */
export const isAlive = (grant: Grant, now: Instant): boolean => grant.state === 'ready' && now < grant.until;
