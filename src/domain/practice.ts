import type { PurposeTable } from './approval/purpose.ts';
import type { Directory } from './people/person.ts';

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
  /** A request nobody has decided for this long lapses. */
  readonly lapseAfterDays: number;
  readonly requestsPerPersonPerDay: number;
}

export const DEFAULT_LIMITS: Limits = {
  recordingsDays: 30,
  grantDays: [1, 3, 7],
  maxPartMinutes: 60,
  listenLinkMinutes: 5,
  listenSessionMinutes: 120,
  remindAfterHours: 4,
  escalateBeforeHours: 48,
  lapseAfterDays: 14,
  requestsPerPersonPerDay: 20,
};

/** The practice as its file describes it. */
export interface Practice {
  readonly name: string;
  /** IANA zone; every time people read or type is in it. */
  readonly zone: string;
  /** Zone of the phone system's file names, when it differs. */
  readonly phoneZone: string;
  readonly directory: Directory;
  readonly limits: Limits;
  readonly purposes: PurposeTable;
  readonly policyUrl: string | null;
}
