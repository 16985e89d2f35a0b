import { causeOf, Fault } from '../../kernel/fault.ts';
import { type BlobRemover, isLeft, type Removal, StorageUnavailable } from './ports.ts';

/** Deletes a batch, or throws StorageUnavailable with this remedy where any of it is still there. */
export async function removeFrom(
  remover: BlobRemover,
  container: Parameters<BlobRemover['remove']>[0],
  names: readonly string[],
  remedy: string,
): Promise<void> {
  if (names.length > 0 && (await remover.remove(container, names)).some(isLeft)) throw new StorageUnavailable(remedy);
}

/** Refusals one after another after which storage is away, and not only one blob odd. */
const AWAY_AFTER = 3;

/**
 * Deletes a batch. One that storage does not answer for as a whole is gone through name by name, so that a blob it
 * never answers for keeps no other from being deleted; several of those in a row, and the batch's own fault is thrown.
 */
export async function removeEach(
  remover: BlobRemover,
  container: Parameters<BlobRemover['remove']>[0],
  names: readonly string[],
): Promise<readonly Removal[]> {
  if (names.length === 0) return [];
  try {
    return await remover.remove(container, names);
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'app' || error.kind === 'place') throw error;
    const removals: Removal[] = [];
    let inARow = 0;
    for (const name of names) {
      const [removal] = await remover
        .remove(container, [name])
        .catch((fault) => [{ name, outcome: 'failed', code: causeOf(fault).code } as const]);
      inARow = removal?.outcome === 'failed' ? inARow + 1 : 0;
      if (inARow >= AWAY_AFTER) throw error;
      if (removal) removals.push(removal);
    }
    return removals;
  }
}
