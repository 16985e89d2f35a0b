import { addHours } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { lockHeld } from '../cases/holds/lockHeld.ts';
import { holdForOpenCases } from '../cases/holds/placeHold.ts';
import { refreshMessages } from '../messaging/post.ts';
import { type DeletionOrder, MAX_UNKNOWN_HOURS, means, overlaps } from '../recordings/model/deletionOrder.ts';
import { callsOf } from '../recordings/model/legs.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { endGrant } from '../requests/endGrants.ts';
import { endUnanswerable } from '../requests/endUnanswerable.ts';
import { orderedDeletion } from '../requests/model/life.ts';
import { possibleCall, UNREAD } from './possibleCall.ts';

/** Deleting a recording waits behind nothing else. */
const deletionQueueKey = (recordingId: string): string => `delete:${recordingId}`;

/**
 * Puts recordings under an order, within the caller's transaction: from then on nobody finds them, what could
 * be heard of them ends, requests that can mean nothing else end and say why, and the deletion is ordered.
 * Gives how many there were.
 */
export async function markForDeletion(
  context: Context,
  order: DeletionOrder,
  recordings: readonly Recording[],
): Promise<number> {
  const ids = recordings.map(({ id }) => id);
  if (recordings.length > 0) await holdForOpenCases(context, recordings);
  await lockHeld(context, order, ids);
  if (recordings.length === 0) return 0;
  await takeFromUnread(context, recordings);
  await context.recordings.markForDeletion(ids, order.id);
  for (const id of ids)
    await context.outbox.enqueue(deletionQueueKey(id), { kind: 'delete-recording', recordingId: id });
  const reason = orderedDeletion(order.reason);
  for (const grant of await context.grants.findByRecordings(ids)) await endGrant(context, grant, reason);
  const met = await endUnanswerable(context, recordings, { reason, order: order.id });
  if (met > 0) await context.orders.addRequestsMet(order.id, met);
  await context.recordAudit('desk', {
    action: 'recording.mark-for-deletion',
    subject: order.id,
    detail: { recordings: recordings.length, requests: met, reason: order.reason },
  });
  await refreshMessages(context, order.id);
  return recordings.length;
}

/** What is put under an order becomes a recording, so that one way leads to its deletion and its receipt. */
async function takeFromUnread({ recordings, unread }: Context, meant: readonly Recording[]): Promise<void> {
  const files = meant.filter(({ system }) => system === UNREAD);
  if (files.length === 0) return;
  await recordings.upsert(files.map((file) => ({ ...file, etag: '', deletionMarkedBy: null })));
  await unread.deleteReturning(files.map(({ blobName }) => blobName));
}

/** What an order means of what is stored: calls at its time, their other legs, and files that may be of such a call. */
export async function meantBy(context: Context, order: DeletionOrder): Promise<readonly Recording[]> {
  const near = await context.recordings.findByExtension(order.extension, order.from, order.to);
  const meant = new Map(near.filter((each) => means(order, each)).map((each) => [each.id, each]));
  for (const leg of [...meant.values()]) {
    if (leg.callId === null) continue;
    const call = callsOf(await context.recordings.findByCall(leg.callId)).find((legs) =>
      legs.some(({ id }) => id === leg.id),
    );
    for (const other of call ?? []) if (overlaps(other, order.from, order.to)) meant.set(other.id, other);
  }
  return [...meant.values(), ...(await unreadMeantBy(context, order))];
}

/** Files nobody understands that may be of a call the order means, by when they were stored. */
async function unreadMeantBy({ unread }: Context, order: DeletionOrder): Promise<readonly Recording[]> {
  const near = await unread.storedIn(order.from, addHours(order.to, MAX_UNKNOWN_HOURS));
  return near.flatMap(possibleCall).filter((file) => means(order, file));
}
