import { createDeliverPost, type DeliverDeps } from '../chat/deliverPost.ts';
import { createMoveCards, createTellPlace } from '../chat/moveCards.ts';
import { createRoutePost } from '../chat/routePost.ts';
import type { TaskHandlers } from '../features/messaging/dispatcher.ts';
import type { Usecases } from './usecases.ts';

type TaskDeps = Pick<
  Usecases,
  'cutClip' | 'deleteClip' | 'deleteRecording' | 'copyHeld' | 'deleteHeld' | 'redactCopies' | 'deleteUnredacted'
> &
  Omit<DeliverDeps, 'connected'>;

/** Who carries out what waits in the outbox. */
export function outboxTasks(deps: TaskDeps): TaskHandlers {
  const reach = { ...deps, connected: deps.platforms.map(({ name }) => name) };
  const routePost = createRoutePost(reach);
  return {
    draw: ({ postId }) => routePost(postId),
    send: createDeliverPost(reach),
    'move-cards': createMoveCards(deps),
    'tell-place': createTellPlace(deps),
    cut: ({ grantId }) => deps.cutClip(grantId),
    'delete-clip': ({ grantId }) => deps.deleteClip(grantId),
    'delete-recording': ({ recordingId }) => deps.deleteRecording(recordingId),
    'hold-copies': ({ copyIds }) => deps.copyHeld(copyIds),
    'delete-held': ({ copyId }) => deps.deleteHeld(copyId),
    'redact-held': ({ lockId }) => deps.redactCopies(lockId),
    'delete-unredacted': ({ blobName }) => deps.deleteUnredacted(blobName),
  };
}
