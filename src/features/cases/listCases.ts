import type { Deps } from '../../deps.ts';
import { dateIn, type Instant, type PlainDate } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import type { Actor } from '../people/actor.ts';
import { isClosed } from './model/case.ts';
import { readClock } from './model/deadline.ts';
import { isSettled, mayWorkOn } from './model/steps.ts';

/** A case this person works on. */
export interface CaseLine {
  readonly id: string;
  readonly kind: 'subject-access' | 'police';
  readonly receivedOn: PlainDate;
  readonly due: PlainDate | null;
  /** Null where no statute times it, or while the clock stands still. */
  readonly daysLeft: number | null;
  readonly isPaused: boolean;
  readonly isSettled: boolean;
}

/** The open cases that this person may work on, the most pressing first. */
export async function listCases(
  { practice, isWorkingDay }: Pick<Deps, 'practice' | 'isWorkingDay'>,
  stores: Stores,
  actor: Actor,
  now: Instant,
): Promise<readonly CaseLine[]> {
  const today = dateIn(now, practice.zone);
  return (await stores.cases.open())
    .filter((file) => !isClosed(file) && mayWorkOn(file, actor) === undefined)
    .map((file) => {
      const clock = readClock(file, { today, zone: practice.zone, isWorkingDay });
      const isPaused = clock !== null && clock.pausedSince !== null;
      return {
        id: file.id,
        kind: file.kind,
        receivedOn: file.report.receivedOn,
        due: clock?.due ?? null,
        daysLeft: clock === null || isPaused ? null : clock.daysLeft,
        isPaused,
        isSettled: isSettled(file),
      };
    })
    .sort((a, b) => (a.daysLeft ?? Number.MAX_SAFE_INTEGER) - (b.daysLeft ?? Number.MAX_SAFE_INTEGER));
}
