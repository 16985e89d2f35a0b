import type { RecordingId } from '../../recordings/model/recording.ts';

export type ListenMode = 'listen' | 'copy';

/** What an agreement is to: which part, how, for how many days. Offsets are milliseconds from the recording's start. */
export interface ClipTerms {
  readonly recordingId: RecordingId;
  readonly fromMs: number;
  readonly toMs: number;
  readonly mode: ListenMode;
  readonly days: number;
}
