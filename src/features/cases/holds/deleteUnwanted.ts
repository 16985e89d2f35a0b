import type { RecordingId } from '../../../kernel/ids.ts';
import type { Context } from '../../../stores.ts';

/**
 * Orders the deletion of live recordings that a deletion order means and no hold needs any more: it waited for
 * their copies. What the night is to delete goes with the next night.
 */
export async function deleteUnwanted(context: Context, ids: readonly RecordingId[]): Promise<void> {
  const wanted = await context.holds.wantedAmong(ids);
  for (const id of new Set(ids)) {
    if (wanted.has(id)) continue;
    const marked = await context.recordings.findMarked(id);
    if (marked?.deletionMarkedBy && (await context.orders.find(marked.deletionMarkedBy)))
      await context.outbox.enqueue(`delete:${id}`, { kind: 'delete-recording', recordingId: id });
  }
}
