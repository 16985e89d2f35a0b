import { dateIn } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { CaseRecord } from './model/case.ts';
import { type ClockFace, type ClockReading, readClock } from './model/deadline.ts';

/** Today, by the practice’s clock. */
export const clockFace = ({ now, practice: { zone }, isWorkingDay }: ClockContext): ClockFace => ({
  today: dateIn(now, zone),
  zone,
  isWorkingDay,
});

type ClockContext = Pick<Context, 'now' | 'isWorkingDay'> & { readonly practice: { readonly zone: string } };

/** The legal clock of a case at this moment; null for a police request. */
export const caseClock = (context: ClockContext, caseRecord: CaseRecord): ClockReading | null =>
  readClock(caseRecord, clockFace(context));
