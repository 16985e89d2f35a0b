import type { RequestId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { CaseRecord } from '../cases/model/case.ts';
import type { Email } from '../people/model/person.ts';
import type { RetentionSchedule } from '../practice/model/schedule.ts';
import type { Recording } from '../recordings/model/recording.ts';
import type { Grant } from './model/grant.ts';
import type { AccessRequest } from './model/request.ts';

/** Everything a card about one request may show, read afresh each time it is drawn. */
export interface RequestView {
  readonly request: AccessRequest;
  /** The case it was raised from, when it was. */
  readonly caseRecord: CaseRecord | null;
  /** True where who was on the call has been left out, because the case is confidential. */
  readonly isNameless: boolean;
  /** What the request matches; only ever shown to approvers. Empty once decided otherwise than by agreement. */
  readonly candidates: readonly Recording[];
  /**
   * Which recordings are legs of one call: the leg's number and how many there are, by the recording's id;
   * the others are left out.
   */
  readonly legs: Readonly<Record<string, { readonly leg: number; readonly of: number }>>;
  /** How many more match than `candidates` holds. */
  readonly moreCandidates: number;
  /** The recording agreed on, when there is an agreement. */
  readonly agreed: Recording | null;
  /** True when that is held for a case: nobody deletes it by its age. */
  readonly isHeld: boolean;
  readonly grant: Grant | null;
  /** Names by e-mail of everybody the request mentions. */
  readonly names: Readonly<Record<Email, string>>;
  /** Names of people who should decide but whom no platform reaches. */
  readonly unreached: readonly string[];
  /** The practice's time zone; every time shown is in it. */
  readonly zone: string;
  readonly now: Instant;
  readonly schedule: RetentionSchedule;
}

export interface RequestLine {
  readonly id: RequestId;
  readonly title: string;
  readonly submittedAt: Instant;
  readonly state: AccessRequest['state'];
  /** True when a Listen button belongs beside it. */
  readonly canListen: boolean;
  readonly until: Instant | null;
  readonly canWithdraw: boolean;
}
