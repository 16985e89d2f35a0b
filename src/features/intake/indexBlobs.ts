import { earlier, type Instant } from '../../kernel/time.ts';
import { BlobMissing, StorageUnavailable, type StoredBlob } from '../../platform/storage/ports.ts';
import type { Context, Deps } from '../../stores.ts';
import { type DescribeDeps, describeRecording, recordingIdOf } from '../recordings/describeRecording.ts';
import { type DeletionOrder, means, overlaps } from '../recordings/model/deletionOrder.ts';
import type { Recording } from '../recordings/model/recording.ts';
import type { IndexedRecording } from '../recordings/model/recordingQueries.ts';
import { endUnanswerable } from '../requests/endUnanswerable.ts';
import { soundEnding } from '../requests/model/life.ts';
import { markForDeletion } from '../retention/applyOrder.ts';
import type { UnreadBlob, UnreadCause } from '../retention/model/unreadBlob.ts';
import { possibleCall } from '../retention/possibleCall.ts';

export type IndexDeps = DescribeDeps & Pick<Deps, 'uow' | 'clock' | 'ids'>;

export interface Indexed {
  readonly added: number;
  /** Files nothing tells the date of. */
  readonly unread: number;
  /** Recordings a deletion order was waiting for. */
  readonly marked: number;
  /** Files that are there no more. */
  readonly removed: number;
}

export const NOTHING_INDEXED: Indexed = { added: 0, unread: 0, marked: 0, removed: 0 };

/** Blobs described at the same time: a few wait for storage together, none floods it. */
const AT_ONCE = 8;

interface Fresh {
  readonly blob: StoredBlob;
  readonly sidecar: string | null;
  readonly etag: string;
  /** Whether the index has it, in an earlier state. */
  readonly isKnown: boolean;
}

/**
 * Puts into the index what is new or changed among these blobs, reading nothing else. `nearby` are names in
 * the container around them, so that a sidecar is seen as belonging to its audio. `listedAt` is a moment
 * before storage was asked: what has been deleted since is not put in again.
 */
export async function indexBlobs(
  deps: IndexDeps,
  blobs: readonly StoredBlob[],
  nearby: ReadonlyMap<string, string>,
  listedAt: Instant,
): Promise<Indexed> {
  const fresh = await freshAmong(deps, blobs, nearby);
  if (fresh.length === 0) return NOTHING_INDEXED;
  const recordings: IndexedRecording[] = [];
  const unread: UnreadBlob[] = [];
  for (let from = 0; from < fresh.length; from += AT_ONCE) {
    const some = fresh.slice(from, from + AT_ONCE);
    const looked = await Promise.all(some.map((each) => lookInto(deps, each)));
    for (const [at, { blob, etag, isKnown }] of some.entries()) {
      const found = looked[at];
      if (found === undefined) continue;
      if ('id' in found) {
        recordings.push({ ...found, etag, deletionMarkedBy: null });
        continue;
      }
      const { cause, durationMs } = found;
      // One that is known already stays as it is known: what cannot be read can still be deleted when it is due.
      if (isKnown && (cause === 'waiting' || cause === 'not-given')) continue;
      const { name: blobName, storedAt, bytes } = blob;
      const isFinal = !LOOKED_AT_ANEW.has(cause);
      unread.push({ blobName, etag: isFinal ? etag : '', storedAt, bytes, cause, durationMs });
    }
    const waiting = looked.filter((found) => found && 'cause' in found && found.cause === 'waiting').length;
    // Each costs a time-out: the rest is for the next pass.
    if (waiting === AT_ONCE) break;
  }
  const marked = await store(deps, recordings, unread, listedAt);
  return { ...NOTHING_INDEXED, added: recordings.length, unread: unread.length, marked };
}

/** By the next pass: it may have been the desk's clock, or storage for a moment. */
const LOOKED_AT_ANEW: ReadonlySet<UnreadCause> = new Set(['not-yet', 'waiting', 'not-given']);

/** What one blob is; undefined when gone. One that storage will not give, or nobody can read, stops no other. */
async function lookInto(
  deps: IndexDeps,
  { blob, sidecar }: Fresh,
): Promise<Recording | Pick<UnreadBlob, 'cause' | 'durationMs'> | undefined> {
  if (!deps.reading.isAudioName(blob.name)) return { cause: 'not-audio', durationMs: 0 };
  try {
    return await describeRecording(deps, blob, sidecar);
  } catch (error) {
    if (error instanceof BlobMissing) return undefined;
    const fault = error instanceof Error ? error.name : typeof error;
    deps.log.error('recording.not-read', { recording: recordingIdOf(blob.name), fault });
    return { cause: error instanceof StorageUnavailable ? 'waiting' : 'not-given', durationMs: 0 };
  }
}

