import type { Instant } from '../../../kernel/time.ts';
import type { IndexedName } from '../../recordings/model/recordingQueries.ts';

/**
 * Why a file is no recording to the desk: no audio by its name, nothing says when the call was, the call is
 * still to come, the `.json` beside it cannot be read, storage will not give it, or has not answered yet.
 */
export type UnreadCause = 'not-audio' | 'undated' | 'not-yet' | 'unreadable-facts' | 'not-given' | 'waiting';

/** A file in the container that no reader understands. */
export interface UnreadBlob extends IndexedName {
  readonly cause: UnreadCause;
  /** Of its sound; 0 where that cannot be measured. */
  readonly durationMs: number;
  readonly storedAt: Instant;
  readonly bytes: number;
}
