import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOB, DANA, PRIYA, RITA } from '../../builders.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../../support/slackShapes.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startSlackDesk({ bound: false });
});

afterAll(() => desk.stop());

const said = async (email: string, channel: string, text: string): Promise<string> => {
  await desk.slack.mention(email, channel, text);
  return wordsOf(await desk.slack.whisper(email));
};

describe('channels in Slack', () => {
  it('sends cards to each director while no channel is bound', async () => {
    const id = await desk.ask(RITA);
    expect(labelsOf(await desk.card(id, 'approver', DANA))).toContain('Approve');
  });

  it('does not let a receptionist say where cards go', async () => {
    const { directors } = desk.slack.emulator.channelIds;
    expect(await said(RITA, directors, 'use this channel for directors')).toContain('Somebody else decides this');
    const refused = (await desk.events('directors')).map(({ action, outcome }) => `${action}: ${outcome}`);
    expect(refused).toEqual(['channel.bind: not-an-approver']);
  });

  it('binds the channel a director names, and sends cards there', async () => {
    const { directors } = desk.slack.emulator.channelIds;
    expect(await said(DANA, directors, 'use this channel for directors')).toContain('come here from now on');
    const id = await desk.ask(RITA);
    expect((await desk.card(id, 'approver', 'directors')).channel).toBe(directors);
  });

  it('answers any other mention with what can be typed', async () => {
    expect(await said(RITA, desk.slack.emulator.channelIds.directors, 'good morning')).toContain('/request-recording');
  });

  it('says so when a mention cannot be answered just now', async () => {
    desk.slack.proxy.fail('users.info', { kind: 'status', status: 500 });
    expect(await said(BOB, desk.slack.emulator.channelIds.directors, 'hello')).toContain('Try again in a moment');
  });
});

describe('what must reach the Data Protection Officer at once', () => {
  it.each([
    { command: '/subject-access', words: 'Mr Elm', title: /subject access/i, isToldInChannel: true },
    { command: '/police-request', words: 'PC 1234', title: /police/i, isToldInChannel: false },
  ])('$command takes a short form and alerts them in their chat and their channel', async ({
    command,
    words,
    title,
    isToldInChannel,
  }) => {
    await said(PRIYA, desk.slack.emulator.channelIds.dpo, 'use this channel for dpo');
    const sent = await desk.fill(RITA, command, {
      from: words,
      channel: 'in-person',
      details: 'Asked at the desk for the call of Monday.',
    });
    expect(sent.kind === 'view' && wordsOf(sent.view)).toContain('Sent to the Data Protection Officer');
    await desk.settled();
    const chat = (await desk.slack.chat(PRIYA)).at(-1);
    const channel = (await desk.slack.messages(desk.slack.emulator.channelIds.dpo)).at(-1);
    for (const card of [chat, channel]) expect(card && wordsOf(card)).toMatch(title);
    expect(chat && wordsOf(chat)).toContain(words);
    expect(channel && wordsOf(channel).includes(words)).toBe(isToldInChannel);
  });

  it('asks for what is missing', async () => {
    const sent = await desk.fill(RITA, '/police-request', { receivedOn: '2026-11-25' });
    expect(sent).toMatchObject({
      kind: 'errors',
      errors: { from: expect.any(String), details: expect.any(String), receivedOn: expect.stringContaining('future') },
    });
  });
});
