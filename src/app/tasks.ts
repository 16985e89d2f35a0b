import type { DeliverPost } from '../chat/deliverPost.ts';
import type { TaskHandlers } from '../features/messaging/dispatcher.ts';
import type { Usecases } from './usecases.ts';

type TaskDeps = Pick<
  Usecases,
  | 'cutClip'
  | 'deleteClip'
  | 'deleteRecording'
  | 'copyHeld'
  | 'deleteHeld'
  | 'redactCopies'
  | 'deleteUnredacted'
> & {
  readonly deliverPost: DeliverPost;
};

/** Who carries out what waits in the outbox. */
export const outboxTasks = (deps: TaskDeps): TaskHandlers => ({
  draw: ({ postId }) => deps.deliverPost(postId),
  cut: ({ grantId }) => deps.cutClip(grantId),
  'delete-clip': ({ grantId }) => deps.deleteClip(grantId),
  'delete-recording': ({ recordingId }) => deps.deleteRecording(recordingId),
  'hold-copies': ({ copyIds }) => deps.copyHeld(copyIds),
  'delete-held': ({ copyId }) => deps.deleteHeld(copyId),
  'redact-held': ({ lockId }) => deps.redactCopies(lockId),
  'delete-unredacted': ({ blobName }) => deps.deleteUnredacted(blobName),
});
