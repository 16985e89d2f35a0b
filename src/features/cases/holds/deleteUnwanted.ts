import type { RecordingId } from '../../../kernel/ids.ts';
import type { Context } from '../../../stores.ts';
import { refreshMessages } from '../../messaging/post.ts';

/**
 * Orders the deletion of live recordings that a deletion order means and no hold needs any more: it waited for
 * their copies. What the night is to delete goes with the next night. Of a locked call that no hold has a copy of
 * any more there is nothing left to decide.
 */
export async function deleteUnwanted(
  context: Context,
  of: readonly { readonly recordingId: RecordingId }[],
): Promise<void> {
  const ids = of.map(({ recordingId }) => recordingId);
  const wanted = await context.holds.wantedAmong(ids);
  for (const id of new Set(ids)) {
    if (wanted.has(id)) continue;
    const marked = await context.recordings.findMarked(id);
    if (marked?.deletionMarkedBy && (await context.orders.find(marked.deletionMarkedBy)))
      await context.outbox.enqueue(`delete:${id}`, { kind: 'delete-recording', recordingId: id });
  }
  const locked = await context.holds.lockedAmong(ids);
  for (const lock of locked.size === 0 ? [] : await context.holds.standingLocks()) {
    const { recordingId } = lock;
    if (!locked.has(recordingId) || (await context.holds.standingCopies(recordingId)).length > 0) continue;
    await context.holds.saveLock({ ...lock, state: 'deleted' });
    await context.recordAudit('desk', {
      action: 'evidence.over',
      subject: lock.id,
      detail: { order: lock.orderId, recording: recordingId },
    });
    await refreshMessages(context, lock.id);
  }
}
