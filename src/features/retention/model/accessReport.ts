import { type Instant, msBetween } from '../../../kernel/time.ts';
import { type AccessRequest, isUndecided } from '../../requests/model/request.ts';
import type { AccessReport } from './reports.ts';

export interface AuditTally {
  readonly action: string;
  readonly outcome: string;
  readonly count: number;
}

/** Unusually often: this many times the median of those who asked, and at least this many. */
const TIMES_THE_MEDIAN = 3;

const AT_LEAST = 5;

const median = (sorted: readonly number[]): number | null => {
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

const ascending = (a: number, b: number): number => a - b;

/** When it was decided: denied, or the last agreement given; null while it was not. */
function decidedAt(request: AccessRequest): Instant | null {
  if (request.state === 'denied') return request.ending?.at ?? null;
  const last = request.agreements.at(-1);
  return last !== undefined && !isUndecided(request) && request.agreements.length >= request.rule.seats.length
    ? last.at
    : null;
}

/** How one request of the week stands, as the report counts it. */
const OUTCOMES = {
  submitted: 'waiting',
  'awaiting-approval': 'waiting',
  'awaiting-answer': 'waiting',
  approved: 'waiting',
  released: 'released',
  closed: 'released',
  revoked: 'released',
  denied: 'denied',
  expired: 'expired',
  withdrawn: 'withdrawn',
} as const satisfies Readonly<Record<AccessRequest['state'], string>>;

/** Requests by purpose and by what became of them, in the order in which purposes were first asked for. */
export function byPurpose(requests: readonly AccessRequest[]): AccessReport['purposes'] {
  const groups = Map.groupBy(requests, (request) => request.rule.purpose);
  return [...groups.values()].map((group) => {
    const count = (outcome: (typeof OUTCOMES)[keyof typeof OUTCOMES]): number =>
      group.filter(({ state }) => OUTCOMES[state] === outcome).length;
    return {
      title: group[0]?.rule.title ?? '',
      asked: group.length,
      released: count('released'),
      denied: count('denied'),
      expired: count('expired'),
      withdrawn: count('withdrawn'),
      waiting: count('waiting'),
    };
  });
}

/** How long decisions took, in milliseconds from asking. */
export function decisionTimes(
  requests: readonly AccessRequest[],
): Pick<AccessReport, 'decided' | 'medianDecisionMs' | 'longestDecisionMs'> {
  const times = requests
    .flatMap((request) => {
      const at = decidedAt(request);
      return at === null ? [] : [msBetween(request.submittedAt, at)];
    })
    .sort(ascending);
  return { decided: times.length, medianDecisionMs: median(times), longestDecisionMs: times.at(-1) ?? null };
}

/** People who asked unusually often (policy 5.3), most often first. */
export function unusuallyOften(requests: readonly AccessRequest[]): AccessReport['often'] {
  const counts = Map.groupBy(
    requests.filter(({ requestedBy }) => requestedBy !== ''),
    ({ requestedBy }) => requestedBy,
  );
  const usual = median([...counts.values()].map(({ length }) => length).sort(ascending)) ?? 0;
  return [...counts.values()]
    .filter(({ length }) => length >= AT_LEAST && length >= usual * TIMES_THE_MEDIAN)
    .map((own) => ({ name: own[0]?.requesterName ?? '', count: own.length, usual }))
    .sort((a, b) => b.count - a.count);
}

/** Outcomes that are not refusals. */
const FINE = new Set(['ok', 'alarm', 'incomplete', 'already-sent']);

/** What the desk does by itself: a failure there is no attempt of anybody’s. */
const OWN_WORK = new Set(['clip.cut', 'hold.copy']);

/** Attempts the desk refused, by what was tried and why, most often first. */
export const refusedAttempts = (tallies: readonly AuditTally[]): readonly AuditTally[] =>
  tallies
    .filter(({ action, outcome }) => !FINE.has(outcome) && !OWN_WORK.has(action))
    .sort((a, b) => b.count - a.count);

/** How often something was done. */
export const doneCount = (tallies: readonly AuditTally[], ...actions: readonly string[]): number =>
  tallies
    .filter(({ action, outcome }) => actions.includes(action) && outcome === 'ok')
    .reduce((sum, { count }) => sum + count, 0);
