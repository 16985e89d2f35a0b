import { earlier, type Instant } from '../../kernel/time.ts';
import type { StoredBlob } from '../../platform/storage/ports.ts';
import type { Context, Deps } from '../../stores.ts';
import { type DescribeDeps, describeRecording } from '../recordings/describeRecording.ts';
import { type DeletionOrder, means, overlaps } from '../recordings/model/deletionOrder.ts';
import type { Recording } from '../recordings/model/recording.ts';
import type { IndexedRecording } from '../recordings/model/recordingQueries.ts';
import { markForDeletion } from '../retention/applyOrder.ts';
import type { UnreadBlob } from '../retention/model/unreadBlob.ts';

export type IndexDeps = DescribeDeps & Pick<Deps, 'uow' | 'clock' | 'ids'>;

export interface Indexed {
  readonly added: number;
  /** Files nothing tells the date of. */
  readonly unread: number;
  /** Recordings a deletion order was waiting for. */
  readonly marked: number;
}

export const NOTHING_INDEXED: Indexed = { added: 0, unread: 0, marked: 0 };

/** Blobs described at the same time: a few wait for storage together, none floods it. */
const AT_ONCE = 8;

interface Fresh {
  readonly blob: StoredBlob;
  readonly sidecar: string | null;
  readonly etag: string;
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
    const described = await Promise.all(
      fresh
        .slice(from, from + AT_ONCE)
        .map(async (each) => ({ ...each, recording: await describe(deps, each) })),
    );
    for (const { blob, etag, recording } of described) {
      if (recording && recording !== 'not-yet')
        recordings.push({ ...recording, etag, deletionMarkedBy: null });
      else {
        // Looked at anew by the next pass: it may have been the desk's clock that was wrong.
        const state = recording === 'not-yet' ? '' : etag;
        unread.push({ blobName: blob.name, etag: state, storedAt: blob.storedAt, bytes: blob.bytes });
      }
    }
  }
  const marked = await store(deps, recordings, unread, listedAt);
  return { added: recordings.length, unread: unread.length, marked: marked };
}

const describe = (deps: IndexDeps, { blob, sidecar }: Fresh) =>
  deps.reading.isAudioName(blob.name) ? describeRecording(deps, blob, sidecar) : undefined;

/** Names the state of the audio and of its sidecar: when either changes, both are read again. */
const stateOf = (etag: string, sidecarEtag: string | undefined): string =>
  sidecarEtag === undefined ? etag : `${etag}+${sidecarEtag}`;

async function freshAmong(
  { uow, reading }: IndexDeps,
  blobs: readonly StoredBlob[],
  nearby: ReadonlyMap<string, string>,
): Promise<readonly Fresh[]> {
  const sidecars = new Set([...nearby.keys()].filter(reading.isAudioName).flatMap(reading.sidecarNamesOf));
  const seen = blobs.flatMap((blob): readonly Fresh[] => {
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
  return seen.filter(({ blob, etag }) => states.get(blob.name) !== etag);
}

/**
 * One transaction: a recording that an order waits for is marked for deletion before anybody could find it.
 */
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
    const firstStored = recordings.reduce<Instant>((at, { storedAt }) => earlier(at, storedAt), now);
    const orders = recordings.length === 0 ? [] : await context.orders.live(firstStored);
    for (const order of orders) {
      const inTime = recordings.filter(({ storedAt }) => storedAt < order.liveUntil);
      const meant = inTime.filter((recording) => means(order, recording));
      if (meant.length > 0) marked += await markForDeletion(context, order, meant);
      // Legs of a call come one by one: one that came before may be deleted already, or be among these.
      const legs = await otherLegs(context, order, inTime);
      if (legs.length > 0) marked += await markForDeletion(context, order, legs);
    }
    return marked;
  });

/**
 * Of these, what belongs to a call of which the order has marked a leg for deletion, and overlaps its span.
 */
async function otherLegs(
  context: Context,
  order: DeletionOrder,
  recordings: readonly Recording[],
): Promise<readonly Recording[]> {
  const within = recordings.filter(
    (recording) =>
      recording.callId !== null && !means(order, recording) && overlaps(recording, order.from, order.to),
  );
  if (within.length === 0) return [];
  const calls = new Set(within.flatMap(({ callId }) => (callId === null ? [] : [callId])));
  const ordered = await context.receipts.ordersOfCalls([...calls]);
  const marked = new Set(ordered.filter(({ orderId }) => orderId === order.id).map(({ callId }) => callId));
  return within.filter(({ callId }) => callId !== null && marked.has(callId));
}
