import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPerson, buildPractice, NOW, RITA } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';

let desk: SimulatedDesk;

beforeAll(async () => {
  desk = await startSimulatedDesk(buildPractice(), NOW);
});

afterAll(() => desk.stop());

const VALUES = { from: 'Mrs Alder', receivedOn: '2026-11-24', channel: 'letter', details: 'The call about my bill.' };

let forms = 0;

const report = async (values: Readonly<Record<string, string>>) => {
  forms += 1;
  const reported = await desk.usecases.reportCase({
    actor: buildPerson({ email: RITA }),
    kind: 'subject-access',
    values: { ...VALUES, ...values },
    idempotencyKey: `form-${forms}`,
  });
  if (reported.ok) return 'taken';
  return reported.error.kind === 'fields' ? reported.error.errors : reported.error.refused.code;
};

describe('a report whose form somebody has forged', () => {
  it('comes in one of the ways the form offers', async () => {
    expect(await report({})).toBe('taken');
    for (const channel of ['', 'pigeon', 'toString', 'x'.repeat(100_000)])
      expect(await report({ channel })).toEqual({ channel: 'Choose one of these ways.' });
  });

  it('takes so many characters, and not one more', async () => {
    expect(await report({ from: 'x'.repeat(500), details: 'y'.repeat(2000) })).toBe('taken');
    expect(await report({ from: 'x'.repeat(501), details: 'y'.repeat(2001) })).toEqual({
      from: 'Shorten this to 500 characters.',
      details: 'Shorten this to 2,000 characters.',
    });
  });

  it('came at most five years ago, to the day, and not tomorrow', async () => {
    expect(await report({ receivedOn: '2021-11-24' })).toBe('taken');
    expect(await report({ receivedOn: '2021-11-23' })).toEqual({
      receivedOn: 'This is more than five years ago. Check the year, and choose the day it came.',
    });
    expect(await report({ receivedOn: '2026-11-25' })).toMatchObject({
      receivedOn: expect.stringContaining('in the future'),
    });
  });
});
