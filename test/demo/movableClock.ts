import { readFileSync, writeFileSync } from 'node:fs';
import type { Clock } from '../../src/kernel/ports.ts';
import { addMs, type Instant, msBetween } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/platform/clock.ts';

/** The real time and how far the demonstration is ahead of it. */
export interface MovableClock extends Clock {
  /** Goes on from this moment; one that has passed changes nothing, since the desk's clock never goes back. */
  forwardTo(at: Instant): void;
}

/** How far it is ahead is kept in `file`: a desk started again must not find its own records in the future. */
export function createMovableClock(file: string, real: Clock = systemClock): MovableClock {
  let aheadMs = readAhead(file);
  const now = (): Instant => addMs(real.now(), aheadMs);
  return {
    now,
    forwardTo: (at) => {
      aheadMs += Math.max(0, msBetween(now(), at));
      writeFileSync(file, JSON.stringify({ aheadMs }));
    },
  };
}

function readAhead(file: string): number {
  try {
    const { aheadMs } = JSON.parse(readFileSync(file, 'utf8')) as { readonly aheadMs?: unknown };
    return typeof aheadMs === 'number' && aheadMs > 0 ? aheadMs : 0;
  } catch {
    return 0; // nobody has moved it yet
  }
}
