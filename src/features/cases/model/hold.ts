import type { CaseId, HoldId } from '../../../kernel/ids.ts';
import type { Instant, PlainDate } from '../../../kernel/time.ts';
import type { Email } from '../../people/model/person.ts';
import type { Recording, RecordingId } from '../../recordings/model/recording.ts';

/** Kept past retention: one reason, one owner, an end date, and the copies under it. It ends by the DPO and one director. */
export interface Hold {
  readonly id: HoldId;
  readonly version: number;
  /** The case it serves; null for one the DPO placed from a search. */
  readonly caseId: CaseId | null;
  readonly reason: string;
  readonly owner: Email;
  readonly ownerName: string;
  readonly placedAt: Instant;
  /** The local day by which it must be renewed or released; it does not end by itself. */
  readonly endsOn: PlainDate;
  readonly state: 'active' | 'release-proposed' | 'released';
  /** The DPO's half of a release; a director gives the other. */
  readonly proposal: { readonly by: Email; readonly at: Instant; readonly reason: string } | null;
  readonly released: { readonly by: Email; readonly at: Instant } | null;
}

/**
 * `copying` until it stands in `holds` and has been checked; `held` then. `unproven`: copied, but it does not open or its length is wrong.
 * `lost`: the recording was gone before it could be copied. `deleted` when its hold was released, `overruled` when a deletion order came first.
 */
export type HeldState = 'copying' | 'held' | 'unproven' | 'lost' | 'deleted' | 'overruled';

/** One recording under one hold. Its facts are kept, since the live recording goes on time. */
export interface HeldCopy {
  readonly id: string;
  readonly version: number;
  readonly holdId: HoldId;
  readonly recordingId: RecordingId;
  readonly recording: Recording;
  readonly orderedAt: Instant;
  /** Its name in the `holds` container. */
  readonly blobName: string;
  readonly state: HeldState;
  /** SHA-256 of the copy's bytes as hex; null until copied. */
  readonly sha256: string | null;
  /** When it was copied, or found lost; null until then. */
  readonly heldAt: Instant | null;
  /** What is wrong, in a sentence; null when nothing is. */
  readonly fault: string | null;
}

/** Whether its audio is in the `holds` container. */
export const isKept = ({ state }: HeldCopy): boolean => state === 'held' || state === 'unproven';
