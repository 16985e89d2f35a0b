import type { OrderId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { IndexedName, NameRange, PlaceInTime } from '../recordings/model/recordingQueries.ts';
import type { SearchQuery } from '../recordings/model/searching.ts';
import type { DeletionOrder, DeletionReason, Receipt } from './model/deletionOrder.ts';
import type { Tally } from './model/reports.ts';
import type { SummaryCard } from './model/summary.ts';

/** A file in the container that no reader understands. */
export interface UnreadBlob extends IndexedName {
  readonly storedAt: Instant;
  readonly bytes: number;
}

export interface UnreadStore {
  upsert(blobs: readonly UnreadBlob[]): Promise<void>;
  known(names: readonly string[]): Promise<readonly UnreadBlob[]>;
  namesIn(range: NameRange): Promise<readonly string[]>;
  /** Gives what was there. */
  take(names: readonly string[]): Promise<readonly UnreadBlob[]>;
  /** Stored at or before, the oldest first, after the one given. */
  storedBy(
    at: Instant,
    after: Pick<UnreadBlob, 'storedAt' | 'blobName'> | null,
    limit: number,
  ): Promise<readonly UnreadBlob[]>;
  /** Stored last, the newest first. */
  newest(limit: number): Promise<readonly UnreadBlob[]>;
  count(): Promise<number>;
}

export interface OrderStore {
  insert(order: DeletionOrder): Promise<void>;
  find(id: OrderId): Promise<DeletionOrder | undefined>;
  requestsMet(id: OrderId): Promise<number>;
  addRequestsMet(id: OrderId, count: number): Promise<void>;
  /** Orders under which something may still arrive. */
  live(now: Instant): Promise<readonly DeletionOrder[]>;
  /** Orders whose time ended in (from, to]. */
  endedIn(from: Instant, to: Instant): Promise<readonly DeletionOrder[]>;
  orderedIn(from: Instant, to: Instant): Promise<readonly DeletionOrder[]>;
  /** Takes the person out of orders ended before; gives their ids. */
  eraseEndedBefore(at: Instant): Promise<readonly OrderId[]>;
}

export interface ReceiptStore {
  insert(receipts: readonly Receipt[]): Promise<void>;
  /** Receipts of orders, on an extension or on one nobody knew, for calls that began in the span; the oldest first. */
  ofOrdersOn(extension: string, from: Instant, to: Instant): Promise<readonly Receipt[]>;
  ofOrder(id: OrderId): Promise<readonly Receipt[]>;
  /** Orders under which legs of these calls have been deleted, or are about to be. */
  ordersOfCalls(
    callIds: readonly string[],
  ): Promise<readonly { readonly callId: string; readonly orderId: OrderId }[]>;
  /** Those of the recordings that were deleted after the moment. */
  deletedSince(ids: readonly string[], at: Instant): Promise<readonly string[]>;
  /** What was deleted in (from, to], by reason. */
  tally(from: Instant, to: Instant): Promise<Readonly<Partial<Record<DeletionReason, Tally>>>>;
  /** Adds up by reason what no report has told of, and marks it as told by this one. */
  tallyFor(reportId: string): Promise<Readonly<Partial<Record<DeletionReason, Tally>>>>;
  /** Newest first, after the one given; by number, extension and time, for a receipt knows no names. */
  search(
    query: Pick<SearchQuery, 'from' | 'to' | 'numbers' | 'extensions'>,
    after: PlaceInTime | null,
    limit: number,
  ): Promise<readonly Receipt[]>;
  eraseNumbersBefore(at: Instant): Promise<number>;
}

/** The ledger of one nightly deletion. */
export interface PurgeRun {
  readonly id: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly deleted: number;
  readonly failed: number;
  /** Past their limit when the container was listed again at the end; null until then. */
  readonly pastLimit: number | null;
  readonly stored: number;
  readonly clipsRemoved: number;
}

export interface PurgeRunStore {
  save(run: PurgeRun): Promise<void>;
  find(id: string): Promise<PurgeRun | undefined>;
  /** Begun at or before the moment: a clock that was ahead may have left one that is still to come. */
  newest(now: Instant): Promise<PurgeRun | undefined>;
  /** The newest that left nothing undone. */
  newestGood(now: Instant): Promise<PurgeRun | undefined>;
  forgetBefore(at: Instant): Promise<void>;
}

/** What a report said, kept so that every copy says the same. */
export interface SummaryStore {
  insert(id: string, madeAt: Instant, card: SummaryCard): Promise<void>;
  find(id: string): Promise<SummaryCard | undefined>;
  forgetBefore(at: Instant): Promise<readonly string[]>;
}

/** Small facts the desk carries from one run of a job to the next. */
export interface MarkStore {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
}
