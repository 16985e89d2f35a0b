import type { Context } from '../../stores.ts';
import { lockHeld } from '../cases/holds/lockHeld.ts';
import { postMessage, refreshMessages } from '../messaging/post.ts';
import { type DeletionOrder, means, overlaps } from '../recordings/model/deletionOrder.ts';
import { callsOf } from '../recordings/model/legs.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { endGrant } from '../requests/endGrants.ts';
import { couldMean, matchesAnything } from '../requests/matchRecordings.ts';
import { expire, orderedDeletion } from '../requests/model/life.ts';

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
  await lockHeld(context, order, ids);
  if (recordings.length === 0) return 0;
  await context.recordings.markForDeletion(ids, order.id);
  for (const id of ids) {
    await context.outbox.enqueue(deletionQueueKey(id), { kind: 'delete-recording', recordingId: id });
  }
  const reason = orderedDeletion(order.reason);
  for (const grant of await context.grants.findByRecordings(ids)) await endGrant(context, grant, reason);
  const met = await endRequestsMeaning(context, order, recordings);
  if (met > 0) await context.orders.addRequestsMet(order.id, met);
  await context.recordAudit('desk', {
    action: 'recording.mark-for-deletion',
    subject: order.id,
    outcome: 'ok',
    detail: { recordings: recordings.length, requests: met, reason: order.reason },
  });
  await refreshMessages(context, order.id);
  return recordings.length;
}

/** Undecided requests for which nothing is left that they could mean. */
async function endRequestsMeaning(
  context: Context,
  order: DeletionOrder,
  recordings: readonly Recording[],
): Promise<number> {
  const waiting = await context.requests.findByStates(['submitted', 'awaiting-approval', 'awaiting-answer']);
  let met = 0;
  for (const request of waiting) {
    if (!recordings.some((recording) => couldMean(context, request, recording))) continue;
    if (await matchesAnything(context, request)) continue;
    const ended = expire(request, orderedDeletion(order.reason), context.now);
    if (!ended.ok) continue;
    met += 1;
    await context.requests.save(ended.value);
    await context.recordAudit('desk', {
      action: 'request.expire',
      subject: request.id,
      outcome: 'ok',
      detail: { why: orderedDeletion(order.reason), order: order.id },
    });
    await refreshMessages(context, request.id);
    const requester = { kind: 'person', email: request.requestedBy } as const;
    await postMessage(context, { subject: request.id, card: 'requester', audience: requester });
  }
  return met;
}

/**
 * What an order means among the recordings stored now: calls on its extension at its time, and the other legs
 * of those calls.
 */
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
  return [...meant.values()];
}
