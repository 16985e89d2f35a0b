import type { Practice } from './features/practice/model/practice.ts';
import type { Clock, Ids, Log } from './kernel/ports.ts';
import type { PlainDate } from './kernel/time.ts';
import type { AudioCutter } from './platform/audio/audio.ts';
import type { ClipStore, RecordingArchive } from './platform/storage/ports.ts';
import type { UnitOfWork } from './stores.ts';

/** What use cases are built from. Each takes the part it needs. */
export interface Deps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly practice: Practice;
  readonly archive: RecordingArchive;
  readonly clips: ClipStore;
  readonly cutter: AudioCutter;
  readonly log: Log;
  /** Base address of the clip page, without a trailing slash; null when the desk has no public address. */
  readonly publicUrl: string | null;
  /** Neither a weekend nor a public holiday where the practice is. */
  readonly isWorkingDay: (date: PlainDate) => boolean;
}
