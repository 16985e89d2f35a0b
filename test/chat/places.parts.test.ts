import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../src/features/recordings/describeRecording.ts';
import { DANA, DAVID, PRIYA, RITA, TOM } from '../builders.ts';
import { type BothDesk, startBothDesk } from '../support/bothDesk.ts';
import { released, type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../support/slackShapes.ts';
import { CALL, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk.ts';
import { chatOf } from '../support/teamsSender.ts';

describe('the directors’ channel in Slack', () => {
  let desk: SlackDesk;

  beforeEach(async () => {
    desk = await startSlackDesk();
  });

  afterEach(() => desk.stop());

  const { directors, dpo } = { directors: 'directors', dpo: 'dpo' } as const;

  const channelId = (name: 'directors' | 'dpo'): string => desk.slack.emulator.channelIds[name];

  const archive = (): void => {
    for (const method of ['chat.postMessage', 'chat.update'])
      desk.slack.proxy.fail(
        method,
        { kind: 'refuses', error: 'is_archived' },
        1_000,
        ({ channel }) => channel === channelId(directors),
      );
  };

  it('that is archived sends its cards, those that wait too, to the directors themselves, and says so', async () => {
    const decided = await released(desk, DANA);
    const waiting = await desk.ask(TOM);
    archive();
    const next = await desk.ask(RITA, { reason: 'Another complaint' });
    for (const id of [waiting, next])
      for (const director of [DANA, DAVID])
        expect(labelsOf(await desk.card(id, 'approver', director))).toContain('Approve');
    expect((await desk.cards(decided)).filter(({ post }) => post.card === 'approver')).toHaveLength(1);
    for (const told of [PRIYA, DANA]) {
      const words = (await desk.slack.chat(told)).map(wordsOf).join(' ');
      expect(words).toContain('The directors’ channel on Slack cannot be reached');
      expect(words).toContain('use this channel for directors');
    }
    const health = await (await fetch(`${desk.url}/health`)).text();
    expect(health).toContain('set aside (slack: place is_archived)');
    await desk.approve(DAVID, await desk.card(next, 'approver', DAVID));
    expect((await desk.request(next)).state).toBe('released');
    expect(await desk.waiting()).toBe(0);
  });

  it('says so once a day, however many cards it refuses', async () => {
    archive();
    for (const reason of ['The first complaint', 'The second complaint', 'The third complaint'])
      await desk.ask(RITA, { reason });
    const told = (await desk.slack.chat(PRIYA)).filter((each) => wordsOf(each).includes('cannot be reached'));
    expect(told).toHaveLength(1);
  });

  it('bound anew brings along the cards that still wait, and none that is decided', async () => {
    const decided = await released(desk, DANA);
    const waiting = await desk.ask(TOM);
    archive();
    await desk.ask(RITA, { reason: 'Another complaint' });
    await desk.slack.mention(DANA, channelId(dpo), 'use this channel for directors');
    await desk.slack.whisper(DANA);
    await desk.settled();
    const cards = await desk.slack.messages(channelId(dpo));
    const approvers = cards.filter((each) => labelsOf(each).includes('Approve'));
    expect(approvers).toHaveLength(2);
    const moved = (await desk.cards(decided)).filter(({ post }) => post.card === 'approver');
    expect(moved.map(({ message }) => message.channel)).toEqual([channelId(directors)]);
    await desk.approve(DAVID, approvers.find((each) => JSON.stringify(each).includes(waiting)) ?? (cards[0] as never));
    expect((await desk.request(waiting)).state).toBe('released');
    expect(await desk.desk.queue.aside()).toEqual([]);
  });

  it('bound anew leaves no card behind that anybody could decide on', async () => {
    const decided = await released(desk, DANA);
    const waiting = await desk.ask(TOM);
    await desk.slack.mention(DANA, channelId(dpo), 'use this channel for directors');
    await desk.slack.whisper(DANA);
    await desk.settled();
    const old = await desk.slack.messages(channelId(directors));
    expect(old.map(labelsOf)).toEqual([[], [], []]);
    expect(wordsOf(old.at(-1) ?? (old[0] as never))).toContain('Cards for directors go to “dpo”');
    expect(old.map(wordsOf).join(' ')).toContain('This card has moved');
    expect(JSON.stringify(old)).toContain(decided);
    expect(JSON.stringify(old)).not.toContain(waiting);
    await desk.approve(DAVID, await desk.card(waiting, 'approver', 'directors'));
    expect((await desk.request(waiting)).state).toBe('released');
    expect((await desk.slack.messages(channelId(directors))).map(wordsOf).join(' ')).toContain('has moved');
  });

  it('bound anew gets the cards though those that stand in the old one cannot be changed just now', async () => {
    const waiting = await desk.ask(TOM);
    desk.slack.proxy.fail('chat.update', { kind: 'status', status: 503 }, 1_000);
    await desk.slack.mention(DANA, channelId(dpo), 'use this channel for directors');
    await desk.slack.whisper(DANA);
    await desk.settled();
    const moved = (await desk.slack.messages(channelId(dpo))).filter((each) => labelsOf(each).includes('Approve'));
    expect(moved).toHaveLength(1);
    expect(JSON.stringify(moved)).toContain(waiting);
  });

  it('gets a card again that somebody has deleted while it waits, and keeps no button once it is decided', async () => {
    const id = await desk.ask(RITA, { purpose: 'regulatory', askedBy: 'The Royal College', reference: 'RCVS 1' });
    const first = await desk.card(id, 'approver', 'directors');
    await desk.slack.emulator.api('chat.delete', { channel: first.channel, ts: first.ts });
    await desk.approve(PRIYA, await desk.card(id, 'approver', PRIYA));
    const again = (await desk.slack.messages(channelId(directors))).filter((each) =>
      labelsOf(each).includes('Approve'),
    );
    expect(again).toHaveLength(1);
    const [anew] = again;
    if (!anew) throw new Error('No card came');
    await desk.slack.emulator.api('chat.delete', { channel: anew.channel, ts: anew.ts });
    await desk.slack.submit(DANA, await desk.open(DANA, anew, 'Approve'), {});
    await desk.settled();
    expect((await desk.request(id)).state).toBe('released');
    for (const message of await desk.slack.messages(channelId(directors))) expect(labelsOf(message)).toEqual([]);
  });
});

describe('cards in Teams', () => {
  let desk: TeamsDesk;

  beforeEach(async () => {
    desk = await startTeamsDesk();
    await desk.meet('dana', 'david', 'priya', 'rita');
  });

  afterEach(() => desk.stop());

  const CHANNEL = 'channel-directors';

  const buttonsOf = (card: unknown): boolean => JSON.stringify(card ?? {}).includes('"verb":"approve"');

  it('come again when somebody has deleted them while they wait', async () => {
    const id = await desk.ask({ purpose: 'regulatory', askedBy: 'The Royal College', reference: 'RCVS 1' });
    const [card] = desk.connector.messages(CHANNEL);
    if (!card) throw new Error('No card came');
    desk.connector.delete(CHANNEL, card.id);
    const mine = desk.connector.messages(chatOf('priya')).at(-1);
    if (!mine) throw new Error('The DPO has no card');
    const terms = { recordingId: recordingIdOf(CALL.name), from: '0:10', to: '0:20', days: '1', mode: 'listen' };
    await desk.teams.submit('priya', mine, 'approve', { id, ...terms });
    await desk.settled();
    expect(desk.connector.messages(CHANNEL).filter(({ card: each }) => buttonsOf(each))).toHaveLength(1);
  });

  it('whose sending was not acknowledged are both kept current once somebody has pressed one', async () => {
    desk.connector.loseAnswer(CHANNEL);
    const id = await desk.ask();
    await desk.later(1_000);
    const [unknown, known] = desk.connector.messages(CHANNEL);
    if (!unknown || !known) throw new Error('Teams has not two copies');
    await desk.teams.act('david', unknown, 'deny', { id });
    await desk.settled();
    await desk.teams.submit('david', unknown, 'deny', { id, reason: 'Not needed for this.' });
    await desk.settled();
    expect((await desk.request(id)).state).toBe('denied');
    for (const { card } of desk.connector.messages(CHANNEL)) expect(buttonsOf(card)).toBe(false);
  });
});

describe('a channel on both platforms', () => {
  let desk: BothDesk;

  beforeEach(async () => {
    desk = await startBothDesk();
  });

  afterEach(() => desk.stop());

  it('whose Slack side is gone stands in Teams, and the directors are told which side to mend', async () => {
    desk.slack.proxy.fail(
      'chat.postMessage',
      { kind: 'refuses', error: 'not_in_channel' },
      100,
      ({ channel }) => channel === desk.slack.emulator.channelIds.directors,
    );
    const id = await desk.ask(TOM);
    expect(desk.inTeams('directors')).toContain(id);
    expect((await desk.cards(id)).filter(({ post }) => post.card === 'approver')).toEqual([]);
    expect((await desk.slack.chat(PRIYA)).map(wordsOf).join(' ')).toContain(
      'The directors’ channel on Slack cannot be reached',
    );
  });

  it('gone on both is put to the directors themselves', async () => {
    desk.slack.proxy.fail(
      'chat.postMessage',
      { kind: 'refuses', error: 'not_in_channel' },
      100,
      ({ channel }) => channel === desk.slack.emulator.channelIds.directors,
    );
    desk.connector.refuse('channel-directors', 403, 100);
    const id = await desk.ask(TOM);
    expect(labelsOf(await desk.card(id, 'approver', DAVID))).toContain('Approve');
  });
});
