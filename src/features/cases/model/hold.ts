import { z } from 'zod';
import { type Document, instantSchema } from '../../../kernel/documentSchema.ts';
import { recordingSchema } from '../../recordings/model/recording.ts';

export const holdSchema = z.object({
  id: z.string(),
  version: z.number(),
  /** The case it serves; null for one the DPO placed from a search. */
  caseId: z.string().nullable(),
  reason: z.string(),
  owner: z.string(),
  ownerName: z.string(),
  placedAt: instantSchema,
  /** The local day by which it must be renewed or released; it does not end by itself. */
  endsOn: z.string(),
  state: z.enum(['active', 'release-proposed', 'released']),
  /** The DPO's half of a release; a director gives the other. */
  proposal: z.object({ by: z.string(), at: instantSchema, reason: z.string() }).nullable(),
  released: z.object({ by: z.string(), at: instantSchema }).nullable(),
});

/** Kept past retention: one reason, one owner, an end date, its copies. It ends by the DPO and one director. */
export type Hold = Document<typeof holdSchema>;

export const heldCopySchema = z.object({
  id: z.string(),
  version: z.number(),
  holdId: z.string(),
  recordingId: z.string(),
  recording: recordingSchema,
  orderedAt: instantSchema,
  /** Its name in the `holds` container. */
  blobName: z.string(),
  /**
   * `copying` until it stands in `holds` and has been checked; `held` then. `unproven`: copied, but it does
   * not open or its length is wrong. `lost`: the recording was gone before it could be copied. `deleted` when
   * its hold was released, `overruled` when the DPO gave it up to a deletion order. `accepted`: not proven, and
   * the DPO took it in words as it is.
   */
  state: z.enum(['copying', 'held', 'unverified', 'accepted', 'lost', 'deleted', 'overruled']),
  /** SHA-256 of the copy's bytes as hex; null until copied. */
  sha256: z.string().nullable(),
  /** When it was copied, or found lost; null until then. */
  heldAt: instantSchema.nullable(),
  /** What is wrong, in a sentence; null when nothing is. */
  fault: z.string().nullable(),
});

/** One recording under one hold. Its facts are kept, since the live recording goes on time. */
export type HeldCopy = Document<typeof heldCopySchema>;

export type HeldState = HeldCopy['state'];

/** Its audio is in the `holds` container. */
export const KEPT_STATES: readonly HeldState[] = ['held', 'unverified', 'accepted'];

/** The live recording must stay: its copy is not made, or is not proven and nobody has taken it as it is. */
export const WANTING_STATES: readonly HeldState[] = ['copying', 'unverified'];

/** Whether its audio is in the `holds` container. */
export const isKept = ({ state }: Pick<HeldCopy, 'state'>): boolean => KEPT_STATES.includes(state);
