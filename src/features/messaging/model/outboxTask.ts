import type { GrantId, RecordingId } from '../../../kernel/ids.ts';

export type OutboxTask =
  | { readonly kind: 'draw'; readonly postId: string }
  | { readonly kind: 'cut'; readonly grantId: GrantId }
  | { readonly kind: 'delete-clip'; readonly grantId: GrantId }
  /** Deletes a recording an order means. */
  | { readonly kind: 'delete-recording'; readonly recordingId: RecordingId }
  /** Copies recordings of one hold into `holds` and checks the copies. */
  | { readonly kind: 'hold-copies'; readonly copyIds: readonly string[] }
  /** Deletes a copy whose hold is over, or that the DPO gave up to an order. */
  | { readonly kind: 'delete-held'; readonly copyId: string }
  /** Makes the copies of a locked call silent where the DPO said. */
  | { readonly kind: 'redact-held'; readonly lockId: string }
  /** Deletes what a copy was before it was redacted. */
  | { readonly kind: 'delete-unredacted'; readonly blobName: string };

export interface OutboxMessage {
  readonly id: number;
  /** Messages with one key go out in order. */
  readonly queueKey: string;
  readonly task: OutboxTask;
  readonly attempts: number;
}
