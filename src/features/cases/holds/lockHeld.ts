import { addHours, addMs } from '../../../kernel/time.ts';
import type { Context } from '../../../stores.ts';
import { postToAll, refreshMessages } from '../../messaging/post.ts';
import { dpoAudiences } from '../../people/audiences.ts';
import { type DeletionOrder, means } from '../../recordings/model/deletionOrder.ts';
import { endGrant } from '../../requests/endGrants.ts';
import type { HeldLock } from '../model/heldLock.ts';
import type { HeldCopy } from '../model/hold.ts';
import { noteOnCases } from './noteOnCases.ts';

/** No call lasts longer than a day. */
const MAX_HOURS = 25;

/**
 * Locks the held copies of what a deletion order means, whether or not the live recording is still there: what
 * could be heard of them ends, the cases say so, and the DPO is asked on a card per call (decision 0021). A
 * call the same order has locked before is left alone, whatever was decided. Gives how many calls were locked.
 */
export async function lockHeld(
  context: Context,
  order: DeletionOrder,
  recordingIds: readonly string[],
): Promise<number> {
  const near = await context.holds.startedIn(addHours(order.from, -MAX_HOURS), addMs(order.to, 1));
  const ids = new Set(recordingIds);
  const meant = near.filter(({ recordingId, recording }) => ids.has(recordingId) || means(order, recording));
  if (meant.length === 0) return 0;
  const before = new Set((await context.holds.locksOfOrder(order.id)).map(({ recordingId }) => recordingId));
  const newly = Map.groupBy(
    meant.filter(({ recordingId }) => !before.has(recordingId)),
    (copy) => copy.recordingId,
  );
  for (const copies of newly.values()) await lockCall(context, order, copies);
  return newly.size;
}

async function lockCall(context: Context, order: DeletionOrder, copies: readonly HeldCopy[]): Promise<void> {
  const [first] = copies;
  if (!first) return;
  const lock: HeldLock = {
    id: context.ids.named('L'),
    version: 0,
    recordingId: first.recordingId,
    recording: first.recording,
    orderId: order.id,
    reason: order.reason,
    reportedBy: order.orderedBy,
    reporterName: order.ordererName,
    where: order.where,
    lockedAt: context.now,
    state: 'open',
    spans: [],
    decision: null,
    fault: null,
  };
  await context.holds.insertLock(lock);
  for (const grant of await context.grants.findByRecordings([lock.recordingId])) {
    const request = await context.requests.find(grant.requestId);
    // What staff may hear is the live recording, and that is deleted.
    if (request?.caseId) await endGrant(context, grant, 'evidence-locked');
  }
  await context.recordAudit('desk', {
    action: 'evidence.lock',
    subject: lock.id,
    detail: { order: order.id, recording: lock.recordingId, copies: copies.length },
  });
  await postToAll(context, lock.id, 'held-lock', await dpoAudiences(context), true);
  await noteOnCases(context, copies, { kind: 'evidence-locked', order: order.id, count: 1 });
  await refreshMessages(context, order.id);
}
