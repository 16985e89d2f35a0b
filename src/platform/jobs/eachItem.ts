import { causeOf, Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/ports.ts';

/** Some items of a pass failed; the others are done. The job counts as failed, and tries those again. */
export class ItemsFailed extends Error {
  override readonly name = 'ItemsFailed';
}

interface Pass<Item> {
  /** What the items are, for the log: `request`. */
  readonly what: string;
  /** An id, never a name or a number. */
  readonly idOf: (item: Item) => string;
  readonly log: Log;
  /** Told of each that failed, when somebody else is to know. */
  readonly failed?: (item: Item, error: unknown) => void;
}

/** Faults of an outside one after another: it is away, and asking for the next thousand would take the night. */
const AWAY_AFTER = 5;

/** Failures a pass writes down one by one; the rest are counted. */
const LOGGED = 20;

/**
 * Does something for each item in the face of a fault: one that fails is noted with its cause, and the rest go on. An
 * outside that refuses several in a row is away, and its fault is thrown. Gives the sum of what the acts give, and
 * throws ItemsFailed at the end where any failed.
 */
export async function eachItem<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { what, idOf, log, failed }: Pass<Item>,
  act: (item: Item) => Promise<number>,
): Promise<number> {
  let sum = 0;
  let failures = 0;
  let inARow = 0;
  for await (const item of items)
    try {
      sum += await act(item);
      inARow = 0;
    } catch (error) {
      failures += 1;
      if (failures <= LOGGED) log.error('item.failed', { what, item: idOf(item), ...causeOf(error) });
      failed?.(item, error);
      const isOutside = error instanceof Fault && error.kind !== 'item' && error.kind !== 'unknown';
      inARow = isOutside ? inARow + 1 : 0;
      if (inARow >= AWAY_AFTER) throw error;
    }
  if (failures > 0) {
    log.error('items.failed', { what, count: failures });
    throw new ItemsFailed(`${failures} of a pass failed`);
  }
  return sum;
}

/** Does several things one after another; the fault of one keeps none from the rest, and is thrown at the end. */
export async function eachStep(log: Log, steps: Readonly<Record<string, () => Promise<number>>>): Promise<number> {
  return eachItem(Object.entries(steps), { what: 'step', idOf: ([name]) => name, log }, ([, step]) => step());
}
