import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import { requiredTextFault } from '../../../kernel/typedText.ts';
import { isThem, mayActAsDpo, type Person } from '../../people/model/person.ts';
import { ORDER_REASONS } from '../../recordings/model/deletionOrder.ts';
import { recordingSchema } from '../../recordings/model/recording.ts';
import type { RedactedSpan } from '../../requests/model/grant.ts';
import { settleSpans } from '../../requests/model/redaction.ts';

const spanSchema = z.object({ fromMs: z.number(), toMs: z.number() });

export const heldLockSchema = z.object({
  id: z.string(),
  version: z.number(),
  recordingId: z.string(),
  /** The call's facts as the held copy has them. */
  recording: recordingSchema,
  orderId: z.string(),
  reason: z.enum(ORDER_REASONS),
  reportedBy: z.string(),
  reporterName: z.string(),
  /** How far into the call it was said, in the reporter's words; null when not said. */
  where: z.string().nullable(),
  lockedAt: instantSchema,
  /** `redacting` until every copy has been made silent where the DPO said. */
  state: z.enum(['open', 'redacting', 'redacted', 'deleted', 'unlocked']),
  /** What is to be silent, or is. */
  spans: z.array(spanSchema),
  decision: z.object({ by: z.string(), at: instantSchema, why: z.string() }).nullable(),
  /** Why the copies could not be redacted, in a sentence; null when nothing was in the way. */
  fault: z.string().nullable(),
});

/**
 * A held call that a deletion order met (policy 4, 5.8). One person's word destroys no evidence: nobody hears
 * the call until the DPO has redacted the card's span, deleted the copies, or unlocked them.
 */
export type HeldLock = Document<typeof heldLockSchema>;

export type HeldLockState = HeldLock['state'];

/** While a lock is in one of these states nobody hears the call. */
export const LOCKED_STATES: readonly HeldLockState[] = ['open', 'redacting'];

const faultOf = (lock: HeldLock, person: Person): Refusal | undefined =>
  mayActAsDpo(person) ? (lock.state === 'open' ? undefined : 'lock-decided') : 'not-the-dpo';

/** The DPO says which stretches of the call are to be silent in every copy. */
export function redact(
  lock: HeldLock,
  person: Person,
  spans: readonly RedactedSpan[],
  now: Instant,
): Result<HeldLock, Refusal> {
  const { durationMs } = lock.recording;
  const settled = settleSpans(spans, durationMs > 0 ? durationMs : Number.MAX_SAFE_INTEGER);
  const fault = faultOf(lock, person) ?? (spans.length === 0 ? 'spans-invalid' : undefined);
  if (fault) return err(fault);
  if (!settled.ok) return settled;
  const silentMs = settled.value.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  // Where most of it can no longer be heard it is a deletion, whatever it is called.
  const hidesMost = durationMs > 0 && silentMs * 2 > durationMs;
  const disguised = hidesMost ? deletionFault(lock, person) : undefined;
  if (disguised) return err(disguised);
  const decision = { by: person.email, at: now, why: '' };
  return ok({ ...lock, state: 'redacting', spans: [...settled.value], decision, fault: null });
}

/** Not what they reported: that would be one person's word; not for an opt-out: it overrules no hold (policy 5.8). */
const deletionFault = (lock: HeldLock, person: Person): Refusal | undefined =>
  lock.reason === 'opt-out' ? 'opt-out-keeps-hold' : isThem(person, lock.reportedBy) ? 'own-order' : undefined;

/** The DPO deletes every copy. */
export function remove(lock: HeldLock, person: Person, why: string, now: Instant): Result<HeldLock, Refusal> {
  const fault = faultOf(lock, person) ?? deletionFault(lock, person) ?? requiredTextFault(why);
  return fault ? err(fault) : ok(decided(lock, 'deleted', person, why, now));
}

/** The DPO lets the copies be heard as they are. */
export function unlock(lock: HeldLock, person: Person, why: string, now: Instant): Result<HeldLock, Refusal> {
  const fault = faultOf(lock, person) ?? requiredTextFault(why);
  return fault ? err(fault) : ok(decided(lock, 'unlocked', person, why, now));
}

const decided = (
  lock: HeldLock,
  state: 'deleted' | 'unlocked',
  { email }: Person,
  why: string,
  at: Instant,
): HeldLock => ({ ...lock, state, decision: { by: email, at, why: why.trim() } });
