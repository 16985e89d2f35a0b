import { RANGE_BYTES } from '../../platform/http/sound.ts';

/** A piece that is asked for, of `total` bytes. */
interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly total: number;
}

/** Openings that are remembered; what is served of another begins a hearing, after a start of the desk too. */
const REMEMBERED = 1_000;

/**
 * Tells another hearing of an opening from the same going on (decision 0043), and has it written down by `note` before
 * anything is heard: the beginning asked for again once more than the beginning has been served, or twice the whole in
 * any order. A player that looks at the header first, or moves within what it has, begins none.
 */
export function createHearings() {
  /** Bytes served of each opening since its last hearing began. */
  const served = new Map<string, number>();
  return async (opening: string, { offset, length, total }: Piece, note: () => Promise<void>): Promise<void> => {
    const before = served.get(opening) ?? Number.POSITIVE_INFINITY;
    const beginning = Math.min(RANGE_BYTES, total / 2);
    const begins = (offset < beginning && before > beginning) || before + length > 2 * total;
    if (begins) await note();
    served.delete(opening);
    served.set(opening, (begins ? 0 : before) + length);
    const [oldest] = served.keys();
    if (served.size > REMEMBERED && oldest !== undefined) served.delete(oldest);
  };
}
