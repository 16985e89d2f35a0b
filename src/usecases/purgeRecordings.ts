import { createHash } from 'node:crypto';
import { scheduleOf } from '../domain/practice.ts';
import type { Receipt } from '../domain/retention/deletionOrder.ts';
import { dueStart } from '../domain/retention/schedule.ts';
import type { Instant } from '../domain/time.ts';
import type { BlobRemover, Removal } from './audioPorts.ts';
import { blobsOf, receiptOf } from './deleteRecording.ts';
import type { Deps } from './deps.ts';
import { recordingIdOf } from './describeRecording.ts';
import { endGrant } from './endGrants.ts';
import type { IndexRecordings } from './indexRecordings.ts';
import { type Proof, proveRetention } from './proveRetention.ts';
import type { StoredRecording } from './recordingPorts.ts';
import type { PurgeRun, UnreadBlob } from './retentionPorts.ts';
import { sweepClips } from './sweepClips.ts';

export type PurgeDeps = Pick<Deps, 'uow' | 'clock' | 'practice' | 'archive' | 'clips' | 'log'> & {
  readonly remover: BlobRemover;
  readonly indexRecordings: IndexRecordings;
};

/** The run left something behind that it should have deleted; the job tries again. */
export class PurgeIncomplete extends Error {
  override readonly name = 'PurgeIncomplete';
}

export interface PurgeOptions {
  /** Names the run: the same one started again goes on with it. */
  readonly runId: string;
  readonly beat?: () => Promise<void>;
}

export type PurgeRecordings = (options: PurgeOptions) => Promise<PurgeRun>;

/** What storage takes in one batch. */
const BATCH = 256;

/**
 * Deletes whatever would pass its limit before the next run is over (policy 5.9), with sidecars, snapshots and clips; then lists the container again
 * and counts what is left past its limit. Throws PurgeIncomplete when anything is left, after all that could be deleted has been.
 */
export const createPurgeRecordings = (deps: PurgeDeps): PurgeRecordings => {
  const { uow, clock, practice, log } = deps;
  return async ({ runId, beat = async () => {} }) => {
    const startedAt = clock.now();
    const before = await uow.read(({ purges }) => purges.newest());
    // Started again, a run goes on counting where it stopped.
    const { deleted, clipsRemoved } = before?.id === runId ? before : NOTHING_YET;
    let run: PurgeRun = { ...NOTHING_YET, id: runId, startedAt, deleted, clipsRemoved };
    const save = (change: Partial<PurgeRun>): Promise<void> => {
      run = { ...run, ...change };
      return uow.run(({ purges }) => purges.save(run));
    };
    await save({});
    const part: Part = {
      runId,
      due: dueStart(startedAt, scheduleOf(practice)),
      afterBatch: (count) => ({ ...run, deleted: run.deleted + count }),
      batchDone: async (after) => {
        run = after;
        await beat();
      },
    };
    const round = async (): Promise<number> =>
      (await purgeIndexed(deps, part)) + (await purgeUnread(deps, part));
    await round();
    // What the index had not seen counts too; and what storage would not let go of a moment ago is tried once more.
    await deps.indexRecordings.whole(beat);
    const failed = await round();
    const clipsNow = await sweepClips(deps);
    const proof = await proveRetention(deps, startedAt, beat);
    await save({
      finishedAt: clock.now(),
      failed,
      clipsRemoved: run.clipsRemoved + clipsNow,
      pastLimit: proof.pastLimit,
      stored: proof.stored,
    });
    await note(deps, run, proof);
    log.info('purge.done', {
      run: runId,
      deleted: run.deleted,
      failed,
      pastLimit: proof.pastLimit,
      stored: proof.stored,
    });
    if (failed > 0 || proof.due > 0) throw new PurgeIncomplete('Something is left past its limit');
    return run;
  };
};

/** What the rounds of one run share. */
interface Part {
  readonly runId: string;
  /** The latest start of a call that is to go. */
  readonly due: Instant;
  /** The run’s row once a batch of so many is gone: written with their receipts. */
  readonly afterBatch: (count: number) => PurgeRun;
  /** That has been written, and the run is alive. */
  readonly batchDone: (after: PurgeRun) => Promise<void>;
}

const NOTHING_YET = {
  finishedAt: null,
  deleted: 0,
  failed: 0,
  pastLimit: null,
  stored: 0,
  clipsRemoved: 0,
} as const;

const note = ({ uow, clock }: PurgeDeps, run: PurgeRun, { due }: Proof): Promise<void> =>
  uow.run(({ audit }) =>
    audit.append({
      at: run.finishedAt ?? clock.now(),
      actor: 'desk',
      action: 'purge.run',
      subject: '-',
      outcome: run.failed === 0 && due === 0 ? 'ok' : 'incomplete',
      detail: {
        deleted: run.deleted,
        failed: run.failed,
        pastLimit: run.pastLimit,
        stored: run.stored,
        clips: run.clipsRemoved,
      },
    }),
  );

