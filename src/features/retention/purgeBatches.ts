import { createHash } from 'node:crypto';
import { causeOf } from '../../kernel/fault.ts';
import type { Instant } from '../../kernel/time.ts';
import { type BlobRemover, isLeft, type Removal } from '../../platform/storage/ports.ts';
import { removeEach } from '../../platform/storage/removeEach.ts';
import type { Context, Deps } from '../../stores.ts';
import { recordingIdOf } from '../recordings/describeRecording.ts';
import type { Receipt } from '../recordings/model/deletionOrder.ts';
import type { StoredRecording } from '../recordings/model/recordingQueries.ts';
import { endGrant } from '../requests/endGrants.ts';
import { blobsOf, receiptOf } from './deleteRecording.ts';
import type { PurgeRun } from './model/purgeRun.ts';
import type { UnreadBlob } from './model/unreadBlob.ts';

export type BatchDeps = Pick<Deps, 'uow' | 'clock' | 'log'> & { readonly remover: BlobRemover };

/** What storage takes in one batch. */
const BATCH = 256;

/** What the rounds of one run share. */
export interface PurgePart {
  readonly runId: string;
  /** The latest start of a call that is to go. */
  readonly due: Instant;
  /** The run’s row once a batch of so many is gone: written with their receipts. */
  readonly afterBatch: (count: number) => PurgeRun;
  /** Ids of what was due and had to stay, since a hold has no proven copy of it yet; added to. */
  readonly keptForHolds: Set<string>;
  /** Throws PurgeWaits where the night may not delete so many more without the DPO's yes. */
  readonly allow: (count: number) => Promise<void>;
  /** That has been written, and the run is alive. */
  readonly batchDone: (after: PurgeRun) => Promise<void>;
  /** Recordings that could not be deleted, each with the reason; gathered as the rounds go. */
  readonly kept: Map<string, string>;
}

/** Every indexed recording that is due, oldest first; gives how many could not be deleted and were passed over. */
export async function purgeIndexed(deps: BatchDeps, part: PurgePart): Promise<number> {
  let failed = 0;
  const remove = (batch: Batch): Promise<readonly Removal[]> => {
    const answer = removeEach(deps.remover, 'recordings', batch.going.flatMap(blobsOf));
    // A no-op catch, so that an early rejection is not reported as unhandled; it is awaited below.
    answer.catch(() => {});
    return answer;
  };
  let current = await prepare(deps, part, null);
  let removing = current && remove(current);
  while (current && removing) {
    // Storage and database work side by side: the next batch is made ready while this one goes, and goes
    // while this one's receipts are written.
    const next: Batch | null = await prepare(deps, part, current.last);
    const kept = keptOf(await removing);
    removing = next && remove(next);
    const gone = current.going.filter((recording) => !blobsOf(recording).some((name) => kept.has(name)));
    failed += current.count - gone.length;
    noteKept(deps, part, current.going, kept);
    await part.batchDone(await writeReceipts(deps, part, gone));
    current = next;
  }
  return failed;
}

interface Batch {
  readonly count: number;
  /** Those to delete now: all but the ones whose accesses could not be ended. */
  readonly going: readonly StoredRecording[];
  readonly last: StoredRecording;
}

