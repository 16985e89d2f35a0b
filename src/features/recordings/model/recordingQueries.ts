import type { RecordingId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Recording } from './recording.ts';

/** A recording and what it is to be deleted by, if anything: an order, or the nightly run under way. */
export type StoredRecording = Recording & { readonly deletionMarkedBy: string | null };

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
