import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

let desk: TeamsDesk;

const CHANNEL = 'channel-new';

beforeEach(async () => {
  desk = await startTeamsDesk();
  await desk.meet('priya', 'dana');
});

afterEach(() => desk.stop());

const say = async (user: string, text: string): Promise<string> => {
  await desk.teams.typeInChannel(user, CHANNEL, text);
  await desk.settled();
  return desk.connector.messages(`${CHANNEL};messageid=1`).at(-1)?.text ?? '';
};

const bound = async (): Promise<string> =>
  (await desk.desk.uow.read(({ channels }) => channels.bindingsOf('directors'))).map(({ address }) => address).join();

const question = (user: string) => {
  const asked = desk.connector.messages(chatOf(user)).findLast(({ text }) => text.includes('They may read them'));
  return asked ?? { conversation: chatOf(user), id: 'none', text: '' };
};

const press = (user: string, verb: string) =>
  desk.teams.act(user, question(user), verb, { id: /C-[0-9A-Z]{7}/.exec(question('priya').text)?.[0] ?? '' });

describe('binding a channel of Teams', () => {
  it('binds one that only those read whom its cards are for', async () => {
    desk.connector.putInChannel(CHANNEL, ['dana', 'david', 'priya']);
    expect(await say('dana', 'use this channel for directors')).toContain('come here from now on');
    expect(await bound()).toContain(CHANNEL);
  });

  it('asks first about one that others read, naming them to the DPO as well', async () => {
    desk.connector.putInChannel(CHANNEL, ['dana', 'rita']);
    expect(await say('dana', 'use this channel for directors')).toContain('in your own chat');
    expect(question('priya').text).toContain('Rita Reed');
    expect((await press('rita', 'confirm-channel')).text).toContain('Somebody else decides this');
    expect(await bound()).not.toContain(CHANNEL);
    expect((await press('dana', 'confirm-channel')).text).toContain('said Dana Drew');
    expect(await bound()).toContain(CHANNEL);
  });

  it('refuses one with somebody of another tenant in it', async () => {
    desk.connector.put({ id: 'rita', name: 'Rita Reed', email: 'rita@example.com', tenantId: 'another-tenant' });
    desk.connector.putInChannel(CHANNEL, ['dana', 'rita']);
    expect(await say('dana', 'use this channel for directors')).toContain('another organisation');
    expect(await bound()).not.toContain(CHANNEL);
  });

  it('binds the DPO’s channel for a DPO alone', async () => {
    desk.connector.putInChannel(CHANNEL, ['priya']);
    expect(await say('dana', 'use this channel for dpo')).toContain('Only the Data Protection Officer');
    expect(await say('priya', 'use this channel for dpo')).toContain('come here from now on');
  });
});
