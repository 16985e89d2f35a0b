import type { PlainDate } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { Actor } from '../people/actor.ts';
import { caseClock } from './caseClock.ts';
import { isClosed, isSettled } from './model/case.ts';
import { mayWorkOn } from './model/steps.ts';

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
export async function listCases(context: Context, actor: Actor): Promise<readonly CaseLine[]> {
  return (await context.cases.open())
    .filter((caseRecord) => !isClosed(caseRecord) && mayWorkOn(caseRecord, actor) === undefined)
    .map((caseRecord) => {
      const clock = caseClock(context, caseRecord);
      const isPaused = clock !== null && clock.pausedSince !== null;
      return {
        id: caseRecord.id,
        kind: caseRecord.kind,
        receivedOn: caseRecord.report.receivedOn,
        due: clock?.due ?? null,
        daysLeft: clock === null || isPaused ? null : clock.daysLeft,
        isPaused,
        isSettled: isSettled(caseRecord),
      };
    })
    .sort((a, b) => (a.daysLeft ?? Number.MAX_SAFE_INTEGER) - (b.daysLeft ?? Number.MAX_SAFE_INTEGER));
}
