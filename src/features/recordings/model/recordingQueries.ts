import type { OrderId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { RecordingQuery } from './matching.ts';
import type { Recording, RecordingId } from './recording.ts';
import type { SearchQuery } from './searching.ts';

/** A recording and what it is to be deleted by, if anything: an order, or the nightly run under way. */
export type StoredRecording = Recording & { readonly condemnedBy: string | null };

/** What goes into the index: `etag` names the state of the audio, and of its sidecar, that was read. */
export type IndexedRecording = StoredRecording & { readonly etag: string };

export interface IndexedName {
  readonly blobName: string;
  readonly etag: string;
}

/** Names after `after` (exclusive) up to `to` (inclusive); null leaves an end open. Names compare by their bytes. */
export interface NameRange {
  readonly after: string | null;
  readonly to: string | null;
}

/** Where a list of calls, the newest first, goes on. */
export interface PlaceInTime {
  readonly startedAt: Instant;
  readonly id: RecordingId;
}

/** The index of what the phone system delivered. A condemned recording is there for deletion alone: nobody finds it any more. */
export interface RecordingStore {
  /** A recording once condemned stays so. */
  upsert(recordings: readonly IndexedRecording[]): Promise<void>;
  find(id: RecordingId): Promise<Recording | undefined>;
  /** Up to `limit` matches, the newest first. A call that may have begun at either of two times matches by both. */
  match(query: RecordingQuery, limit: number): Promise<readonly Recording[]>;
  /** Newest first, after the one given; not condemned. */
  search(query: SearchQuery, after: PlaceInTime | null, limit: number): Promise<readonly Recording[]>;
  count(): Promise<number>;
  /** How the named blobs were indexed; sidecars by their own names. */
  known(
    names: readonly string[],
  ): Promise<readonly (IndexedName & Pick<Recording, 'startedAt' | 'sidecar'>)[]>;
  /** Not condemned: whoever condemned the others takes them out, with a receipt. */
  namesIn(range: NameRange): Promise<readonly string[]>;
  /** Takes these out of the index; gives what was there. */
  take(names: readonly string[]): Promise<readonly StoredRecording[]>;
  /** Calls begun at or before `start`, the oldest first, after the one given; condemned or not. */
  begunBy(
    start: Instant,
    after: Pick<Recording, 'startedAt' | 'id'> | null,
    limit: number,
  ): Promise<readonly StoredRecording[]>;
  /** Calls on an extension, or on one nobody knows, that may have been under way in the span; not condemned. More than overlap it. */
  onExtension(extension: string, from: Instant, to: Instant): Promise<readonly Recording[]>;
  /** Legs of the same call, by its id; not condemned. */
  ofCall(callId: string): Promise<readonly Recording[]>;
  /** By an order, or a nightly run; the first to condemn stays. */
  condemn(ids: readonly RecordingId[], by: string): Promise<void>;
  condemned(id: RecordingId): Promise<StoredRecording | undefined>;
  condemnedBy(order: OrderId): Promise<number>;
  /** Recordings that an order given before the moment should have deleted by then. */
  overdueOrders(orderedBefore: Instant): Promise<number>;
  oldestStart(): Promise<Instant | undefined>;
  /** How many began in each span between neighbouring moments, which are in rising order. */
  countBetween(moments: readonly Instant[]): Promise<readonly number[]>;
}
