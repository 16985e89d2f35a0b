import type { Instant, PlainDate } from '../../kernel/time.ts';
import type { Delegation } from './model/person.ts';

/** A stand-in the DPO named in the chat (policy 5.7). */
export interface NamedDelegation extends Delegation {
  readonly id: string;
  readonly fromDate: PlainDate;
  /** The last day, included. */
  readonly untilDate: PlainDate;
  readonly namedBy: string;
  readonly namedAt: Instant;
}

export interface DelegationStore {
  insert(delegation: NamedDelegation): Promise<void>;
  find(id: string): Promise<NamedDelegation | undefined>;
  /** Those that are not over at this moment, whether begun or not. */
  current(now: Instant): Promise<readonly NamedDelegation[]>;
  /** Ends it at a moment. */
  end(id: string, at: Instant): Promise<void>;
  forgetBefore(at: Instant): Promise<void>;
}