/** Every indexed recording that is due, oldest first. One that cannot be deleted is passed over; gives how many there were. */
async function purgeIndexed(deps: PurgeDeps, part: Part): Promise<number> {
  const { uow } = deps;
  let failed = 0;
  let after: StoredRecording | null = null;
  for (;;) {
    const found: readonly StoredRecording[] = await uow.read(({ recordings }) =>
      recordings.begunBy(part.due, after, BATCH),
    );
    const batch = withinOneBatch(found);
    if (batch.length === 0) return failed;
    after = batch.at(-1) ?? null;
    await endGrantsOf(deps, batch, part.runId);
    const removals = await deps.remover.remove('recordings', batch.flatMap(blobsOf));
    const kept = keptNames(removals);
    const gone = batch.filter((recording) => !blobsOf(recording).some((name) => kept.has(name)));
    failed += batch.length - gone.length;
    await part.batchDone(await writeReceipts(deps, part, gone));
  }
}

/** As many as fit one batch with their sidecars. */
function withinOneBatch(found: readonly StoredRecording[]): readonly StoredRecording[] {
  let names = 0;
  const fits = found.findIndex((recording) => {
    names += blobsOf(recording).length;
    return names > BATCH;
  });
  return fits < 0 ? found : found.slice(0, fits);
}

const keptNames = (removals: readonly Removal[]): ReadonlySet<string> =>
  new Set(
    removals.filter(({ outcome }) => outcome === 'locked' || outcome === 'failed').map(({ name }) => name),
  );

/** Before the audio goes: a stop in between leaves no clip that may still be heard. */
async function endGrantsOf(
  { uow, clock }: PurgeDeps,
  batch: readonly StoredRecording[],
  runId: string,
): Promise<void> {
  const ids = batch.map(({ id }) => id);
  const grants = await uow.run(async (stores) => {
    // From here on nobody finds them, and nobody else takes them out of the index.
    await stores.recordings.condemn(ids, runId);
    return stores.grants.ofRecordings(ids);
  });
  const inForce = grants.filter(({ state }) => state === 'ready' || state === 'cutting');
  for (const grant of inForce)
    await uow.run((stores) => endGrant(stores, grant, 'recording-deleted', clock.now()));
}

/** One event for the batch, which names its receipts by their digest. */
const writeReceipts = (
  { uow, clock }: PurgeDeps,
  { runId, afterBatch }: Part,
  gone: readonly StoredRecording[],
): Promise<PurgeRun> =>
  uow.run(async (stores) => {
    const deletedAt = clock.now();
    const taken = await stores.recordings.take(gone.map(({ blobName }) => blobName));
    const after = afterBatch(taken.length);
    if (taken.length === 0) return after;
    const receipts: Receipt[] = [];
    for (const recording of taken) {
      const order =
        recording.condemnedBy === null ? undefined : await stores.orders.find(recording.condemnedBy);
      receipts.push(
        receiptOf(recording, {
          reason: order?.reason ?? 'age',
          orderId: order?.id ?? null,
          runId,
          deletedAt,
        }),
      );
    }
    await stores.receipts.insert(receipts);
    await stores.purges.save(after);
    await stores.audit.append(batchEvent(runId, receipts, deletedAt));
    return after;
  });

/** SHA-256 over what a receipt proves, line by line in the order of the ids: the number is left out, since it is erased later. */
export const receiptsDigest = (receipts: readonly Receipt[]): string =>
  createHash('sha256')
    .update(
      receipts
        .map(({ recordingId, startedAt, deletedAt, reason }) =>
          [recordingId, startedAt, deletedAt, reason].join(' '),
        )
        .sort()
        .join('\n'),
    )
    .digest('hex');

const batchEvent = (runId: string, receipts: readonly Receipt[], at: Instant) => ({
  at,
  actor: 'desk',
  action: 'purge.batch',
  subject: runId,
  outcome: 'ok',
  detail: { count: receipts.length, digest: receiptsDigest(receipts) },
});

/** Files no reader understands go by the date they were stored. */
async function purgeUnread(deps: PurgeDeps, { runId, due, afterBatch, batchDone }: Part): Promise<number> {
  const { uow, clock, remover } = deps;
  let failed = 0;
  let after: UnreadBlob | null = null;
  for (;;) {
    const batch: readonly UnreadBlob[] = await uow.read(({ unread }) => unread.storedBy(due, after, BATCH));
    if (batch.length === 0) return failed;
    after = batch.at(-1) ?? null;
    const names = batch.map(({ blobName }) => blobName);
    // Out of the list first, so that a pass of the index does not take them for lost; whatever stays is listed again.
    await uow.run((stores) => stores.unread.take(names));
    const kept = keptNames(await remover.remove('recordings', names));
    const gone = batch.filter(({ blobName }) => !kept.has(blobName));
    failed += batch.length - gone.length;
    const done = await uow.run(async (stores) => {
      const deletedAt = clock.now();
      await stores.unread.upsert(batch.filter(({ blobName }) => kept.has(blobName)));
      const receipts = gone.map((blob) => unreadReceipt(blob, runId, deletedAt));
      const after = afterBatch(receipts.length);
      if (receipts.length === 0) return after;
      await stores.receipts.insert(receipts);
      await stores.purges.save(after);
      await stores.audit.append(batchEvent(runId, receipts, deletedAt));
      return after;
    });
    await batchDone(done);
  }
}

const unreadReceipt = (
  { blobName, storedAt, bytes }: UnreadBlob,
  runId: string,
  deletedAt: Instant,
): Receipt => ({
  recordingId: recordingIdOf(blobName),
  reason: 'age',
  orderId: null,
  runId,
  startedAt: storedAt,
  durationMs: 0,
  bytes,
  extension: null,
  number: null,
  deletedAt,
});
