import type { Instant, PlainDate } from '../../../kernel/time.ts';
import type { DeletionReason } from './deletionOrder.ts';

/** How much was deleted: recordings, milliseconds of audio, bytes. */
export interface Tally {
  readonly count: number;
  readonly durationMs: number;
  readonly bytes: number;
}

export const NO_TALLY: Tally = { count: 0, durationMs: 0, bytes: 0 };

/** The morning's report on what was deleted and what is left (policy 5.9). Numbers only. */
export interface RetentionReport {
  /** The local day it is of. */
  readonly date: PlainDate;
  readonly madeAt: Instant;
  /** Sentences saying what is wrong and what to do; empty when all is well. The report is red when there is one. */
  readonly alarms: readonly string[];
  /** The newest run that ended well; null when there never was one. */
  readonly lastRun: { readonly startedAt: Instant; readonly finishedAt: Instant } | null;
  /** Since the report before. */
  readonly deleted: Readonly<Record<DeletionReason, Tally>>;
  /** Copies in the `holds` container; null when storage did not answer. */
  readonly held: number | null;
  /** Could not be deleted by the newest run. */
  readonly failed: number;
  /** Still stored past their limit when the container was listed again after the run. */
  readonly pastLimit: number;
  readonly stored: number;
  /** Files whose call no reader understands; deleted by the date they were stored. */
  readonly unread: number;
  readonly oldestLeft: Instant | null;
  readonly nextRun: Instant;
  readonly recordingsDays: number;
  /** Recordings by whole days of age, today first; the last entry holds everything of the limit and beyond. */
  readonly ages: readonly number[];
  /** A copy of the audit chain's end outside the database. */
  readonly chainHead: { readonly seq: number; readonly hash: string };
  readonly zone: string;
}

/** The week's report on who asked for what (policy 5.2, 5.3). */
export interface AccessReport {
  /** Local days, both included. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly madeAt: Instant;
  readonly purposes: readonly {
    readonly title: string;
    readonly asked: number;
    readonly released: number;
    readonly denied: number;
    readonly lapsed: number;
    readonly withdrawn: number;
    readonly waiting: number;
  }[];
  readonly decided: number;
  /** From asking to the last decision. */
  readonly medianDecisionMs: number | null;
  readonly longestDecisionMs: number | null;
  readonly hearings: number;
  readonly stopped: number;
  /** Attempts the desk refused, by what was tried, most often first. */
  readonly refused: readonly { readonly what: string; readonly count: number }[];
  /** People who asked unusually often (policy 5.3); `usual` is the median of those who asked. */
  readonly often: readonly { readonly name: string; readonly count: number; readonly usual: number }[];
  readonly orders: { readonly cardPayment: number; readonly optOut: number };
}
