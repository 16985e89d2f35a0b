import type { Deps } from '../../../deps.ts';
import { addHours, addMs, type Instant } from '../../../kernel/time.ts';
import type { Stores } from '../../../stores.ts';
import { redrawCards } from '../../messaging/post.ts';
import { endGrant } from '../../requests/endGrants.ts';
import { orderedDeletion } from '../../requests/model/life.ts';
import { type DeletionOrder, means } from '../../retention/model/deletionOrder.ts';
import { type CaseFile, isClosed } from '../model/case.ts';
import type { HeldCopy } from '../model/hold.ts';
import { withStep } from '../model/steps.ts';

/** No call lasts longer than a day. */
const LONGEST_HOURS = 25;

/**
 * A deletion order comes before any hold (DESIGN 6): copies of what it means go too, whether or not the live recording is still there, what
 * could be heard of them ends, and the case says so. Gives how many copies there were.
 */
export async function overruleHolds(
  stores: Stores,
  order: DeletionOrder,
  recordingIds: readonly string[],
  { clock }: Pick<Deps, 'clock'>,
): Promise<number> {
  const now = clock.now();
  const near = await stores.holds.startedIn(addHours(order.from, -LONGEST_HOURS), addMs(order.to, 1));
  const ids = new Set(recordingIds);
  const meant = near.filter(({ recordingId, recording }) => ids.has(recordingId) || means(order, recording));
  if (meant.length === 0) return 0;
  for (const copy of meant) {
    await stores.holds.saveCopy({ ...copy, state: 'overruled' });
    await stores.outbox.enqueue(`held:${copy.id}`, { kind: 'delete-held', copyId: copy.id });
  }
  for (const grant of await stores.grants.findByRecordings([
    ...new Set(meant.map((each) => each.recordingId)),
  ]))
    await endGrant(stores, grant, orderedDeletion(order.reason), now);
  for (const [holdId, copies] of Map.groupBy(meant, (copy) => copy.holdId))
    await tellCase(stores, holdId, copies, order, now);
  return meant.length;
}

async function tellCase(
  stores: Stores,
  holdId: string,
  copies: readonly HeldCopy[],
  order: DeletionOrder,
  now: Instant,
): Promise<void> {
  const hold = await stores.holds.find(holdId);
  const file: CaseFile | undefined = hold?.caseId ? await stores.cases.find(hold.caseId) : undefined;
  await stores.audit.append({
    at: now,
    actor: 'desk',
    action: 'hold.overrule',
    subject: hold?.caseId ?? holdId,
    outcome: 'ok',
    detail: { hold: holdId, order: order.id, recordings: copies.length },
  });
  if (file && !isClosed(file))
    await stores.cases.save(
      withStep(file, { kind: 'deleted-by-order', order: order.id, count: copies.length }, 'desk', now),
    );
  await redrawCards(stores, hold?.caseId ?? holdId);
}
