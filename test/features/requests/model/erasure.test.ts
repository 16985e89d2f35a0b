import { expect, it } from 'vitest';
import { endedAt, erased, isErased } from '../../../../src/features/requests/model/erasure.ts';
import { addDays } from '../../../../src/kernel/time.ts';
import { buildAgreement, buildAsk, buildGrant, buildRequest, DANA, NOW } from '../../../builders.ts';

const full = buildRequest({
  state: 'revoked',
  ask: buildAsk({
    reason: 'Mrs Alder’s bill',
    parties: { kind: 'known', names: 'Mrs Alder' },
    other: 'other words',
    reference: 'ref 1',
    askedBy: 'a body',
  }),
  agreements: [buildAgreement({ comment: 'a comment', statement: 'a statement', consultation: 'a consultation' })],
  questions: [{ askedBy: DANA, askedAt: NOW, text: 'a question', answer: { text: 'an answer', at: NOW } }],
  ending: { by: DANA, at: addDays(NOW, 1), reason: 'her own words' },
});

it('keeps of a request its purpose, times and outcome, and nothing anybody typed, no number and no name', () => {
  const kept = erased(full);
  const text = JSON.stringify({ ...kept, rule: null });
  for (const gone of ['Alder', 'words', 'ref 1', 'a body', 'comment', '@', '1632', 'question', 'answer', 'Rita', '208'])
    if (!['comment', 'question'].includes(gone)) expect(text).not.toContain(gone);
  expect(kept.agreements[0]).toMatchObject({
    by: '',
    comment: null,
    statement: null,
    consultation: null,
    seat: 'director',
  });
  expect(kept.questions).toEqual([]);
  expect(kept).toMatchObject({ id: full.id, state: 'revoked', rule: full.rule, submittedAt: full.submittedAt });
  expect(kept.ending).toEqual({ by: null, at: addDays(NOW, 1), reason: '' });
  expect([isErased(full), isErased(kept)]).toEqual([false, true]);
});

it('keeps the desk’s own closed words about an ending', () => {
  const lapsed = buildRequest({ state: 'expired', ending: { by: null, at: NOW, reason: 'nobody-decided' } });
  expect(erased(lapsed).ending?.reason).toBe('nobody-decided');
});

it('is over when the last of ending, access and agreement is', () => {
  expect(endedAt(buildRequest(), undefined)).toBe(NOW);
  expect(endedAt(full, undefined)).toBe(addDays(NOW, 1));
  expect(endedAt(full, buildGrant({ until: addDays(NOW, 7) }))).toBe(addDays(NOW, 7));
});
