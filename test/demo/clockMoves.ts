import type { Practice } from '../../src/features/practice/model/practice.ts';
import { addDays, addMinutes, type Instant, nextTime } from '../../src/kernel/time.ts';

/** Past the nightly deletion at 02:30 and the report at 07:30. */
const MORNING = '07:35';

/** Minutes since the report by then: between the two, the next morning is tomorrow's. */
const PAST_REPORT = 5;

/** How far the demonstration's clock can be moved at once, and the words on the button. */
export const CLOCK_MOVES = { morning: 'To tomorrow morning', week: 'A week on', month: 'A month on' } as const;

export type ClockMove = keyof typeof CLOCK_MOVES;

export const isClockMove = (text: string | null): text is ClockMove =>
  text !== null && Object.hasOwn(CLOCK_MOVES, text);

/**
 * Where the clock stops on its way. Towards the morning the desk is up all night, and deletes at its hour;
 * over longer times it sleeps, and catches up at the end.
 */
export function stopsOf(
  move: ClockMove,
  now: Instant,
  { zone, purgeAt }: Pick<Practice, 'zone' | 'purgeAt'>,
): readonly [Instant, ...Instant[]] {
  switch (move) {
    case 'morning': {
      const morning = nextTime(addMinutes(now, PAST_REPORT), MORNING, zone);
      const night = nextTime(now, purgeAt, zone);
      return night < morning ? [night, morning] : [morning];
    }
    case 'week':
      return [addDays(now, 7)];
    case 'month':
      return [addDays(now, 30)];
  }
}
