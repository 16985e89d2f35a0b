import type { GrantId, RecordingId } from '../../../kernel/ids.ts';
import type { ChannelName, PlatformName } from './post.ts';

export type OutboxTask =
  /** Finds out where a post has to stand, and orders it sent there. */
  | { readonly kind: 'draw'; readonly postId: string }
  /** Sends a post on one platform, or changes its copies there; `isNew` when it stands nowhere yet. */
  | { readonly kind: 'send'; readonly postId: string; readonly platform: PlatformName; readonly isNew: boolean }
  /** Puts a channel’s open cards where they can be seen: in its people’s own chats, or in the channel bound now. */
  | { readonly kind: 'move-cards'; readonly channel: ChannelName; readonly from: PlatformName | null }
  /** Tells a place that is bound no more which channel has its cards now. */
  | { readonly kind: 'tell-place'; readonly platform: PlatformName; readonly address: string; readonly checkId: string }
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

/** What is carried out side by side: work of one lane never waits for what another lane waits for. */
export const LANES = ['deletions', 'desk', 'slack', 'teams', 'storage'] as const;

export type Lane = (typeof LANES)[number];

export function laneOf(task: OutboxTask): Lane {
  switch (task.kind) {
    case 'draw':
    case 'move-cards':
      return 'desk';
    case 'send':
    case 'tell-place':
      return task.platform;
    case 'cut':
    case 'hold-copies':
    case 'redact-held':
      return 'storage';
    case 'delete-clip':
    case 'delete-recording':
    case 'delete-held':
    case 'delete-unredacted':
      return 'deletions';
  }
}

export interface OutboxMessage {
  readonly id: number;
  /** Messages with one key go out in order. */
  readonly queueKey: string;
  readonly lane: Lane;
  readonly task: OutboxTask;
  readonly attempts: number;
  /** It has stepped aside before: nobody waits behind it. */
  readonly isAside: boolean;
}
