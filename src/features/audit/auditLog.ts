import type { Instant } from '../../kernel/time.ts';
import type { AuditEntry, AuditEvent, ChainFault } from './model/chain.ts';

export interface AuditLog {
  /** In the order given. */
  append(...entries: readonly AuditEntry[]): Promise<void>;
}

export interface AuditReader {
  head(): Promise<{ readonly seq: number; readonly hash: string }>;
  /** The first fault of the whole chain, its end included; undefined when it is whole. */
  verify(): Promise<ChainFault | undefined>;
  events(): AsyncIterable<AuditEvent>;
  /** How often each thing was tried in [from, to), by outcome. */
  tally(
    from: Instant,
    to: Instant,
  ): Promise<readonly { readonly action: string; readonly outcome: string; readonly count: number }[]>;
}
