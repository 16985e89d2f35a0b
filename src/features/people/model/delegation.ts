import type { Instant, PlainDate } from '../../../kernel/time.ts';
import type { Delegation } from './person.ts';

/** A stand-in the DPO named in the chat (policy 5.7). */
export interface NamedDelegation extends Delegation {
  readonly id: string;
  readonly fromDate: PlainDate;
  /** The last day, included. */
  readonly untilDate: PlainDate;
  readonly namedBy: string;
  readonly namedAt: Instant;
}