/** Names the state of the audio and of its sidecar: when either changes, both are read again. */
const stateOf = (etag: string, sidecarEtag: string | undefined): string =>
  sidecarEtag === undefined ? etag : `${etag}+${sidecarEtag}`;

async function freshAmong(
  { uow, reading }: IndexDeps,
  blobs: readonly StoredBlob[],
  nearby: ReadonlyMap<string, string>,
): Promise<readonly Fresh[]> {
  const sidecars = new Set([...nearby.keys()].filter(reading.isAudioName).flatMap(reading.sidecarNamesOf));
  const seen = blobs.flatMap((blob): readonly Omit<Fresh, 'isKnown'>[] => {
    if (!reading.isAudioName(blob.name))
      // A sidecar is read with its audio; anything else in the container is only kept count of.
      return sidecars.has(blob.name) ? [] : [{ blob, sidecar: null, etag: blob.etag }];
    const sidecar = reading.sidecarNamesOf(blob.name).find((name) => nearby.has(name)) ?? null;
    return [{ blob, sidecar, etag: stateOf(blob.etag, sidecar === null ? undefined : nearby.get(sidecar)) }];
  });
  const names = seen.map(({ blob }) => blob.name);
  const known = await uow.read(async ({ recordings, unread }) => [
    ...(await recordings.findIndexed(names)),
    ...(await unread.findKnown(names)),
  ]);
  const states = new Map(known.map(({ blobName, etag }) => [blobName, etag]));
  return (
    seen
      .filter(({ blob, etag }) => states.get(blob.name) !== etag)
      .map((each) => ({ ...each, isKnown: states.has(each.blob.name) }))
      // What storage did not give before comes last, so that it holds nothing up.
      .sort((a, b) => Number(a.isKnown) - Number(b.isKnown))
  );
}

/** One transaction: a recording that an order waits for is marked for deletion before anybody could find it. */
const store = (
  deps: IndexDeps,
  listed: readonly IndexedRecording[],
  unread: readonly UnreadBlob[],
  listedAt: Instant,
): Promise<number> =>
  deps.uow.run(async (context) => {
    const { now } = context;
    const ids = listed.map(({ id }) => id);
    const deleted = new Set(await context.receipts.deletedSince(ids, listedAt));
    const recordings = listed.filter(({ id }) => !deleted.has(id));
    await context.recordings.upsert(recordings);
    await context.unread.upsert(unread);
    await context.unread.deleteReturning(recordings.map(({ blobName }) => blobName));
    // A file whose new state nobody understands is no recording any more; its storage date holds from now on.
    const lost = await context.recordings.deleteReturning(unread.map(({ blobName }) => blobName));
    // But one that an order is deleting at this moment stays known until it is gone.
    const doomed = lost.filter(({ deletionMarkedBy }) => deletionMarkedBy !== null);
    await context.recordings.upsert(doomed.map((recording) => ({ ...recording, etag: '' })));
    let marked = 0;
    // An order holds for what storage got in its time, however late the desk comes to look.
    const arrived = [...recordings, ...unread];
    const firstStored = arrived.reduce<Instant>((at, { storedAt }) => earlier(at, storedAt), now);
    const orders = arrived.length === 0 ? [] : await context.orders.live(firstStored);
    for (const order of orders) {
      const inTime = recordings.filter(({ storedAt }) => storedAt < order.liveUntil);
      const meant = inTime.filter((recording) => means(order, recording));
      if (meant.length > 0) marked += await markForDeletion(context, order, meant);
      // Legs of a call come one by one: one that came before may be deleted already, or be among these.
      const legs = await otherLegs(context, order, inTime);
      if (legs.length > 0) marked += await markForDeletion(context, order, legs);
      const files = unread.filter(({ storedAt }) => storedAt < order.liveUntil).flatMap(possibleCall);
      const unreadMeant = files.filter((file) => means(order, file));
      if (unreadMeant.length > 0) marked += await markForDeletion(context, order, unreadMeant);
    }
    const mute = recordings.filter(({ fault }) => fault !== null);
    for (const recording of mute)
      if (recording.fault) await endUnanswerable(context, [recording], soundEnding(recording.fault));
    return marked;
  });

/** Of these, what belongs to a call of which the order has marked a leg for deletion, and overlaps its span. */
async function otherLegs(
  context: Context,
  order: DeletionOrder,
  recordings: readonly Recording[],
): Promise<readonly Recording[]> {
  const within = recordings.filter(
    (recording) => recording.callId !== null && !means(order, recording) && overlaps(recording, order.from, order.to),
  );
  if (within.length === 0) return [];
  const calls = new Set(within.flatMap(({ callId }) => (callId === null ? [] : [callId])));
  const ordered = await context.receipts.ordersOfCalls([...calls]);
  const marked = new Set(ordered.filter(({ orderId }) => orderId === order.id).map(({ callId }) => callId));
  return within.filter(({ callId }) => callId !== null && marked.has(callId));
}
