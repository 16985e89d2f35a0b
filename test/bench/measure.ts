/** One comparison of one run: ours against what the same job costs at its barest. */
export interface Figure {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  /** `ours / peer`. */
  readonly ratio: number;
  /** What the ratio (or, where it says so, the value) must keep to. */
  readonly target: string;
  readonly holds: boolean;
}

export interface Target {
  readonly kind: 'ratio' | 'value';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** `ratio`, where rounds were compared one by one, is the median of theirs. */
export function figure(
  name: string,
  ours: number,
  peer: number,
  unit: string,
  target: Target,
  ratio: number = ours / peer,
): Figure {
  const judged = target.kind === 'ratio' ? ratio : ours;
  const { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = target;
  const bound = target.atMost === undefined ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
  return {
    name,
    ours: rounded(ours),
    peer: rounded(peer),
    unit,
    ratio: rounded(ratio),
    target: target.kind === 'ratio' ? `ratio ${bound}` : `${bound} ${unit}`,
    holds: judged <= atMost && judged >= atLeast,
  };
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The value that a share of all is at or below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The median of what each round's ours was to the same round's peer. */
export const pairedRatio = (ours: readonly number[], peer: readonly number[]): number =>
  median(ours.map((value, round) => value / (peer[round] ?? Number.NaN)));

/** Milliseconds `act` took. */
export async function timed(act: () => Promise<unknown> | unknown): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/**
 * Ours and the peer in turn, so that what else the computer does falls on both; which goes first changes
 * every round.
 */
export async function inTurn<T>(
  rounds: number,
  ours: (round: number) => Promise<T>,
  peer: (round: number) => Promise<T>,
): Promise<{ readonly ours: readonly T[]; readonly peer: readonly T[] }> {
  const results = { ours: [] as T[], peer: [] as T[] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) results.ours.push(await ours(round));
    results.peer.push(await peer(round));
    if (round % 2 === 1) results.ours.push(await ours(round));
  }
  return results;
}
