import { nextTime } from '../../domain/retention/schedule.ts';
import { addDays, addMinutes, type Instant } from '../../domain/time.ts';

/** Past the nightly deletion at 02:30 and the report at 07:30. */
const MORNING = '07:35';

/** Minutes since the report by then: between the two, the next morning is tomorrow's. */
const PAST_REPORT = 5;

/** How far the demonstration's clock can be moved at once, and the words on the button. */
export const CLOCK_MOVES = {
  morning: 'To tomorrow morning',
  week: 'A week on',
  month: 'A month on',
} as const;

export type ClockMove = keyof typeof CLOCK_MOVES;

export const isClockMove = (text: string | null): text is ClockMove =>
  text !== null && Object.hasOwn(CLOCK_MOVES, text);

export function movedOn(move: ClockMove, now: Instant, zone: string): Instant {
  switch (move) {
    case 'morning':
      return nextTime(addMinutes(now, PAST_REPORT), MORNING, zone);
    case 'week':
      return addDays(now, 7);
    case 'month':
      return addDays(now, 30);
  }
}
