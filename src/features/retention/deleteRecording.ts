import { eachItem, eachStep } from '../../platform/jobs/eachItem.ts';
import { type BlobRemover, isLeft, StorageUnavailable } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { CallReading } from '../recordings/callReading.ts';
import type { Receipt } from '../recordings/model/deletionOrder.ts';
import type { StoredRecording } from '../recordings/model/recordingQueries.ts';
import { markForDeletion, meantBy } from './applyOrder.ts';

type DeleteRecordingDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'log'> & {
  readonly remover: BlobRemover;
  readonly reading: CallReading;
};

/** Deletes one recording an order means, and writes the receipt. Safe to repeat. */
export type DeleteRecording = (recordingId: string) => Promise<void>;

/** Names of everything that is stored of a recording. */
export const blobsOf = ({ blobName, sidecar }: StoredRecording): readonly string[] =>
  sidecar === null ? [blobName] : [blobName, sidecar];

/** The proof that a recording was deleted; its number is kept only where its age was the reason. */
export const receiptOf = (
  recording: StoredRecording,
  why: Pick<Receipt, 'reason' | 'orderId' | 'runId' | 'deletedAt'>,
): Receipt => ({
  recordingId: recording.id,
  startedAt: recording.startedAt,
  durationMs: recording.durationMs,
  bytes: recording.bytes,
  extension: recording.extension,
  number: why.reason === 'age' ? recording.number : null,
  callId: why.reason === 'age' ? null : recording.callId,
  ...why,
});

/** Throws StorageUnavailable when storage does not let go of it: the outbox tries again. */
export const createDeleteRecording = (deps: DeleteRecordingDeps): DeleteRecording => {
  const { uow, remover, reading, log } = deps;
  return async (recordingId) => {
    const { recording, isWanted } = await uow.read(async ({ recordings, holds }) => ({
      recording: await recordings.findMarked(recordingId),
      isWanted: (await holds.wantedAmong([recordingId])).size > 0,
    }));
    // A hold still needs it: nobody finds it meanwhile, and whatever settles the copy orders this again.
    if (!recording?.deletionMarkedBy || isWanted) return;
    const by = recording.deletionMarkedBy;
    // What an order deletes leaves no facts behind; beside what is no audio stand another file's facts.
    const { blobName } = recording;
    const beside = reading.isAudioName(blobName) ? reading.sidecarNamesOf(blobName) : [];
    const names = new Set([...blobsOf(recording), ...beside]);
    const removals = await remover.remove('recordings', [...names]);
    const kept = removals.find(isLeft);
    if (kept) {
      log.error('recording.not-deleted', { recording: recordingId, why: kept.outcome, code: kept.code });
      throw new StorageUnavailable('Storage keeps a recording that was ordered deleted');
    }
    await uow.run(async (context) => {
      const { now } = context;
      const order = await context.orders.find(by);
      if (!order) return;
      const [taken] = await context.recordings.deleteReturning([recording.blobName]);
      if (!taken) return;
      const why = { reason: order.reason, orderId: order.id, runId: null, deletedAt: now } as const;
      await context.receipts.insert([receiptOf(taken, why)]);
      await context.recordAudit('desk', {
        action: 'recording.delete',
        subject: order.id,
        detail: { recording: taken.id, reason: order.reason, startedAt: taken.startedAt },
      });
      await refreshMessages(context, order.id);
    });
  };
};

const ENDED_THROUGH = 'orders-ended-through';

/** Goes through every live order: what slipped in beside it is marked too, and one that has run out says so. */
export const createCarryOutOrders = (deps: DeleteRecordingDeps) => async (): Promise<number> => {
  const { uow, clock, log } = deps;
  const carryOut = async (): Promise<number> => {
    const live = await uow.read(({ orders }) => orders.live(clock.now()));
    return eachItem(live, { what: 'order', idOf: ({ id }) => id, log }, ({ id }) =>
      uow.run(async (context) => {
        const order = await context.orders.find(id);
        return order ? markForDeletion(context, order, await meantBy(context, order)) : 0;
      }),
    );
  };
  const sayEnded = async (): Promise<number> => {
    await uow.run(async (context) => {
      const { now } = context;
      const through = await context.jobState.get(ENDED_THROUGH);
      if (through !== undefined && through >= now) return;
      for (const { id } of await context.orders.endedIn((through ?? '') as typeof now, now))
        await refreshMessages(context, id);
      await context.jobState.set(ENDED_THROUGH, now);
    });
    return 0;
  };
  return eachStep(log, { carryOut, sayEnded });
};
