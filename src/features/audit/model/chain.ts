import { createHash } from 'node:crypto';
import type { Instant } from '../../../kernel/time.ts';

/** What happened. Ids and closed words only, never a name, a number or a text somebody typed. */
export interface AuditEntry {
  readonly at: Instant;
  /** A person's id (never their address); `desk`, `outside` for whoever came by an external link, `unknown`. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** `ok`, or the refusal. */
  readonly outcome: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditEvent extends AuditEntry {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
}

export const GENESIS = '0'.repeat(64);

/** SHA-256 over the previous hash and the entry in a fixed order of keys. */
export function hashOf(entry: AuditEntry, seq: number, previous: string): string {
  const { at, actor, action, subject, outcome, detail } = entry;
  const sorted = Object.fromEntries(Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify([previous, seq, at, actor, action, subject, outcome, sorted]);
  return createHash('sha256').update(text).digest('hex');
}

export type ChainFault =
  | { readonly kind: 'altered'; readonly seq: number }
  | { readonly kind: 'missing'; readonly seq: number }
  | { readonly kind: 'unlinked'; readonly seq: number };

/** The first place a chain is broken, or undefined. `after` is the event before the first of these. */
export function findFault(
  events: Iterable<AuditEvent>,
  after: { readonly seq: number; readonly hash: string } = { seq: 0, hash: GENESIS },
): ChainFault | undefined {
  let last = after;
  for (const event of events) {
    if (event.seq !== last.seq + 1) return { kind: 'missing', seq: last.seq + 1 };
    if (event.previous !== last.hash) return { kind: 'unlinked', seq: event.seq };
    if (hashOf(event, event.seq, event.previous) !== event.hash) return { kind: 'altered', seq: event.seq };
    last = event;
  }
  return undefined;
}
