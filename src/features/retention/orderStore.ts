import type { OrderId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import type { Db } from '../../platform/database/tables.ts';
import { deletionOrderSchema } from '../recordings/model/deletionOrder.ts';

export const orderStore = (db: Db) => {
  const { list, insert, find, put } = documents(db, {
    table: 'deletion_orders',
    upgrade: deletionOrderSchema,
    columns: ({ liveUntil, orderedAt }) => ({ live_until: liveUntil, ordered_at: orderedAt }),
  });
  return {
    insert,
    find,
    requestsMet: async (id: OrderId) =>
      (await db.selectFrom('deletion_orders').select('requests_met').where('id', '=', id).executeTakeFirst())
        ?.requests_met ?? 0,
    addRequestsMet: async (id: OrderId, count: number) => {
      await db
        .updateTable('deletion_orders')
        .set((eb) => ({ requests_met: eb('requests_met', '+', count) }))
        .where('id', '=', id)
        .execute();
    },
    /** Orders under which something may still arrive. */
    live: (now: Instant) => list((rows) => rows.where('live_until', '>', now).orderBy('ordered_at')),
    /** Orders whose time ended in (from, to]. */
    endedIn: (from: Instant, to: Instant) =>
      list((rows) => rows.where('live_until', '>', from).where('live_until', '<=', to)),
    orderedIn: (from: Instant, to: Instant) =>
      list((rows) => rows.where('ordered_at', '>=', from).where('ordered_at', '<', to)),
    /** Takes the person out of orders ended before; gives their ids. */
    eraseEndedBefore: async (at: Instant): Promise<readonly OrderId[]> => {
      const old = await list((rows) => rows.where('live_until', '<', at));
      const named = old.filter((order) => order.orderedBy !== '');
      for (const order of named) await put({ ...order, orderedBy: '', ordererName: '', where: null });
      return named.map(({ id }) => id);
    },
  };
};
