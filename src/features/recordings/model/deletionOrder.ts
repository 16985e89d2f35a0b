import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import type { OrderId, RecordingId } from '../../../kernel/ids.ts';
import { addHours, addMinutes, addMs, earlier, type Instant, later, msBetween } from '../../../kernel/time.ts';
import type { Recording } from './recording.ts';

/** Why a call must not be kept: a card was read out (policy 4), or the caller wanted no recording (policy 5.8). */
export const ORDER_REASONS = ['card-payment', 'opt-out'] as const;

export type OrderReason = (typeof ORDER_REASONS)[number];

export const deletionOrderSchema = z.object({
  id: z.string(),
  reason: z.enum(ORDER_REASONS),
  extension: z.string(),
  /** Every call on the extension that overlaps this span is meant. */
  from: instantSchema,
  to: instantSchema,
  /** The time the person stated; null for "now". */
  statedTime: instantSchema.nullable(),
  orderedBy: z.string(),
  ordererName: z.string(),
  orderedAt: instantSchema,
  /** True when the extension is not the person's own. */
  forAnother: z.boolean(),
  /** How far into the call it was said, in the reporter's words; null when not said. */
  where: z.string().nullable().default(null),
  /** The phone system can deliver until then; afterwards nothing more is looked for. */
  liveUntil: instantSchema,
});

/** Delete this, now or on arrival. Comes before any request; what a hold keeps it only locks. */
export type DeletionOrder = Document<typeof deletionOrderSchema>;

/** How far around a stated time, and how long for late deliveries, an order reaches. */
export interface OrderLimits {
  readonly orderMinutes: number;
  readonly deliveryHours: number;
}

/** The span an order means: around a stated time, or from a little before now. A call under way overlaps both. */
export function orderSpan(
  moments: readonly Instant[],
  now: Instant,
  { orderMinutes }: Pick<OrderLimits, 'orderMinutes'>,
): { readonly from: Instant; readonly to: Instant } {
  const [first, last] = [moments[0] ?? now, moments.at(-1) ?? now];
  // What is still to come has not been reported.
  return { from: addMinutes(first, -orderMinutes), to: earlier(addMinutes(last, orderMinutes), now) };
}

export const liveUntil = (to: Instant, { deliveryHours }: Pick<OrderLimits, 'deliveryHours'>): Instant =>
  addHours(to, deliveryHours);

/** A recording whose length nothing tells may have lasted this long, but no longer than until it was stored. */
export const MAX_UNKNOWN_HOURS = 4;

/** When a call was over, at the latest. */
const endOf = ({ startedAt, endedAt, durationMs, storedAt }: Recording, start: Instant): Instant =>
  durationMs > 0
    ? addMs(start, msBetween(startedAt, endedAt))
    : earlier(later(storedAt, start), addHours(start, MAX_UNKNOWN_HOURS));

/** Every moment the call may have begun at: two where the phone system's clock leaves it open. */
const startsOf = ({ startedAt, alternateStart }: Recording): readonly Instant[] =>
  alternateStart === null ? [startedAt] : [startedAt, alternateStart];

/** Whether any reading of the call's time overlaps the span, its ends included. */
export const overlaps = (recording: Recording, from: Instant, to: Instant): boolean =>
  startsOf(recording).some((start) => start <= to && endOf(recording, start) >= from);

/** Minutes either side of the stated time in which a call whose extension nobody knows may be the one. */
const UNKNOWN_EXTENSION_MINUTES = 2;

/** The part of an order's span in which anybody's calls, without an extension, are meant: no more than must be. */
function narrowSpan({ from, to, statedTime, orderedAt }: Reach): { readonly from: Instant; readonly to: Instant } {
  const stated = statedTime ?? orderedAt;
  // In the repeated autumn hour the stated time means two moments, the second an hour later.
  const isTwice = msBetween(stated, to) > 60 * 60_000;
  const until = addMinutes(stated, UNKNOWN_EXTENSION_MINUTES + (isTwice ? 60 : 0));
  return { from: later(from, addMinutes(stated, -UNKNOWN_EXTENSION_MINUTES)), to: earlier(to, until) };
}

/** What of an order says which calls are meant. */
export type Reach = Pick<DeletionOrder, 'extension' | 'from' | 'to' | 'statedTime' | 'orderedAt'>;

/**
 * Whether an order means this recording: its extension, at either end of the call, and any overlap in time. A
 * call whose extension the phone system does not give (a queue's, RingCentral's incoming) may be the one, and
 * card details must not be kept (policy 4): it is meant too.
 */
export function means(order: Reach, recording: Recording): boolean {
  const { extension, otherExtension } = recording;
  if (isUnknown(recording)) {
    const { from, to } = narrowSpan(order);
    return overlaps(recording, from, to);
  }
  const onIt = extension === order.extension || otherExtension === order.extension;
  return onIt && overlaps(recording, order.from, order.to);
}

/** Whether nobody knows which telephone of the practice a call was on. */
const isUnknown = ({ extension, otherExtension }: Recording): boolean => extension === null && otherExtension === null;

/** Why something was deleted. */
export type DeletionReason = 'age' | OrderReason;

export const DELETION_REASONS = ['age', ...ORDER_REASONS] as const;

/** The proof that something was deleted: no audio, no name; the number only until it is erased. */
export interface Receipt {
  readonly recordingId: RecordingId;
  readonly reason: DeletionReason;
  /** Set for an order. */
  readonly orderId: OrderId | null;
  /** The nightly run, `purge-2026-11-24`; null for an order. */
  readonly runId: string | null;
  readonly startedAt: Instant;
  readonly durationMs: number;
  readonly bytes: number;
  readonly extension: string | null;
  readonly number: string | null;
  /** Of a call an order deleted: other legs of it may still arrive. */
  readonly callId: string | null;
  readonly deletedAt: Instant;
}
