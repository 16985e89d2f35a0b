import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/usecases/indexRecordings.ts';
import { namesIn } from '../../support/recordings.ts';
import { CALL, DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';

const DAY = 24 * 3_600_000;

describe('retention and accesses', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk();
    await desk.meet('rita', 'dana', 'priya');
  });

  afterAll(() => desk.stop());

  it('ends an access when its recording’s thirty days are over, however many days were agreed', async () => {
    desk.clock.advanceMs(28 * DAY);
    const id = await desk.ask();
    const card = desk.connector.messages(DIRECTORS).findLast((m) => m.text.includes(id));
    if (!card) throw new Error('No card');
    await desk.teams.act('dana', card, 'send-approve', {
      id,
      recordingId: recordingIdOf(CALL.name),
      days: '7',
      mode: 'listen',
    });
    await desk.settled();
    const grant = await desk.desk.uow.read(({ grants }) => grants.findByRequest(id));
    expect(grant?.until).toBe('2026-12-23T15:10:00.000Z');
    desk.clock.advanceMs(2 * DAY);
    await desk.desk.usecases.endGrants();
    await desk.settled();
    expect((await desk.request(id)).state).toBe('closed');
    expect(await namesIn(desk.azurite.connectionString, 'clips')).toEqual([]);
  });
});

describe('a Teams channel written into the practice file by its bare id', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk({
      settings: { channels: [{ channel: 'directors', platform: 'teams', address: '19:abc@thread.tacv2' }] },
    });
    await desk.meet('rita', 'dana');
  });

  afterAll(() => desk.stop());

  it('keeps no card waiting: those who decide are asked in their own chats', async () => {
    const id = await desk.ask();
    await desk.settled();
    expect(desk.connector.messages('chat-dana').some((m) => m.text.includes(id))).toBe(true);
    expect(await desk.waiting()).toBe(0);
  });
});

describe('the form, from a card in a channel', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk();
    await desk.meet('rita');
  });

  afterAll(() => desk.stop());

  it('is not opened there: details of calls never stand in a channel', async () => {
    for (const verb of ['open-request', 'send-request']) {
      const answered = await desk.teams.act('rita', { conversation: DIRECTORS, id: 'm-1' }, verb, {
        id: 'new',
      });
      expect(answered.text, verb).toContain('Please use your own chat');
    }
  });
});
