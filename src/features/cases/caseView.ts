import type { Instant, PlainDate } from '../../kernel/time.ts';
import type { Email } from '../people/model/person.ts';
import type { Disclosure } from '../register/model/disclosure.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import type { CaseRecord } from './model/case.ts';
import type { ClockReading } from './model/deadline.ts';
import type { HeldState, Hold } from './model/hold.ts';

/** A hold with how its copies stand. */
export interface HoldView {
  readonly hold: Hold;
  readonly tally: Readonly<Partial<Record<HeldState, number>>>;
  /** What is wrong with copies, in sentences; the first few. */
  readonly faults: readonly string[];
  /** Live recordings that are to be deleted and are kept, locked, because no proven copy stands yet. */
  readonly pastLimit: number;
  readonly names: Readonly<Record<Email, string>>;
  readonly zone: string;
  readonly today: PlainDate;
}

/** Everything a card about a case may show, read afresh each time it is drawn. */
export interface CaseView {
  readonly caseRecord: CaseRecord;
  /** Null for a police request, which no statute times. */
  readonly clock: ClockReading | null;
  readonly holds: readonly HoldView[];
  /** What was raised from it to be released, the first first. */
  readonly releases: readonly Pick<AccessRequest, 'id' | 'state' | 'submittedAt'>[];
  readonly disclosures: readonly Disclosure[];
  /** Names by address of everybody who has done something about it. */
  readonly names: Readonly<Record<Email, string>>;
  /** Names of those whom no platform reaches. */
  readonly unreached: readonly string[];
  /** False where names and details must not stand: a channel, or a delegate’s chat when it is confidential. */
  readonly isFull: boolean;
  readonly zone: string;
  readonly today: PlainDate;
  readonly now: Instant;
}
