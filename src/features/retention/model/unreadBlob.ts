import type { Instant } from '../../../kernel/time.ts';
import type { IndexedName } from '../../recordings/model/recordingQueries.ts';

/** A file in the container that no reader understands. */
export interface UnreadBlob extends IndexedName {
  readonly storedAt: Instant;
  readonly bytes: number;
}
