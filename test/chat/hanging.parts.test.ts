import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DANA, DAVID, PRIYA, RITA, TOM } from '../builders.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { type BothDesk, startBothDesk } from '../support/bothDesk.ts';
import { namesIn, type StoredCall } from '../support/recordings.ts';
import { buildWav } from '../support/wav.ts';

let azurite: Azurite;

let desk: BothDesk;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

/** On Rita's own extension, with a card read out. */
const CALL: StoredCall = {
  name: '204/[Mrs Alder]_01632960123-204_20261123151000(7).wav',
  wav: buildWav({ codec: 'mulaw', durationMs: 2_000 }),
};

beforeEach(async () => {
  desk = await startBothDesk({ azurite, calls: [CALL] });
});

afterEach(() => desk.stop());

/** Puts so many cards into the outbox for people that this platform alone knows. */
const fill = (emails: readonly string[], count: number): Promise<void> =>
  desk.desk.uow.run(async (context) => {
    for (let n = 0; n < count; n += 1)
      await context.outbox.enqueue(`filler:${n}`, {
        kind: 'send',
        postId: await desk.postTo(context, emails[n % emails.length] ?? ''),
        platform: desk.slackPeople.includes(emails[n % emails.length] ?? '') ? 'slack' : 'teams',
        isNew: true,
      });
  });

const orderDeletion = async (): Promise<number> => {
  const begun = Date.now();
  const at = { whenKind: 'at', date: '2026-11-23', time: '15:10' };
  const ordered = await desk.orderDeletion(RITA, { extension: '204', ...at });
  expect(ordered.ok).toBe(true);
  await expect
    .poll(async () => (await namesIn(azurite.connectionString, 'recordings')).includes(CALL.name), {
      timeout: 30_000,
      interval: 50,
    })
    .toBe(false);
  return Date.now() - begun;
};

describe('with Slack taking everything and answering nothing', () => {
  it('deletes a card payment’s recording within two seconds, and goes on in Teams within five', async () => {
    desk.slack.proxy.fail('*', { kind: 'hangs' }, 10_000);
    await fill(desk.slackPeople, 60);
    await expect.poll(() => desk.slack.proxy.calls.filter(({ fault }) => fault === 'hangs').length).toBe(8);
    expect(await orderDeletion()).toBeLessThan(2_000);
    const begun = Date.now();
    await desk.tell(TOM, 'A word to Teams');
    await expect.poll(() => desk.inTeams(TOM).includes('A word to Teams'), { timeout: 20_000 }).toBe(true);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('goes on in the directors’ channel of Teams within five seconds', async () => {
    desk.slack.proxy.fail('*', { kind: 'hangs' }, 10_000);
    await fill(desk.slackPeople, 20);
    const begun = Date.now();
    await desk.tell('directors', 'To both channels');
    await expect.poll(() => desk.inTeams('directors').includes('To both channels'), { timeout: 20_000 }).toBe(true);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});

describe('with Teams taking everything and answering nothing', () => {
  it('deletes a card payment’s recording within two seconds, and goes on in Slack within five', async () => {
    desk.connector.hang();
    await fill(desk.teamsPeople, 60);
    await expect.poll(() => desk.connector.hanging()).toBe(8);
    expect(await orderDeletion()).toBeLessThan(2_000);
    const begun = Date.now();
    await desk.tell(DAVID, 'A word to Slack');
    await expect
      .poll(async () => JSON.stringify(await desk.slack.chat(DAVID)).includes('A word to Slack'), { timeout: 20_000 })
      .toBe(true);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});

describe('with a platform that refuses the desk itself', () => {
  it('tells the Data Protection Officer on the other, and says so in health', async () => {
    await desk.meet(PRIYA);
    desk.slack.proxy.fail('*', { kind: 'refuses', error: 'invalid_auth' }, 10_000);
    await desk.tell(DANA, 'Nobody hears this');
    for (let n = 0; n < 10; n += 1) await desk.later(10_000);
    await expect.poll(() => desk.inTeams(PRIYA), { timeout: 20_000 }).toContain('Slack refuses the desk');
    expect(desk.inTeams(PRIYA)).toContain('check SLACK_BOT_TOKEN');
    const health = await fetch(`${desk.url}/health`);
    expect(health.status).toBe(503);
    expect(await health.text()).toContain('invalid_auth');
    desk.slack.proxy.remedy();
    for (let n = 0; n < 40; n += 1) await desk.later(10_000);
    expect(JSON.stringify(await desk.slack.chat(DANA))).toContain('Nobody hears this');
  });
});
