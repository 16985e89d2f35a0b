import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../../src/features/practice/model/purpose.ts';
import {
  byPurpose,
  decisionTimes,
  doneCount,
  refusedAttempts,
  unusuallyOften,
} from '../../../../src/features/retention/model/accessReport.ts';
import { addHours } from '../../../../src/kernel/time.ts';
import { buildAgreement, buildRequest, NOW, RITA, TOM } from '../../../builders.ts';

const agreedAfter = (hours: number) => ({
  state: 'released' as const,
  agreements: [buildAgreement({ at: addHours(NOW, hours) })],
});

describe('the week’s report', () => {
  it('counts requests by purpose and by what became of them', () => {
    const requests = [
      buildRequest(),
      buildRequest({ state: 'approved' }),
      buildRequest({ state: 'revoked' }),
      buildRequest({ state: 'denied' }),
      buildRequest({ rule: DEFAULT_RULES.training, state: 'expired' }),
    ];
    expect(byPurpose(requests)).toEqual([
      { title: DEFAULT_RULES.complaint.title, asked: 4, released: 1, denied: 1, expired: 0, withdrawn: 0, waiting: 2 },
      expect.objectContaining({ title: DEFAULT_RULES.training.title, asked: 1, expired: 1 }),
    ]);
  });

  it('says how long decisions took: the last agreement, or the denial', () => {
    const denied = buildRequest({ state: 'denied', ending: { by: RITA, at: addHours(NOW, 2), reason: 'no' } });
    const times = decisionTimes([
      buildRequest(agreedAfter(1)),
      buildRequest(agreedAfter(9)),
      denied,
      buildRequest(),
      // One of two has agreed: nothing is decided yet.
      buildRequest({ rule: DEFAULT_RULES.legal, agreements: [buildAgreement()] }),
    ]);
    expect(times).toEqual({ decided: 3, medianDecisionMs: 2 * 3_600_000, longestDecisionMs: 9 * 3_600_000 });
    expect(decisionTimes([])).toEqual({ decided: 0, medianDecisionMs: null, longestDecisionMs: null });
    expect(decisionTimes([buildRequest(agreedAfter(1)), buildRequest(agreedAfter(2))]).medianDecisionMs).toBe(
      1.5 * 3_600_000,
    );
  });

  it.each([
    [4, 1, []],
    [5, 1, [{ name: 'Tom Tate', count: 5, usual: 1 }]],
    [5, 2, []],
    [6, 2, [{ name: 'Tom Tate', count: 6, usual: 2 }]],
  ])('names who asks unusually often: %d times, others %d times each', (his, theirs, often) => {
    const of = (email: string, count: number) =>
      Array.from({ length: count }, () =>
        buildRequest({ requestedBy: email, requesterName: email === TOM ? 'Tom Tate' : email }),
      );
    const others = ['a@example.com', 'b@example.com', RITA].flatMap((email) => of(email, theirs));
    expect(unusuallyOften([...of(TOM, his), ...others])).toEqual(often);
  });

  it('tells refused attempts from what went well', () => {
    const tallies = [
      { action: 'clip.play', outcome: 'ok', count: 7 },
      { action: 'redaction.play', outcome: 'ok', count: 40 },
      { action: 'hearing.play', outcome: 'ok', count: 2 },
      { action: 'link.mint', outcome: 'access-ended', count: 1 },
      { action: 'request.approve', outcome: 'own-request', count: 3 },
      { action: 'report.retention', outcome: 'alarm', count: 2 },
    ];
    expect(refusedAttempts(tallies).map(({ outcome }) => outcome)).toEqual(['own-request', 'access-ended']);
    expect(doneCount(tallies, 'clip.play', 'clip.copy')).toBe(7);
    expect(doneCount(tallies, 'hearing.play')).toBe(2);
  });
});
