import { createHash } from 'node:crypto';
import type { Instant } from '../../../kernel/time.ts';
import { leafHash } from './merkleTree.ts';

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

/** The one text of an event: the hash of the one before, its number, and the entry in a fixed order of keys. */
function textOf({ at, actor, action, subject, outcome, detail }: AuditEntry, seq: number, previous: string): string {
  const sorted = Object.fromEntries(Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify([previous, seq, at, actor, action, subject, outcome, sorted]);
}

/** SHA-256 of an event's text. */
export const hashOf = (entry: AuditEntry, seq: number, previous: string): string =>
  createHash('sha256')
    .update(textOf(entry, seq, previous))
    .digest('hex');

/** The same text as a leaf of the audit's tree. */
export const leafOf = (event: AuditEvent): string => leafHash(textOf(event, event.seq, event.previous));

export interface ChainFault {
  readonly kind: 'altered' | 'missing' | 'unlinked';
  readonly seq: number;
}

const FAULT_WORDS = {
  altered: 'was changed after it was written',
  missing: 'is missing',
  unlinked: 'does not follow the one before it',
} as const satisfies Record<ChainFault['kind'], string>;

/** Where a chain is broken, in words. */
export const chainFaultText = ({ kind, seq }: ChainFault): string => `event ${seq} ${FAULT_WORDS[kind]}`;

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
