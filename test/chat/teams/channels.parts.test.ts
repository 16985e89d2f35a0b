import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';

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
    for (const step of ['act', 'submit'] as const) {
      const answered = await desk.teams[step]('rita', { conversation: DIRECTORS, id: 'm-1' }, 'request', { id: 'new' });
      expect(answered.text, step).toContain('Please use your own chat');
    }
  });
});
