import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DANA, DAVID, PRIYA, RITA, TOM } from '../../builders.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, type SlackMessage, wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await startSlackDesk({ bound: false });
});

afterEach(() => desk.stop());

const channel = (name: 'directors' | 'dpo'): string => desk.slack.emulator.channelIds[name];

const say = async (email: string, where: string, text: string): Promise<string> => {
  await desk.slack.mention(email, where, text);
  const words = wordsOf(await desk.slack.whisper(email));
  await desk.settled();
  return words;
};

const boundTo = (name: 'directors' | 'dpo') =>
  desk.desk.uow.read(async ({ channels }) => (await channels.bindingsOf(name)).map(({ address }) => address));

const question = (email: string, holding = 'They may read them'): Promise<SlackMessage> =>
  until(`a question for ${email}`, async () => {
    await desk.settled();
    return (await desk.slack.chat(email)).findLast((message) => JSON.stringify(message.blocks).includes(holding));
  });

const settled = (email: string, words: string): Promise<SlackMessage> => question(email, words);

/** Changes what Slack says of every channel. */
const info = (more: object): void =>
  desk.slack.proxy.amend('conversations.info', (answer) => ({
    ...answer,
    channel: { ...(answer.channel as object), ...more },
  }));

describe('who may bind a channel', () => {
  it('binds the DPO’s for a DPO alone, and the directors’ for a director too', async () => {
    expect(await say(DANA, channel('dpo'), 'use this channel for dpo')).toContain('Only the Data Protection Officer');
    expect(await boundTo('dpo')).toEqual([]);
    expect(await say(PRIYA, channel('dpo'), 'use this channel for dpo')).toContain('come here from now on');
    expect(await say(DANA, channel('directors'), 'use this channel for directors')).toContain('come here from now on');
  });

  it('tells the old channel, the new one and the DPO, and writes both down', async () => {
    await say(DANA, channel('directors'), 'use this channel for directors');
    await say(DANA, channel('dpo'), 'use this channel for directors');
    expect(await boundTo('directors')).toEqual([channel('dpo')]);
    for (const where of [channel('directors'), channel('dpo')])
      expect((await desk.slack.messages(where)).map(wordsOf).join()).toContain(
        'Cards for directors go to “dpo”, said Dana Drew',
      );
    const events = (await desk.events('directors')).filter(({ action }) => action === 'channel.bind');
    const placeOf = async (id: unknown) =>
      (await desk.desk.uow.read(({ channels }) => channels.findCheck(String(id))))?.address;
    expect(await placeOf(events.at(-1)?.detail.check)).toBe(channel('dpo'));
    expect(await placeOf(events.at(-1)?.detail.before)).toBe(channel('directors'));
  });
});

