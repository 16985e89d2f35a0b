import type { Deps } from '../../deps.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { overruleHolds } from '../cases/holds/overruleHolds.ts';
import { postCard, redrawCards } from '../messaging/post.ts';
import { callsOf } from '../recordings/model/legs.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { endGrant } from '../requests/endGrants.ts';
import { couldMean, matchesAnything } from '../requests/matchRecordings.ts';
import { lapse, orderedDeletion } from '../requests/model/life.ts';
import { type DeletionOrder, means, overlaps } from './model/deletionOrder.ts';

type Part = Pick<Deps, 'clock' | 'ids' | 'practice'>;

/** Deleting a recording waits behind nothing else. */
const deletionLane = (recordingId: string): string => `delete:${recordingId}`;

/**
 * Puts recordings under an order, within the caller's transaction: from then on nobody finds them, what could be heard of them ends, requests that
 * can mean nothing else end and say why, and the deletion is ordered. Gives how many there were.
 */
export async function markForDeletion(
  stores: Stores,
  order: DeletionOrder,
  recordings: readonly Recording[],
  deps: Part,
): Promise<number> {
  const now = deps.clock.now();
  const ids = recordings.map(({ id }) => id);
  const overruled = await overruleHolds(stores, order, ids, deps);
  if (recordings.length === 0) {
    if (overruled > 0) await redrawCards(stores, order.id);
    return 0;
  }
  await stores.recordings.markForDeletion(ids, order.id);
  for (const id of ids) {
    await stores.outbox.enqueue(deletionLane(id), { kind: 'delete-recording', recordingId: id });
  }
  const reason = orderedDeletion(order.reason);
  for (const grant of await stores.grants.findByRecordings(ids)) await endGrant(stores, grant, reason, now);
  const met = await endRequestsMeaning(stores, order, recordings, deps, now);
  if (met > 0) await stores.orders.addRequestsMet(order.id, met);
  await stores.audit.append({
    at: now,
    actor: 'desk',
    action: 'recording.mark-for-deletion',
    subject: order.id,
    outcome: 'ok',
    detail: { recordings: recordings.length, requests: met, reason: order.reason },
  });
  await redrawCards(stores, order.id);
  return recordings.length;
}

/** Undecided requests for which nothing is left that they could mean. */
async function endRequestsMeaning(
  stores: Stores,
  order: DeletionOrder,
  recordings: readonly Recording[],
  deps: Part,
  now: Instant,
): Promise<number> {
  const waiting = await stores.requests.findByStates(['submitted', 'awaiting-approval', 'awaiting-answer']);
  let met = 0;
  for (const request of waiting) {
    if (!recordings.some((recording) => couldMean(request, recording, deps, now))) continue;
    if (await matchesAnything(stores, request, deps, now)) continue;
    const ended = lapse(request, orderedDeletion(order.reason), now);
    if (!ended.ok) continue;
    met += 1;
    await stores.requests.save(ended.value);
    await stores.audit.append({
      at: now,
      actor: 'desk',
      action: 'request.lapse',
      subject: request.id,
      outcome: 'ok',
      detail: { why: orderedDeletion(order.reason), order: order.id },
    });
    await redrawCards(stores, request.id);
    const requester = { kind: 'person', email: request.requestedBy } as const;
    await postCard(stores, { subject: request.id, card: 'requester', audience: requester }, deps);
  }
  return met;
}

/** What an order means among the recordings stored now: calls on its extension at its time, and the other legs of those calls. */
export async function meantBy(stores: Stores, order: DeletionOrder): Promise<readonly Recording[]> {
  const near = await stores.recordings.findByExtension(order.extension, order.from, order.to);
  const meant = new Map(near.filter((each) => means(order, each)).map((each) => [each.id, each]));
  for (const leg of [...meant.values()]) {
    if (leg.callId === null) continue;
    const call = callsOf(await stores.recordings.findByCall(leg.callId)).find((legs) =>
      legs.some(({ id }) => id === leg.id),
    );
    for (const other of call ?? []) if (overlaps(other, order.from, order.to)) meant.set(other.id, other);
  }
  return [...meant.values()];
}
