import type { Clock } from '../kernel/ports.ts';
import { addMs, epochMs, type Instant } from '../kernel/time.ts';

/** The desk's clock is not what others say it is: nothing is deleted, ended or expired by it. */
export class ClockWrong extends Error {
  override readonly name = 'ClockWrong';
}

/** What somebody else's clock shows, such as storage's; rejects when it does not answer. */
export type TimeReference = () => Promise<Instant>;

export interface ClockCheck {
  /** Throws ClockWrong when the clock is not to be relied on. */
  (): Promise<void>;
  /** What was wrong with it at the last look, in a sentence; null when nothing was. */
  readonly verdict: () => string | null;
}

/** Clocks that differ by less may both be right enough: a call is kept for days. */
const MAX_SKEW_MS = 5 * 60_000;

/** What others have said is relied on for so long, carried on by the machine's own count of time. */
const ASK_AGAIN_MS = 30_000;

interface Heard {
  readonly at: Instant;
  /** The machine's count of milliseconds since it started, which nobody can set. */
  readonly tick: number;
}

/**
 * Compares the desk's clock with those of others before anything is done that cannot be undone. Where none of
 * them answers, what they said last is carried on; where none ever has, the clock is not relied on. Without
 * references it always is.
 */
export function createClockCheck(
  clock: Clock,
  references: readonly TimeReference[],
  ticks: () => number = () => performance.now(),
): ClockCheck {
  let heard: readonly Heard[] = [];
  let askedAt = Number.NEGATIVE_INFINITY;
  let wrong: string | null = null;

  const ask = async (): Promise<void> => {
    if (ticks() - askedAt < ASK_AGAIN_MS) return;
    const answers = await Promise.allSettled(references.map((reference) => reference()));
    const now = answers.flatMap((each) => (each.status === 'fulfilled' ? [{ at: each.value, tick: ticks() }] : []));
    if (now.length === 0) return;
    heard = now;
    askedAt = ticks();
  };

  const check = async (): Promise<void> => {
    if (references.length === 0) return;
    await ask();
    if (heard.length === 0) throw new ClockWrong('Nobody whose clock the desk could compare with has answered yet');
    const skews = heard.map(({ at, tick }) => epochMs(clock.now()) - epochMs(addMs(at, ticks() - tick)));
    const worst = skews.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
    wrong = Math.abs(worst) > MAX_SKEW_MS ? skewText(worst) : null;
    if (wrong !== null) throw new ClockWrong(wrong);
  };
  return Object.assign(check, { verdict: () => wrong });
}

function skewText(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  const length =
    minutes < 120
      ? `${minutes} minutes`
      : minutes < 48 * 60
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1_440)} days`;
  return `The clock of the desk’s machine is ${length} ${skewMs > 0 ? 'ahead of' : 'behind'} storage’s or the database’s`;
}
