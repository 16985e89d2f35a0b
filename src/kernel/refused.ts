import type { Refusal } from './refusal.ts';
import { err, type Result } from './result.ts';
import type { Instant } from './time.ts';

/** A refusal with what makes its sentence useful: who decided, and when. */
export interface Refused {
  readonly code: Refusal;
  readonly by: string | null;
  readonly at: Instant | null;
}

export const refusal = (code: Refusal, by: string | null = null, at: Instant | null = null): Refused => ({
  code,
  by,
  at,
});

export const refused = (...facts: Parameters<typeof refusal>): Result<never, Refused> =>
  err(refusal(...facts));

/** `ok`, or the refusal: what the audit keeps of an attempt. */
export const outcomeOf = (result: Result<unknown, Refusal | Refused>): string =>
  result.ok ? 'ok' : typeof result.error === 'string' ? result.error : result.error.code;
