import type { Instant } from '../../../kernel/time.ts';

export type RecordingId = string;

export type Direction = 'inbound' | 'outbound' | 'internal' | 'unknown';

/** A stored call. Times are UTC; lengths are milliseconds. */
export interface Recording {
  readonly id: RecordingId;
  /** Its name in the `recordings` container. */
  readonly blobName: string;
  /** Where a local time in the repeated autumn hour may mean two moments, the earlier: nothing is then kept too long. */
  readonly startedAt: Instant;
  /** The other of those two moments; null for nearly every call. */
  readonly alternateStart: Instant | null;
  readonly endedAt: Instant;
  readonly durationMs: number;
  /** The practice's extension, `204`; null when the phone system does not say. */
  readonly extension: string | null;
  /** The second extension of an internal call. */
  readonly otherExtension: string | null;
  /** The outside number as E.164, `withheld`, or null for an internal call or when unknown. */
  readonly number: string | null;
  readonly direction: Direction;
  /** Names the phone system knows, as it gives them; may be empty. */
  readonly parties: string;
  readonly callId: string | null;
  readonly bytes: number;
  /** The phone system, or `metadata` or `sidecar`, that the facts were read from. */
  readonly system: string;
  /** Name of the `.json` beside the audio, when it has one. */
  readonly sidecar: string | null;
  /** When storage got it. */
  readonly storedAt: Instant;
}