/** The batch after the one that ended with `after`, its accesses ended; null when nothing is left. */
async function prepare(deps: BatchDeps, part: PurgePart, after: StoredRecording | null): Promise<Batch | null> {
  for (let from = after; ; ) {
    const found = await deps.uow.read(({ recordings }) => recordings.startedBy(part.due, from, BATCH));
    const batch = withinOneBatch(found);
    const last = batch.at(-1);
    if (last === undefined) return null;
    await part.allow(batch.length);
    // What has to stay is locked all the same: its time is over, and nobody hears it.
    const ended = await endGrantsOf(deps, part, batch);
    const wanted = await deps.uow.read(({ holds }) => holds.wantedAmong(batch.map(({ id }) => id)));
    for (const id of wanted) part.keptForHolds.add(id);
    const going = ended.filter(({ id }) => !wanted.has(id));
    if (wanted.size < batch.length) return { count: batch.length - wanted.size, going, last };
    from = last;
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

/** What storage would not let go of, each with its word for why. */
const keptOf = (removals: readonly Removal[]): ReadonlyMap<string, string> =>
  new Map(removals.filter(isLeft).map(({ name, outcome, code }) => [name, code ?? outcome]));

function noteKept(
  { log }: Pick<BatchDeps, 'log'>,
  { kept: told }: PurgePart,
  batch: readonly StoredRecording[],
  kept: ReadonlyMap<string, string>,
): void {
  for (const recording of batch) {
    const code = blobsOf(recording).flatMap((name) => kept.get(name) ?? [])[0];
    if (code === undefined) continue;
    log.error('recording.not-deleted', { recording: recording.id, code });
    told.set(recording.id, code);
  }
}

/** Before the audio goes, so that no stop leaves a clip to hear. An access that cannot end keeps its recording back. */
async function endGrantsOf(
  { uow, log }: BatchDeps,
  { runId, kept }: PurgePart,
  batch: readonly StoredRecording[],
): Promise<readonly StoredRecording[]> {
  const ids = batch.map(({ id }) => id);
  const grants = await uow.run(async (context) => {
    // From here on nobody finds them, and nobody else takes them out of the index.
    await context.recordings.markForDeletion(ids, runId);
    return context.grants.findByRecordings(ids);
  });
  const inForce = grants.filter(({ state }) => state === 'ready' || state === 'cutting');
  const keptBack = new Set<string>();
  for (const grant of inForce)
    try {
      await uow.run((context) => endGrant(context, grant, 'recording-deleted'));
    } catch (error) {
      log.error('access.not-ended', { grant: grant.id, ...causeOf(error) });
      keptBack.add(grant.terms.recordingId);
      kept.set(grant.terms.recordingId, 'access-not-ended');
    }
  return batch.filter(({ id }) => !keptBack.has(id));
}

const writeReceipts = (
  { uow, clock }: BatchDeps,
  { runId, afterBatch }: PurgePart,
  gone: readonly StoredRecording[],
): Promise<PurgeRun> =>
  uow.run(async (context) => {
    const deletedAt = clock.now();
    const taken = await context.recordings.deleteReturning(gone.map(({ blobName }) => blobName));
    const after = afterBatch(taken.length);
    if (taken.length === 0) return after;
    const receipts: Receipt[] = [];
    for (const recording of taken) {
      const { deletionMarkedBy } = recording;
      // An order that cannot be read any more has still been carried out.
      const order =
        deletionMarkedBy === null ? undefined : await context.orders.find(deletionMarkedBy).catch(() => undefined);
      receipts.push(
        receiptOf(recording, { reason: order?.reason ?? 'age', orderId: order?.id ?? null, runId, deletedAt }),
      );
    }
    await keepReceipts(context, after, receipts, deletedAt);
    return after;
  });

/** The receipts of a batch, with the run as it then stands; one event names them by their digest. */
async function keepReceipts(context: Context, run: PurgeRun, receipts: readonly Receipt[], at: Instant): Promise<void> {
  await context.receipts.insert(receipts);
  await context.purges.save(run);
  const detail = { count: receipts.length, digest: receiptsDigest(receipts) };
  await context.audit.append({ at, actor: 'desk', action: 'purge.batch', subject: run.id, outcome: 'ok', detail });
}

/** SHA-256 over what receipts prove, a line each in the order of the ids, without the number: that is erased later. */
const receiptsDigest = (receipts: readonly Receipt[]): string =>
  createHash('sha256')
    .update(
      receipts
        .map(({ recordingId, startedAt, deletedAt, reason }) => [recordingId, startedAt, deletedAt, reason].join(' '))
        .sort()
        .join('\n'),
    )
    .digest('hex');

/** Files no reader understands go by the date they were stored. */
export async function purgeUnread(
  deps: BatchDeps,
  { runId, due, afterBatch, batchDone, allow }: PurgePart,
): Promise<number> {
  const { uow, clock } = deps;
  let failed = 0;
  let after: UnreadBlob | null = null;
  for (;;) {
    const batch: readonly UnreadBlob[] = await uow.read(({ unread }) => unread.storedBy(due, after, BATCH));
    if (batch.length === 0) return failed;
    await allow(batch.length);
    after = batch.at(-1) ?? null;
    const names = batch.map(({ blobName }) => blobName);
    // Out of the list first, so that a pass of the index does not take them for lost; whatever stays is listed again.
    await uow.run((context) => context.unread.deleteReturning(names));
    const kept = keptOf(await removeEach(deps.remover, 'recordings', names));
    const gone = batch.filter(({ blobName }) => !kept.has(blobName));
    failed += batch.length - gone.length;
    const done = await uow.run(async (context) => {
      const deletedAt = clock.now();
      await context.unread.upsert(batch.filter(({ blobName }) => kept.has(blobName)));
      const receipts = gone.map((blob) => unreadReceipt(blob, runId, deletedAt));
      const after = afterBatch(receipts.length);
      if (receipts.length > 0) await keepReceipts(context, after, receipts, deletedAt);
      return after;
    });
    await batchDone(done);
  }
}

const unreadReceipt = ({ blobName, storedAt, bytes }: UnreadBlob, runId: string, deletedAt: Instant): Receipt => ({
  recordingId: recordingIdOf(blobName),
  reason: 'age',
  orderId: null,
  runId,
  startedAt: storedAt,
  durationMs: 0,
  bytes,
  extension: null,
  number: null,
  callId: null,
  deletedAt,
});
