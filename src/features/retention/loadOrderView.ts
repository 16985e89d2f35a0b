import { addHours, addMs, type Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { DeletionOrder, Receipt } from '../recordings/model/deletionOrder.ts';

/** Everything a card about a deletion order may show, read afresh. */
export async function loadOrderView(context: Context, order: DeletionOrder) {
  const onExtension = await context.receipts.findOrdered(order.extension, order.from, order.to);
  // Reported twice, the second report shows what the first has deleted.
  const receipts = onExtension.filter(
    ({ extension, startedAt, durationMs }) =>
      // A call without an extension that somebody else reported may not be this one.
      extension === order.extension && addMs(startedAt, durationMs) >= order.from && startedAt <= order.to,
  );
  const own = await context.receipts.findByOrder(order.id);
  const all = new Map([...receipts, ...own].map((each) => [`${each.recordingId} ${each.deletedAt}`, each]));
  const owner = context.practice.directory.people.find(
    ({ email, extensions }) => email !== order.orderedBy && extensions.includes(order.extension),
  );
  return {
    order,
    /** Recordings found and being deleted at this moment. */
    underWay: await context.recordings.countMarked(order.id),
    /** What it has deleted so far, the oldest first. */
    receipts: [...all.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)) as readonly Receipt[],
    /** Requests to hear that met it: they have ended, and their requesters know why. */
    requestsMet: await context.orders.requestsMet(order.id),
    /** Orders the same person has given in the last 24 hours, this one among them. */
    lately: await orderedLately(context, order.orderedBy, order.orderedAt),
    /** Whose extension it is, when it is not the person's own and the practice file says. */
    extensionOf: order.forAnother ? (owner?.name ?? null) : null,
    zone: context.practice.zone,
    now: context.now,
  };
}

export type OrderView = Readonly<Awaited<ReturnType<typeof loadOrderView>>>;

/** Orders that a person has given in the 24 hours before a moment, and at it. */
export const orderedLately = async ({ orders }: Context, email: string, at: Instant): Promise<number> =>
  (await orders.orderedIn(addHours(at, -24), addMs(at, 1))).filter(({ orderedBy }) => orderedBy === email).length;
