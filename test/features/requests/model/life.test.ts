import { describe, expect, it } from 'vitest';
import { answerQuestion, expire, revoke, withdraw } from '../../../../src/features/requests/model/life.ts';
import { openQuestion, type Question } from '../../../../src/features/requests/model/request.ts';
import { buildPerson, buildRequest, DANA, DAVID, NOW, PRIYA, RITA, TOM } from '../../../builders.ts';

const question = (overrides: Partial<Question> = {}): Question => ({
  askedBy: DANA,
  askedAt: NOW,
  text: 'Which bill?',
  answer: null,
  ...overrides,
});

const rita = buildPerson();

const dpo = buildPerson({ email: PRIYA, roles: ['dpo'] });

describe('answering a question', () => {
  const asked = buildRequest({ state: 'awaiting-answer', questions: [question()] });

  it('keeps the answer beside its question and puts the request back to those who decide', () => {
    const answered = answerQuestion(asked, rita, ' The one of March ', NOW);
    expect(answered).toMatchObject({
      ok: true,
      value: {
        state: 'awaiting-approval',
        questions: [{ text: 'Which bill?', answer: { text: 'The one of March', at: NOW } }],
      },
    });
  });

  it('is the requester’s alone', () => {
    expect(answerQuestion(asked, buildPerson({ email: TOM }), 'Mine', NOW)).toEqual({
      ok: false,
      error: 'not-the-requester',
    });
  });

  it('needs an open question', () => {
    expect(answerQuestion(buildRequest(), rita, 'Hello', NOW)).toEqual({ ok: false, error: 'no-question' });
  });

  it.each([
    ['', 'reason-missing'],
    [' \n ', 'reason-missing'],
    ['x'.repeat(1001), 'text-too-long'],
    ['the card is 4111 1111 1111 1111', 'card-number'],
  ])('refuses %j', (text, error) => {
    expect(answerQuestion(asked, rita, text, NOW)).toEqual({ ok: false, error });
  });

  it('answers the newest question when an older one was overtaken by its asker’s agreement', () => {
    const overtaken = question({ text: 'Which bill?' });
    const request = buildRequest({
      state: 'awaiting-answer',
      questions: [overtaken, question({ askedBy: DAVID, text: 'Which client?' })],
    });
    expect(openQuestion(request)?.text).toBe('Which client?');
    const answered = answerQuestion(request, rita, 'Mrs Hill', NOW);
    expect(answered).toMatchObject({
      ok: true,
      value: { questions: [{ answer: null }, { answer: { text: 'Mrs Hill' } }] },
    });
  });
});

describe('ending a request', () => {
  it('lets the requester withdraw, and nobody else', () => {
    expect(withdraw(buildRequest(), rita, NOW)).toMatchObject({ ok: true, value: { state: 'withdrawn' } });
    expect(withdraw(buildRequest(), dpo, NOW)).toEqual({ ok: false, error: 'not-the-requester' });
  });

  it('does not let a decided request be withdrawn', () => {
    expect(withdraw(buildRequest({ state: 'approved' }), rita, NOW)).toEqual({ ok: false, error: 'already-decided' });
  });

  it('writes down why it expired, and that nobody did it', () => {
    expect(expire(buildRequest(), 'nobody-decided', NOW)).toMatchObject({
      ok: true,
      value: { state: 'expired', ending: { by: null, at: NOW, reason: 'nobody-decided' } },
    });
  });
});

describe('revoking an access', () => {
  const released = buildRequest({ state: 'released' });

  it.each([['dpo'], ['dpo-delegate']] as const)('is open to the %s, with a reason', (role) => {
    const person = buildPerson({ email: PRIYA, roles: [role] });
    expect(revoke(released, person, ' Wrong client ', NOW)).toMatchObject({
      ok: true,
      value: { state: 'revoked', ending: { by: PRIYA, at: NOW, reason: 'Wrong client' } },
    });
  });

  it.each([[['director']], [['manager', 'business-manager']], [[]]] as const)('is not open to %j', (roles) => {
    expect(revoke(released, buildPerson({ email: DANA, roles: [...roles] }), 'Why not', NOW)).toEqual({
      ok: false,
      error: 'not-the-dpo',
    });
  });

  it('needs a reason, and something to revoke', () => {
    expect(revoke(released, dpo, '  ', NOW)).toEqual({ ok: false, error: 'reason-missing' });
    expect(revoke(buildRequest({ state: 'closed' }), dpo, 'Late', NOW)).toEqual({
      ok: false,
      error: 'already-decided',
    });
  });

  it('leaves the requester no say', () => {
    expect(revoke(released, buildPerson({ email: RITA }), 'Mine', NOW)).toEqual({ ok: false, error: 'not-the-dpo' });
  });
});
