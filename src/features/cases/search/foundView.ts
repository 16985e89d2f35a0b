import type { Receipt } from '../../recordings/model/deletionOrder.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import type { RecordingSearch } from '../model/recordingSearch.ts';

/** What is known of one call the DPO’s search came upon. */
export type SearchHit =
  | { readonly kind: 'stored'; readonly recording: Recording; readonly isHeld: boolean }
  | { readonly kind: 'held'; readonly recording: Recording }
  | { readonly kind: 'deleted'; readonly receipt: Receipt };

/** One page of what was found, the newest first. */
export interface FoundView {
  readonly search: RecordingSearch;
  /** The page’s number, from 1. */
  readonly page: number;
  readonly found: readonly SearchHit[];
  readonly hasMore: boolean;
  readonly zone: string;
}