describe('a channel that others read', () => {
  it.each(['is_ext_shared', 'is_pending_ext_shared'])('is refused when Slack says %s', async (flag) => {
    info({ [flag]: true });
    expect(await say(DANA, channel('directors'), 'use this channel for directors')).toContain('another organisation');
    expect(await boundTo('directors')).toEqual([]);
  });

  it('is bound only once a card that names them is confirmed, which the DPO reads', async () => {
    desk.slack.putInChannel(channel('directors'), [DANA, RITA, TOM]);
    expect(await say(DANA, channel('directors'), 'use this channel for directors')).toContain('in your own chat');
    expect(await boundTo('directors')).toEqual([]);
    const asked = await question(DANA);
    expect(wordsOf(asked)).toContain('Rita Reed (rita@example.com), Tom Tate (tom@example.com)');
    expect(wordsOf(await question(PRIYA))).toContain('Rita Reed');
    expect(await desk.hearBack(RITA, asked, 'They may read them')).toContain('Somebody else decides this');
    await desk.slack.press(DANA, asked, 'They may read them');
    expect(labelsOf(await settled(PRIYA, 'said Dana Drew'))).toEqual([]);
    expect(await boundTo('directors')).toEqual([channel('directors')]);
  });

  it('is asked about anew when somebody else reads it by the time of the answer', async () => {
    desk.slack.putInChannel(channel('directors'), [DANA, TOM]);
    await say(DANA, channel('directors'), 'use this channel for directors');
    desk.slack.putInChannel(channel('directors'), [DANA, TOM, RITA]);
    expect(await desk.hearBack(DANA, await question(DANA), 'They may read them')).toContain('at the same moment');
    expect(await boundTo('directors')).toEqual([]);
    const anew = await question(DANA, 'Rita Reed');
    await desk.slack.press(DANA, anew, 'They may read them');
    await settled(PRIYA, 'said Dana Drew');
    expect(await boundTo('directors')).toEqual([channel('directors')]);
  });

  it('is refused, and written down, where Slack does not say who reads it', async () => {
    desk.slack.proxy.fail('conversations.members', { kind: 'status', status: 500 }, 5);
    expect(await say(DANA, channel('directors'), 'use this channel for directors')).toContain('does not say who reads');
    expect((await desk.events('directors')).map(({ outcome }) => outcome)).toContain('channel-unknown');
  });

  it('is not bound when somebody says no', async () => {
    desk.slack.putInChannel(channel('directors'), [DANA, TOM]);
    await say(DANA, channel('directors'), 'use this channel for directors');
    await desk.slack.press(PRIYA, await question(PRIYA), 'Do not use it');
    await settled(PRIYA, 'do not go to');
    expect(await boundTo('directors')).toEqual([]);
    expect(labelsOf(await question(DANA, 'do not go to'))).toEqual([]);
  });

  it('is asked about when anybody in the workspace can read it', async () => {
    info({ is_private: false });
    await say(DANA, channel('directors'), 'use this channel for directors');
    expect(wordsOf(await question(DANA))).toContain('anybody in the workspace');
  });
});

describe('the nightly look at who reads a channel', () => {
  const night = async (): Promise<void> => {
    desk.clock.advanceMs(24 * 3_600_000);
    await desk.tick();
    await desk.settled();
  };

  beforeEach(async () => {
    await say(DANA, channel('directors'), 'use this channel for directors');
    await night();
  });

  it('asks the DPO and the directors about a newcomer without a role, once, and takes the cards away on a no', async () => {
    desk.slack.putInChannel(channel('directors'), [DANA, DAVID, PRIYA, TOM]);
    await night();
    await night();
    const asked = (await desk.slack.chat(PRIYA)).filter((each) =>
      wordsOf(each).includes('Somebody else reads a channel'),
    );
    expect(asked).toHaveLength(1);
    expect(wordsOf(await question(DAVID))).toContain('Tom Tate');
    expect(await boundTo('directors')).toEqual([channel('directors')]);
    await desk.slack.press(PRIYA, await question(PRIYA), 'Take the cards from it');
    await settled(PRIYA, 'do not go to');
    expect(await boundTo('directors')).toEqual([]);
  });

  it('says nothing while only those with a role read it', async () => {
    expect((await desk.slack.chat(PRIYA)).map(wordsOf).join()).not.toContain('Somebody else reads');
  });

  it('leaves a no on an old question without effect once another channel is bound', async () => {
    desk.slack.putInChannel(channel('directors'), [DANA, TOM]);
    await night();
    const old = await question(PRIYA);
    await say(DANA, channel('dpo'), 'use this channel for directors');
    await desk.slack.press(PRIYA, old, 'Take the cards from it');
    await settled(PRIYA, 'do not go to');
    expect(await boundTo('directors')).toEqual([channel('dpo')]);
  });

  it('takes the cards from a channel that has been shared with another organisation', async () => {
    const id = await desk.ask(RITA);
    await desk.card(id, 'approver', 'directors');
    info({ is_ext_shared: true });
    await night();
    expect(await boundTo('directors')).toEqual([]);
    expect(wordsOf(await settled(PRIYA, 'do not go to'))).toContain('said the desk');
    expect(labelsOf(await desk.card(id, 'approver', DAVID))).toContain('Approve');
    const left = await desk.slack.messages(channel('directors'));
    expect(left.flatMap(labelsOf)).toEqual([]);
    expect(JSON.stringify(left)).not.toContain(id);
  });
});
