import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toInstant } from '../../../src/kernel/time.ts';
import { DANA, PRIYA, RITA, TOM } from '../../builders.ts';
import { createTestClock } from '../../support/clock.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

const REPORT = { from: 'Mrs Alder', receivedOn: '2026-11-24', channel: 'letter', details: 'The call about my bill.' };

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startSlackDesk({
    clock: createTestClock(toInstant('2026-11-24T10:00:00Z')),
    practiceFile: {
      roles: {
        directors: [DANA],
        dpo: [PRIYA],
        dpoDelegates: [{ email: TOM, from: '2026-11-20', until: '2026-12-31' }],
      },
    },
  });
});

afterAll(async () => {
  expect(await desk.desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

const report = async (command: string): Promise<string> => {
  const sent = await desk.fill(RITA, command, REPORT);
  await desk.settled();
  return /[SP]-[0-9A-Z]{7}/.exec(sent.kind === 'view' ? wordsOf(sent.view) : '')?.[0] ?? '';
};

const at = async (moment: string): Promise<void> => {
  desk.clock.set(toInstant(moment));
  await desk.tick();
  await desk.settled();
};

const remindersTo = async (id: string, email: string): Promise<number> =>
  (await desk.desk.uow.read(({ posts }) => posts.findBySubject(id))).filter(
    ({ card, audience }) => card === 'case-reminder' && audience.kind === 'person' && audience.email === email,
  ).length;

const step = async (id: string, button: string, typed: Readonly<Record<string, string>>): Promise<void> => {
  const form = await desk.open(PRIYA, await desk.card(id, 'case', PRIYA), button);
  const sent = await desk.slack.submit(PRIYA, form, typed);
  expect(sent.kind).not.toBe('errors');
  await desk.settled();
};

describe('a case’s reminders', () => {
  it('come 14, 7, 3 and 1 days before the answer is due, once each, by day, and each working day when it is late, the directors too after the third', async () => {
    const id = await report('/subject-access');
    const seen: (readonly [string, number])[] = [];
    for (const moment of [
      '2026-12-09T10:00:00Z',
      '2026-12-10T07:59:00Z',
      '2026-12-10T08:00:00Z',
      '2026-12-10T11:00:00Z',
      '2026-12-17T18:00:00Z',
      '2026-12-18T10:00:00Z',
      '2026-12-21T10:00:00Z',
      '2026-12-23T10:00:00Z',
      '2026-12-25T10:00:00Z',
      '2026-12-28T10:00:00Z',
      '2026-12-29T10:00:00Z',
      '2026-12-30T10:00:00Z',
      '2026-12-31T10:00:00Z',
    ]) {
      await at(moment);
      seen.push([moment.slice(5, 13), await remindersTo(id, PRIYA)]);
    }
    expect(seen).toEqual([
      ['12-09T10', 0],
      ['12-10T07', 0],
      ['12-10T08', 1],
      ['12-10T11', 1],
      ['12-17T18', 1],
      ['12-18T10', 2],
      ['12-21T10', 3],
      ['12-23T10', 4],
      // The practice is closed.
      ['12-25T10', 4],
      ['12-28T10', 4],
      ['12-29T10', 5],
      ['12-30T10', 6],
      ['12-31T10', 7],
    ]);
    expect(await remindersTo(id, TOM)).toBe(7);
    expect(await remindersTo(id, DANA)).toBe(0);
    await at('2027-01-04T10:00:00Z');
    expect(await remindersTo(id, DANA)).toBe(1);
    const told = wordsOf(await desk.card(id, 'case-reminder', DANA));
    expect(told).toContain('LATE');
    expect(told).toContain('Ask the Data Protection Officer');
    expect(told).not.toContain('Mrs Alder');
    expect(wordsOf(await desk.card(id, 'case', PRIYA))).toContain('LATE');
    expect((await desk.told(id, PRIYA)).at(-1)).toContain('LATE');
  });

  it('stop once it is answered', async () => {
    const id = await report('/subject-access');
    await step(id, 'Answered', { on: '2026-12-31', text: 'By letter.' });
    await at('2027-01-20T10:00:00Z');
    expect(await remindersTo(id, PRIYA)).toBe(0);
  });

  it('ask each day for the particulars an emergency went ahead without', async () => {
    const id = await report('/police-request');
    await step(id, 'Emergency', { text: 'The caller is outside the house.' });
    await at('2027-01-21T09:00:00Z');
    expect(await remindersTo(id, PRIYA)).toBe(0);
    await at('2027-01-21T10:30:00Z');
    await at('2027-01-21T12:00:00Z');
    await at('2027-01-22T10:00:00Z');
    expect(await remindersTo(id, PRIYA)).toBe(2);
    expect((await desk.told(id, PRIYA)).at(-1)).toContain('Reminder');
  });
});

describe('a report of which nobody can be told', () => {
  it('says so to whoever reported it, by name, so that they ring', async () => {
    const alone = await startSlackDesk({
      practiceFile: { roles: { directors: [DANA], dpo: ['away@example.com'], dpoDelegates: [] } },
    });
    const sent = await alone.fill(RITA, '/subject-access', REPORT);
    const id = /S-[0-9A-Z]{7}/.exec(sent.kind === 'view' ? wordsOf(sent.view) : '')?.[0] ?? '';
    await alone.settled();
    await until('the warning', async () =>
      wordsOf(await alone.card(id, 'report-received', RITA)).includes('could not reach Away'),
    );
    expect(wordsOf(await alone.card(id, 'report-received', RITA))).toContain('Ring them now');
    await alone.stop();
  });
});
