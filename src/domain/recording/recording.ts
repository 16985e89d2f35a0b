import type { Instant } from '../time.ts';

export type RecordingId = string;

export type Direction = 'inbound' | 'outbound' | 'internal' | 'unknown';

/** A stored call. Times are UTC; lengths are milliseconds. */
export interface Recording {
  readonly id: RecordingId;
  /** Its name in the `recordings` container. */
  readonly blobName: string;
  readonly startedAt: Instant;
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
}
