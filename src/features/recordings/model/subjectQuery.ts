import type { PlainDate } from '../../../kernel/time.ts';

/** Which calls a case is about, as far as anybody knows. An empty list and a null ask nothing. */
export interface Wanted {
  /** Full name of the person the calls are with. */
  readonly person: string | null;
  /** E.164. */
  readonly numbers: readonly string[];
  readonly extension: string | null;
  /** Local days of the calls, both included. */
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
}
