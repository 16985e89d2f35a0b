import type { Instant, PlainDate } from '../../kernel/time.ts';
import type { CaseLine } from '../cases/listCases.ts';
import type { RequestLine } from '../requests/requestView.ts';

/** A request this person may decide on now. */
export interface WaitingLine {
  readonly id: string;
  readonly title: string;
  readonly requesterName: string;
  readonly submittedAt: Instant;
}

/** What one person finds when they open the desk: what waits for them, what they may hear, their cases. */
export interface HomeView {
  readonly isDpo: boolean;
  readonly waiting: readonly WaitingLine[];
  readonly mine: readonly RequestLine[];
  readonly cases: readonly CaseLine[];
  /** Holds a director is asked to end, by id. */
  readonly holdsToEnd: readonly string[];
  /** Whom the DPO has named to stand in, now or later. */
  readonly delegates: readonly {
    readonly id: string;
    readonly name: string;
    readonly fromDate: PlainDate;
    readonly untilDate: PlainDate;
  }[];
  readonly zone: string;
}
