import type { Context } from '../../stores.ts';
import type { Actor } from '../people/actor.ts';
import { caseClock } from './caseClock.ts';
import { isClosed, isSettled } from './model/case.ts';
import { mayWorkOn } from './model/steps.ts';

/** The open cases that this person may work on, the most pressing first. */
export async function listCases(context: Context, actor: Actor) {
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
        /** Null where no statute times it, or while the clock stands still. */
        daysLeft: clock === null || isPaused ? null : clock.daysLeft,
        isPaused,
        isSettled: isSettled(caseRecord),
      };
    })
    .sort((a, b) => (a.daysLeft ?? Number.MAX_SAFE_INTEGER) - (b.daysLeft ?? Number.MAX_SAFE_INTEGER));
}

/** A case this person works on. */
export type CaseLine = Readonly<Awaited<ReturnType<typeof listCases>>[number]>;
