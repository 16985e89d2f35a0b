import { err, ok, type Result } from '../../../kernel/result.ts';
import type { GrantClip, RedactedSpan } from './grant.ts';

/** More than anybody marks by hand: a list longer than this is a mistake. */
export const MAX_SPANS = 200;

/** Sound decoded from MP3 may lag by up to 138 ms: spans are silenced this much further at both ends. */
const MP3_MARGIN_MS = 250;

/** How many milliseconds further than marked a clip is silenced. One of which nobody knows may have been an MP3. */
export const marginOf = ({ mayLag }: Pick<GrantClip, 'mayLag'>): number => (mayLag === false ? 0 : MP3_MARGIN_MS);

/**
 * Spans as they were marked, put in order: whole milliseconds (never less than was marked), inside the clip,
 * none touching another. Refuses a list with a span that is empty, runs backwards, lies outside the clip or
 * is no number at all, and a list that is too long.
 */
export function settleSpans(
  spans: readonly RedactedSpan[],
  durationMs: number,
): Result<readonly RedactedSpan[], 'spans-invalid' | 'too-many-spans'> {
  if (spans.length > MAX_SPANS) return err('too-many-spans');
  const within = spans.map((span) => clamped(span, durationMs));
  // Written so that a span of NaN is refused too.
  const sound = (span: RedactedSpan, at: number) =>
    span.fromMs < span.toMs && (spans[at]?.fromMs ?? 0) < (spans[at]?.toMs ?? 0);
  return within.every(sound) ? ok(merged(within)) : err('spans-invalid');
}

/** The same spans, each `marginMs` longer at both ends, still inside the clip. */
export const widenSpans = (
  spans: readonly RedactedSpan[],
  marginMs: number,
  durationMs: number,
): readonly RedactedSpan[] =>
  merged(spans.map(({ fromMs, toMs }) => clamped({ fromMs: fromMs - marginMs, toMs: toMs + marginMs }, durationMs)));

/** How much is silent in all. */
export const totalMs = (spans: readonly RedactedSpan[]): number =>
  spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

const clamped = ({ fromMs, toMs }: RedactedSpan, durationMs: number): RedactedSpan => ({
  fromMs: Math.max(0, Math.floor(fromMs)),
  toMs: Math.min(durationMs, Math.ceil(toMs)),
});

/** Joins what overlaps or touches. */
function merged(spans: readonly RedactedSpan[]): readonly RedactedSpan[] {
  const inOrder = spans.toSorted((a, b) => a.fromMs - b.fromMs);
  const joined: RedactedSpan[] = [];
  for (const span of inOrder) {
    const last = joined.at(-1);
    if (last && span.fromMs <= last.toMs)
      joined[joined.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, span.toMs) };
    else joined.push(span);
  }
  return joined;
}
