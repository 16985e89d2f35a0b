import { describe, expect, it } from 'vitest';
import type { Hold } from '../../../../src/features/cases/model/hold.ts';
import {
  agreeToEnd,
  dueHoldReminder,
  keep,
  proposeEnd,
  renew,
} from '../../../../src/features/cases/model/holdLifecycle.ts';
import { buildHold, buildPerson, DANA, NOW, PRIYA, TOM } from '../../../builders.ts';

const dpo = buildPerson({ email: PRIYA, roles: ['dpo'] });

const standIn = buildPerson({ email: TOM, roles: ['dpo-delegate'] });

const director = buildPerson({ email: DANA, roles: ['director'] });

const both = buildPerson({ email: PRIYA, roles: ['dpo', 'director'] });

const hold = buildHold();

const ended = (result: { ok: boolean; value?: Hold }): Hold => {
  if (!result.value) throw new Error(JSON.stringify(result));
  return result.value;
};

const proposed = ended(proposeEnd(hold, dpo, ' Answered. ', NOW) as { ok: boolean; value?: Hold });

describe('the end of a hold', () => {
  it('is proposed by the DPO or a delegate, with a reason, and by nobody else', () => {
    expect(proposed).toMatchObject({
      state: 'release-proposed',
      proposal: { by: PRIYA, at: NOW, reason: 'Answered.' },
    });
    expect(proposeEnd(hold, standIn, 'Answered.', NOW).ok).toBe(true);
    expect(proposeEnd(hold, director, 'Answered.', NOW)).toEqual({ ok: false, error: 'not-the-dpo' });
    expect(proposeEnd(hold, dpo, '  ', NOW)).toEqual({ ok: false, error: 'reason-missing' });
    expect(proposeEnd(hold, dpo, '4111 1111 1111 1111', NOW)).toEqual({ ok: false, error: 'card-number' });
    expect(proposeEnd(proposed, dpo, 'Again.', NOW)).toEqual({ ok: false, error: 'hold-not-open' });
  });

  it('takes a director, who is somebody else', () => {
    expect(agreeToEnd(proposed, director, NOW)).toMatchObject({
      ok: true,
      value: { state: 'released', released: { by: DANA, at: NOW } },
    });
    expect(agreeToEnd(proposed, dpo, NOW)).toEqual({ ok: false, error: 'not-a-director' });
    expect(agreeToEnd(proposed, both, NOW)).toEqual({ ok: false, error: 'already-agreed' });
    expect(agreeToEnd(hold, director, NOW)).toEqual({ ok: false, error: 'hold-not-open' });
  });

  it('is refused by a director, and the hold stands as before', () => {
    expect(keep(proposed, director)).toEqual({ ok: true, value: hold });
    expect(keep(hold, director)).toEqual({ ok: false, error: 'hold-not-open' });
  });
});

describe('a hold’s day', () => {
  it.each([
    ['2026-11-24', false],
    ['2026-11-25', true],
    ['2028-11-24', true],
    ['2028-11-25', false],
    ['2027-02-30', false],
    ['', false],
  ])('may be put to %j: %s', (until, may) => {
    expect(renew(hold, dpo, until, '2026-11-24').ok).toBe(may);
  });

  it('is put off by the DPO alone, and not once its end is proposed', () => {
    expect(renew(hold, director, '2027-06-01', '2026-11-24')).toEqual({ ok: false, error: 'not-the-dpo' });
    expect(renew(proposed, dpo, '2027-06-01', '2026-11-24')).toEqual({ ok: false, error: 'hold-not-open' });
  });

  it.each([
    ['2027-05-09', undefined],
    ['2027-05-10', 'H-1@2027-05-24-14'],
    ['2027-05-20', 'H-1@2027-05-24-14'],
    ['2027-05-21', 'H-1@2027-05-24-3'],
    ['2027-05-23', 'H-1@2027-05-24-3'],
    ['2027-05-24', 'H-1@2027-05-24'],
    ['2027-05-25', 'H-1@2027-05-25'],
  ])('brings a reminder on %s: %s', (today, mark) => {
    expect(dueHoldReminder(hold, today)).toBe(mark);
  });
});
