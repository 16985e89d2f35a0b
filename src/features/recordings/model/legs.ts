import { addMinutes, type Instant, later } from '../../../kernel/time.ts';
import type { Recording } from './recording.ts';

/** A leg may follow the one before it this much later: a caller on hold or in a queue between two people. */
const LEG_GAP_MINUTES = 10;

interface OpenCall {
  readonly legs: Recording[];
  /** When its last leg so far was over. */
  endedAt: Instant;
}

/** Legs of one call share its id on the system that gave it. */
const keyOf = ({ system, callId }: Recording): string | null =>
  callId === null ? null : JSON.stringify([system, callId]);

/**
 * Recordings as calls, the earliest first, each call’s legs in the order they began. Legs belong together
 * when the same system gave them the same call id and they overlap or follow closely: some systems count
 * calls from one again (3CX’s `(3644)`), so an id alone tells nothing.
 */
export function callsOf(recordings: readonly Recording[]): readonly (readonly Recording[])[] {
  const calls: OpenCall[] = [];
  const newest = new Map<string, OpenCall>();
  const inOrder = [...recordings].sort((a, b) =>
    a.startedAt === b.startedAt ? 0 : a.startedAt < b.startedAt ? -1 : 1,
  );
  for (const leg of inOrder) {
    const key = keyOf(leg);
    const open = key === null ? undefined : newest.get(key);
    if (open && leg.startedAt <= addMinutes(open.endedAt, LEG_GAP_MINUTES)) {
      open.legs.push(leg);
      open.endedAt = later(open.endedAt, leg.endedAt);
      continue;
    }
    const call: OpenCall = { legs: [leg], endedAt: leg.endedAt };
    calls.push(call);
    if (key !== null) newest.set(key, call);
  }
  return calls.map(({ legs }) => legs);
}
