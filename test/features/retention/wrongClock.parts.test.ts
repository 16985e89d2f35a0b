import { afterEach, describe, expect, it } from 'vitest';
import { findPurgeQuestion } from '../../../src/features/retention/askBeforePurge.ts';
import { addDays, addHours, addMinutes, type Instant, toInstant } from '../../../src/kernel/time.ts';
import { buildGrant, buildPractice, buildRequest, DANA, PRIYA } from '../../builders.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';
import { buildWav } from '../../support/wav.ts';

const NOON = toInstant('2026-11-24T12:00:00Z');
const WAV = buildWav({ durationMs: 200 });

let desk: SimulatedDesk;

afterEach(() => desk.stop());

const deliver = (count: number, start: Instant): void => {
  for (let at = 0; at < count; at += 1)
    desk.storage.deliver(`${start.slice(0, 10)}/${start.slice(11, 13)}-${at}.wav`, WAV, {
      start: addMinutes(start, at % 60),
      extension: '204',
      number: '01632960123',
    });
};

const stored = (): number => desk.storage.namesIn('recordings').length;

const at = async (moment: Instant): Promise<void> => {
  desk.clock.set(moment);
  await desk.tick();
};

const cards = async (kind: string, subject: string) =>
  (await desk.uow.read(({ posts }) => posts.findBySubject(subject))).filter(({ card }) => card === kind);

const question = () => desk.uow.read(findPurgeQuestion);

describe('a clock that is 31 days ahead for one tick', () => {
  it('deletes, ends and expires nothing, and the DPO and the managers are told', async () => {
    // Storage’s clock goes right; that of the desk’s machine is set ahead.
    desk = await startSimulatedDesk(buildPractice(), NOON, [async () => NOON]);
    deliver(300, addHours(NOON, -3));
    await at(NOON);
    expect(stored()).toBe(300);
    await desk.uow.run(async ({ requests, grants }) => {
      await requests.insert(buildRequest({ id: 'R-WAITS', state: 'awaiting-approval', submittedAt: NOON }));
      await requests.insert(buildRequest({ id: 'R-HEARD', state: 'released' }));
      await grants.insert(buildGrant({ id: 'g-heard', requestId: 'R-HEARD', until: addDays(NOON, 3) }));
    });
    await at(addDays(NOON, 31));
    expect(stored()).toBe(300);
    expect((await desk.uow.read(({ requests }) => requests.find('R-WAITS')))?.state).toBe('awaiting-approval');
    expect((await desk.uow.read(({ grants }) => grants.find('g-heard')))?.state).toBe('ready');
    const told = await cards('reach-alarm', 'reach-clock-2026-12-25');
    expect(told.map(({ audience }) => (audience.kind === 'person' ? audience.email : ''))).toEqual(
      expect.arrayContaining([PRIYA, DANA]),
    );
    const alarm = await desk.uow.read(({ summaries }) => summaries.find('reach-clock-2026-12-25'));
    expect(JSON.stringify(alarm)).toContain('31 days ahead of storage');
    await at(addMinutes(NOON, 1));
    expect(stored()).toBe(300);
  });
});

describe('a night that would delete far more than the nights before', () => {
  const NIGHT = toInstant('2026-11-25T02:31:00Z');

  it('asks the DPO first, each day, and goes on after their yes and no other’s', async () => {
    desk = await startSimulatedDesk(buildPractice(), NOON);
    deliver(40, addDays(NOON, -35));
    deliver(60, addHours(NOON, -3));
    await at(NOON);
    expect(stored()).toBe(60);
    deliver(400, addDays(NOON, -36));
    await at(addMinutes(NOON, 2));
    await at(NIGHT);
    expect(stored()).toBe(460);
    const id = 'purge-question-2026-11-25';
    expect((await cards('purge-question', id)).map(({ audience }) => audience)).toEqual([
      { kind: 'person', email: PRIYA },
    ]);
    await at(addMinutes(NIGHT, 30));
    expect(stored()).toBe(460);
    expect(await cards('purge-question', id)).toHaveLength(1);
    await at(toInstant('2026-11-25T09:00:00Z'));
    const report = await desk.uow.read(({ summaries }) => summaries.find('retention-2026-11-25'));
    expect(JSON.stringify(report)).toContain('The nightly deletion waits');

    const agree = async (email: string, questionId = id) => {
      const result = await desk.usecases.agreeToPurge({ questionId, actor: await desk.actor(email) });
      return result.ok ? 'ok' : result.error.code;
    };
    expect(await agree(DANA)).toBe('not-the-dpo');
    expect(await agree(PRIYA)).toBe('ok');
    expect(await agree(PRIYA)).toBe('purge-settled');
    // A yes to so many is none to far more.
    deliver(2_000, addDays(NOON, -37));
    await at(toInstant('2026-11-25T09:05:00Z'));
    await at(toInstant('2026-11-25T09:30:00Z'));
    expect(stored()).toBeGreaterThanOrEqual(2_000);
    expect(await agree(PRIYA)).toBe('purge-settled');
    expect(await question()).toMatchObject({ id: `${id}-again`, agreed: null });
    await at(toInstant('2026-11-25T09:45:00Z'));
    expect(await cards('purge-question', `${id}-again`)).toHaveLength(1);
    expect(await agree(PRIYA, `${id}-again`)).toBe('ok');
    await at(toInstant('2026-11-25T10:00:00Z'));
    expect(stored()).toBe(60);
  });

  it('is measured by the nights before, and by how many of them were missed', async () => {
    desk = await startSimulatedDesk(buildPractice(), NOON);
    // Forty calls a day for a month: each night deletes forty.
    for (let day = 0; day < 36; day += 1) deliver(40, addDays(NOON, -day - 1));
    await at(NOON);
    for (let day = 1; day <= 3; day += 1) await at(addDays(NIGHT, day - 1));
    const before = stored();
    // Down for four nights: what is due is four nights’ worth, and nobody need be asked.
    await at(addDays(NIGHT, 6));
    expect(before - stored()).toBeGreaterThanOrEqual(160);
    expect(await question()).toBeUndefined();
    // A thousand old ones at once are out of all proportion.
    const left = stored();
    deliver(1_000, addDays(NIGHT, -40));
    await at(addMinutes(addDays(NIGHT, 6), 5));
    await at(addDays(NIGHT, 7));
    await at(addMinutes(addDays(NIGHT, 7), 30));
    expect(stored()).toBe(left + 1_000);
    expect(await question()).toMatchObject({ due: expect.any(Number), agreed: null });
  });
});
