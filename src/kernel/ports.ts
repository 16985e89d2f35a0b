import type { OrderId, RequestId } from './ids.ts';
import type { Instant } from './time.ts';

export interface Clock {
  now(): Instant;
}

/** Randomness, injected: ids people read aloud, ids nobody reads, and secrets. */
export interface Ids {
  /** Short and speakable, `R-7K3MQ9`. */
  readonly request: () => RequestId;
  /** The same of a deletion order, `D-7K3MQ9`. */
  readonly order: () => OrderId;
  /** The same of a case, a hold or a search: its letter is the caller's. */
  readonly named: (letter: string) => string;
  readonly unique: () => string;
  /** 256 bits, URL-safe. */
  readonly secret: () => string;
  /** Eight digits, each of the hundred million as likely as another. */
  readonly passcode: () => string;
}

/** Somebody saved the same thing in between; the unit of work runs the act again on what stands now. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
}

/** Structured log. Fields are ids, counts and fault classes: never content, names or numbers. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}
