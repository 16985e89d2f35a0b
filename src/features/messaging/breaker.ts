import { Fault } from '../../kernel/fault.ts';
import type { Clock } from '../../kernel/ports.ts';
import { addMs, type Instant } from '../../kernel/time.ts';
import type { PlatformName } from './model/post.ts';

export type Breakers = Readonly<Record<PlatformName, ReturnType<typeof createBreaker>>>;

/** Refusals of everything, one after another, that are an outage. */
const IN_A_ROW = 5;

const MAX_WAIT_MS = 10_000;

/** Stands before a platform that takes nothing: one message at a time is tried, and no others spend their tries. */
function createBreaker({ now }: Clock) {
  let inARow = 0;
  let openUntil: Instant | undefined;
  let why = '';
  return {
    isOpen: () => openUntil !== undefined,
    /** The kind and code of what it last refused with, while it is open. */
    why: () => (openUntil === undefined ? undefined : why),
    /** How many may be sent now, of so many at most, when so many are under way. */
    room: (most: number, underWay: number): number => {
      if (openUntil === undefined) return most - underWay;
      const at = now();
      // Opened by a clock that was ahead, it would stay open for as long.
      const isOver = openUntil <= at || openUntil > addMs(at, MAX_WAIT_MS);
      return isOver && underWay === 0 ? 1 : 0;
    },
    /** What became of one message; true when the platform answers again after a time when it did not. */
    note: (error: unknown): boolean => {
      const fault = error instanceof Fault ? error : undefined;
      // Whoever says no to one message or in one place has read it, and is there.
      if (error === undefined || fault?.kind === 'item' || fault?.kind === 'place') {
        const wasOpen = openUntil !== undefined;
        inARow = 0;
        openUntil = undefined;
        return wasOpen;
      }
      // A limit is one queue's, and what it asks for is waited there; an unknown word says nothing of the rest.
      const isOutage = fault?.kind === 'app' || (fault?.kind === 'passing' && !isLimit(fault));
      if (!isOutage) return false;
      why = `${fault.kind} ${fault.code}`;
      inARow = fault.kind === 'app' ? Math.max(IN_A_ROW, inARow + 1) : inARow + 1;
      if (inARow >= IN_A_ROW) openUntil = addMs(now(), Math.min(MAX_WAIT_MS, 1_000 * 2 ** (inARow - IN_A_ROW)));
      return false;
    },
  };
}

const isLimit = ({ code, retryAfterMs }: Fault): boolean =>
  code === 'ratelimited' || code === 'rate_limited' || code === 'http_429' || retryAfterMs !== null;

export const createBreakers = (clock: Clock): Breakers => ({
  slack: createBreaker(clock),
  teams: createBreaker(clock),
});
