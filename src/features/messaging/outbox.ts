import type { GrantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { RecordingId } from '../recordings/model/recording.ts';

export type OutboxTask =
  | { readonly kind: 'draw'; readonly postId: string }
  | { readonly kind: 'cut'; readonly grantId: GrantId }
  | { readonly kind: 'delete-clip'; readonly grantId: GrantId }
  /** Deletes a recording an order means. */
  | { readonly kind: 'delete-recording'; readonly recordingId: RecordingId }
  /** Copies recordings of one hold into `holds` and checks the copies. */
  | { readonly kind: 'hold-copies'; readonly copyIds: readonly string[] }
  /** Deletes a copy whose hold is over, or that an order overrules. */
  | { readonly kind: 'delete-held'; readonly copyId: string };

export interface OutboxMessage {
  readonly id: number;
  /** Messages of one lane go out in order. */
  readonly lane: string;
  readonly task: OutboxTask;
  readonly attempts: number;
}

export interface Outbox {
  enqueue(lane: string, task: OutboxTask): Promise<void>;
}

export interface OutboxQueue {
  /** Messages due now, at most one a lane, held by this process until `heldUntil`. */
  claim(now: Instant, heldUntil: Instant, limit: number): Promise<readonly OutboxMessage[]>;
  done(id: number): Promise<void>;
  /** Keeps it for later; `note` is a class of fault, never content. */
  postpone(id: number, until: Instant, note: string): Promise<void>;
  nextDue(): Promise<Instant | undefined>;
  backlog(): Promise<{
    readonly waiting: number;
    readonly oldest: Instant | null;
    readonly troubled: number;
    /** Tried so often that it has waited for about ten minutes or more. */
    readonly stuck: number;
  }>;
}
