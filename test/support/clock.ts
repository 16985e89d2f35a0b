import type { Clock } from '../../src/kernel/ports.ts';
import { addMs, type Instant, toInstant } from '../../src/kernel/time.ts';

/** A clock that a test sets and moves; it never moves by itself. */
export interface TestClock extends Clock {
  set(at: Instant): void;
  advanceMs(ms: number): void;
}

/** A Tuesday morning in winter, when the practice's clock shows UTC. */
export const START = toInstant('2026-11-24T10:00:00Z');

export function createTestClock(start: Instant = START): TestClock {
  let now = start;
  return {
    now: () => now,
    set: (at) => {
      now = at;
    },
    advanceMs: (ms) => {
      now = addMs(now, ms);
    },
  };
}
