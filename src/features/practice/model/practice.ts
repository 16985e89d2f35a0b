import type { HolidayRegion } from '../../../kernel/time.ts';
import type { Directory } from '../../people/model/person.ts';
import type { PurposeTable } from './purpose.ts';
import type { RetentionSchedule } from './schedule.ts';

/** Numbers a practice may change; each with its unit in the name. */
export interface Limits {
  /** Days a recording may be kept (policy 5.9: within 30). */
  readonly recordingsDays: number;
  /** Choices an approver has for how long a clip may be heard, in days; the last is the longest. */
  readonly grantDays: readonly number[];
  readonly maxPartMinutes: number;
  readonly listenLinkMinutes: number;
  readonly listenSessionMinutes: number;
  readonly remindAfterHours: number;
  /** The recording's deletion being this near escalates a waiting request. */
  readonly escalateBeforeHours: number;
  /** A request nobody has decided for this long expires. */
  readonly expireAfterDays: number;
  readonly requestsPerPersonPerDay: number;
  /** Minutes either side of a stated time in which calls are deleted for a card payment or an opt-out. */
  readonly orderMinutes: number;
  /** Hours after a call in which the phone system may still deliver its recording. */
  readonly deliveryHours: number;
  /** Months after which what people typed, numbers and names are erased from the desk's own tables. */
  readonly personalDataMonths: number;
}

export const DEFAULT_LIMITS: Limits = {
  recordingsDays: 30,
  grantDays: [1, 3, 7],
  maxPartMinutes: 60,
  listenLinkMinutes: 5,
  listenSessionMinutes: 120,
  remindAfterHours: 4,
  escalateBeforeHours: 48,
  expireAfterDays: 14,
  requestsPerPersonPerDay: 20,
  orderMinutes: 10,
  deliveryHours: 72,
  personalDataMonths: 12,
};

/** The practice as its file describes it. */
export interface Practice {
  readonly name: string;
  /** IANA zone; every time people read or type is in it. */
  readonly zone: string;
  /** Zone of the phone system's file names, when it differs. */
  readonly phoneZone: string;
  /** Zones of single phone systems (`3cx`, `ringcentral`, …), where there are several and they differ. */
  readonly phoneZones: Readonly<Record<string, string>>;
  /** The number a caller who opts out is transferred to (policy 5.8), as people read it; null when nobody has said. */
  readonly unrecordedLine: string | null;
  /** Local time of the nightly deletion, `02:30`. */
  readonly purgeAt: string;
  /** Local time of the morning report, `07:30`. */
  readonly reportAt: string;
  readonly directory: Directory;
  readonly limits: Limits;
  readonly purposes: PurposeTable;
  readonly policyUrl: string | null;
  /** Whether somebody who may agree to a request may hear the call first. */
  readonly hearBeforeDeciding: boolean;
  /** Whose public holidays move a legal due date. */
  readonly holidays: HolidayRegion;
}

/** When what is stored is deleted, as this practice has it. */
export const scheduleOf = ({ limits, purgeAt, zone }: Practice): RetentionSchedule => ({
  recordingsDays: limits.recordingsDays,
  purgeAt,
  zone,
});
