import { addHours, addMs } from '../../../kernel/time.ts';
import type { Context } from '../../../stores.ts';
import { refreshMessages } from '../../messaging/post.ts';
import { type DeletionOrder, means } from '../../recordings/model/deletionOrder.ts';
import { endGrant } from '../../requests/endGrants.ts';
import { orderedDeletion } from '../../requests/model/life.ts';
import { type CaseRecord, isClosed } from '../model/case.ts';
import type { HeldCopy } from '../model/hold.ts';
import { withStep } from '../model/steps.ts';

/** No call lasts longer than a day. */
const MAX_HOURS = 25;

/**
 * A deletion order comes before any hold (policy 4; decision 0007): copies of what it means go too, whether
 * or not the live recording is still there, what could be heard of them ends, and the case says so. Gives how
 * many copies there were.
 */
export async function overruleHolds(
  context: Context,
  order: DeletionOrder,
  recordingIds: readonly string[],
): Promise<number> {
  const near = await context.holds.startedIn(addHours(order.from, -MAX_HOURS), addMs(order.to, 1));
  const ids = new Set(recordingIds);
  const meant = near.filter(({ recordingId, recording }) => ids.has(recordingId) || means(order, recording));
  if (meant.length === 0) return 0;
  for (const copy of meant) {
    await context.holds.saveCopy({ ...copy, state: 'overruled' });
    await context.outbox.enqueue(`held:${copy.id}`, { kind: 'delete-held', copyId: copy.id });
  }
  for (const grant of await context.grants.findByRecordings([
    ...new Set(meant.map((each) => each.recordingId)),
  ]))
    await endGrant(context, grant, orderedDeletion(order.reason));
  for (const [holdId, copies] of Map.groupBy(meant, (copy) => copy.holdId))
    await tellCase(context, holdId, copies, order);
  return meant.length;
}

async function tellCase(
  context: Context,
  holdId: string,
  copies: readonly HeldCopy[],
  order: DeletionOrder,
): Promise<void> {
  const hold = await context.holds.find(holdId);
  const caseRecord: CaseRecord | undefined = hold?.caseId ? await context.cases.find(hold.caseId) : undefined;
  await context.recordAudit('desk', {
    action: 'hold.overrule',
    subject: hold?.caseId ?? holdId,
    outcome: 'ok',
    detail: { hold: holdId, order: order.id, recordings: copies.length },
  });
  if (caseRecord && !isClosed(caseRecord))
    await context.cases.save(
      withStep(
        caseRecord,
        { kind: 'deleted-by-order', order: order.id, count: copies.length },
        'desk',
        context.now,
      ),
    );
  await refreshMessages(context, hold?.caseId ?? holdId);
}
