import type { OrderId, RecordingId } from '../../../kernel/ids.ts';
import { documents } from '../../../platform/database/documents.ts';
import type { Db } from '../../../platform/database/tables.ts';
import { heldLockSchema, LOCKED_STATES } from '../model/heldLock.ts';

/** Held calls that deletion orders met. */
export function heldLocks(db: Db) {
  const locks = documents(db, {
    table: 'held_locks',
    upgrade: heldLockSchema,
    columns: ({ recordingId, orderId, state }) => ({ recording_id: recordingId, order_id: orderId, state }),
    changing: ['state'],
  });
  return {
    insertLock: locks.insert,
    findLock: locks.find,
    saveLock: locks.save,
    locksOfOrder: (id: OrderId) => locks.list((rows) => rows.where('order_id', '=', id).orderBy('id')),
    /** Locks the DPO has not decided on, or whose redaction is not done. */
    standingLocks: () => locks.list((rows) => rows.where('state', 'in', LOCKED_STATES).orderBy('id')),
    /** Deletes what is known of locks of which no hold knows a copy any more; gives their ids. */
    forgetLocksWithoutCopies: async (): Promise<readonly string[]> => {
      const deleted = await db
        .deleteFrom('held_locks')
        .where('recording_id', 'not in', (eb) => eb.selectFrom('held_copies').select('recording_id'))
        .returning('id')
        .execute();
      return deleted.map(({ id }) => id);
    },
    /** Of these recordings, those that nobody may hear until the DPO has decided. */
    lockedAmong: async (ids: readonly RecordingId[]): Promise<ReadonlySet<RecordingId>> =>
      new Set(
        (
          await locks.listIn(ids, (rows, some) =>
            rows.where('recording_id', 'in', some).where('state', 'in', LOCKED_STATES),
          )
        ).map(({ recordingId }) => recordingId),
      ),
  };
}
