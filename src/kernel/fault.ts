/**
 * What a fault outside means for what waits on it. `passing`: asking again helps. `item`: this one message, blob or row
 * is never taken. `place`: nothing is taken in this channel, chat or container. `app`: nothing of the desk's is, until
 * somebody mends its sign-in or its rights. `unknown`: nobody has said; after some tries it is final for the item.
 */
export const FAULT_KINDS = ['passing', 'item', 'place', 'app', 'unknown'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a platform's or storage's word or status means: its kind, and what a person can do about it. */
export type FaultRow = readonly [kind: FaultKind, remedy: string];

interface FaultDetail {
  /** How long the other side asked to be left alone; null when it did not say. */
  readonly retryAfterMs?: number | null;
  /** What was asked about is not there (any more). */
  readonly isMissing?: boolean;
  /** The other side may have done what it was asked, and only its answer is lost. */
  readonly mayBeDone?: boolean;
}

/** Something outside did not do what it was asked. The message says what to do, and holds nothing of what was sent. */
export class Fault extends Error {
  override readonly name: string = 'Fault';
  readonly kind: FaultKind;
  /** The other side's own word or status, for the log. */
  readonly code: string;
  readonly retryAfterMs: number | null;
  readonly isMissing: boolean;
  readonly mayBeDone: boolean;
  constructor(kind: FaultKind, code: string, remedy: string, detail: FaultDetail = {}) {
    super(remedy);
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = detail.retryAfterMs ?? null;
    this.isMissing = detail.isMissing ?? false;
    this.mayBeDone = detail.mayBeDone ?? false;
  }
}

/** Tries after which nobody waits behind what is tried, and an unknown word is final: about half a minute. */
export const TRIES = 6;

/** The kind of anything that was thrown: what is no fault of an outside is unknown. */
const kindOf = (error: unknown): FaultKind => (error instanceof Fault ? error.kind : 'unknown');

/** Whether asking for the same again, at the given try, can never help. */
export function isFinal(error: unknown, tries = 1): boolean {
  const kind = kindOf(error);
  return kind === 'item' || kind === 'place' || (kind === 'unknown' && tries >= TRIES);
}

/** A fault for the log: its kind and code, never a text that was sent or received. */
export function causeOf(error: unknown): { readonly fault: string; readonly code: string } {
  if (error instanceof Fault) return { fault: error.kind, code: error.code };
  if (!(error instanceof Error)) return { fault: 'unknown', code: 'no error' };
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  // SQLite's own number says more: 13 is a full disk.
  if (typeof errcode === 'number') return { fault: error.name, code: `sqlite_${errcode}` };
  // The codes of Node and of PostgreSQL are words; anything else may be a text.
  return { fault: error.name, code: typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : '-' };
}
