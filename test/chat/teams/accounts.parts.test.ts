import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildAccount, DANA, PRIYA, RITA } from '../../builders.ts';
import type { Member } from '../../fakes/teamsConnector.ts';
import { startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

let desk: TeamsDesk;

beforeEach(async () => {
  desk = await startTeamsDesk();
});

afterEach(() => desk.stop());

const DANAS: Member = { id: 'dana', name: 'Dana Drew', email: DANA };

/** Changes the roster, and lets the minute go by for which the desk believes it. */
const put = (member: Member): void => {
  desk.connector.put(member);
  desk.clock.advanceMs(60_000);
};

const typed = async (user: string): Promise<string> => {
  await desk.teams.type(user, '/my-requests');
  await desk.settled();
  return desk.connector.messages(chatOf(user)).at(-1)?.text ?? '';
};

/** The question about an account, as it stands in somebody's own chat. */
const question = (user: string) => {
  const asked = desk.connector.messages(chatOf(user)).findLast(({ text }) => text.includes('Whose is this account?'));
  if (!asked) throw new Error(`${user} was not asked`);
  return asked;
};

const press = (user: string, asker: string, verb: string) => {
  const asked = question(asker);
  const id =
    asked.card?.actions?.find((action) => action.verb === verb)?.data?.id ?? /A-[0-9A-Z]{7}/.exec(asked.text)?.[0];
  return desk.teams.act(user, asked, verb, { id: id ?? '' });
};

describe('an account that is not of the practice’s own tenant', () => {
  it.each([
    [
      'of another tenant in a shared channel',
      { tenantId: 'another-tenant' },
      'another organisation',
      'foreign-account',
    ],
    ['without a tenant', { tenantId: '' }, 'another organisation', 'foreign-account'],
    ['without an object id', { aadObjectId: '' }, 'another organisation', 'foreign-account'],
    ['of a guest by the role', { userRole: 'guest' }, 'guest', 'guest-account'],
    ['of a guest by the name', { userPrincipalName: 'dana_x.test#EXT#@vet.onmicrosoft.com' }, 'guest', 'guest-account'],
  ])('%s does nothing, whatever address it shows', async (_what, said, words, outcome) => {
    put({ ...DANAS, ...said });
    expect(await typed('dana')).toContain(words);
    const last = (await desk.allEvents()).findLast(({ action }) => action === 'desk.use');
    expect(last).toMatchObject({ outcome, actor: 'unknown' });
  });

  it('decides nothing from a card in the directors’ channel', async () => {
    await desk.meet('rita');
    const id = await desk.ask();
    put({ ...DANAS, tenantId: 'another-tenant' });
    const [card] = desk.connector.messages('channel-directors').filter(({ text }) => text.includes(id));
    const answered = await desk.teams.act('dana', card ?? { conversation: '', id: '' }, 'deny', { id });
    expect(answered.text).toContain('another organisation');
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });

  it('counts within a minute for somebody who is gone from the tenant', async () => {
    await desk.meet('rita', 'dana');
    const id = await desk.ask();
    desk.connector.remove('dana');
    desk.clock.advanceMs(60_000);
    const [card] = desk.connector.messages('channel-directors').filter(({ text }) => text.includes(id));
    const values = { id, recordingId: '', from: '0:02', to: '0:05', days: '7', mode: 'listen' };
    await desk.teams.submit('dana', card ?? { conversation: '', id: '' }, 'approve', values);
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });
});

describe('a second account, a changed address, an imitated name', () => {
  it('holds a second account on a director’s address until the DPO confirms it, and then uses it alone', async () => {
    await desk.meet('rita', 'dana', 'priya');
    put({ id: 'dana-too', name: 'Dana D.', email: DANA });
    expect(await typed('dana-too')).toContain('has been asked');
    expect(question('priya').text).toContain('object-of-dana-too');
    for (const user of ['rita', 'dana-too', 'dana'])
      expect((await press(user, 'priya', 'confirm-account')).text).toMatch(
        /This account is not confirmed|Not yours to do/,
      );
    expect((await press('priya', 'priya', 'confirm-account')).text).toContain('Yes, it is theirs, said Priya Patel');
    await desk.settled();
    const before = desk.connector.messages(chatOf('dana')).length;
    await desk.ask({ purpose: 'disciplinary' });
    expect(desk.connector.messages(chatOf('dana-too')).at(-1)?.text).toContain('Disciplinary');
    expect(desk.connector.messages(chatOf('dana'))).toHaveLength(before);
  });

  it('holds an account whose address has become another person’s, whatever its id in the chat', async () => {
    await desk.meet('priya', 'tom', 'dana');
    put({ id: 'tom', name: 'Tom Tate', email: DANA });
    expect(await typed('tom')).toContain('has been asked');
    expect(question('priya').text).toContain('Address before');
  });

  it('holds whoever takes the name of somebody with a role', async () => {
    await desk.meet('priya');
    put({ id: 'rita', name: 'Priуa Patel', email: RITA });
    expect(await typed('rita')).toContain('has been asked');
  });

  it('asks a director about the DPO’s own account', async () => {
    await desk.meet('priya', 'david');
    put({ id: 'priya-too', name: 'Priya P.', email: PRIYA });
    await typed('priya-too');
    expect((await press('priya', 'david', 'confirm-account')).text).toContain('Nobody says it of their own');
    expect((await press('david', 'david', 'refuse-account')).text).toContain('No, it is not theirs, said David Drake');
    expect(await typed('priya-too')).toContain('It was decided that this account does not belong');
  });

  it('knows an account of before by its chat id, and pins it by its object id from then on', async () => {
    await desk.desk.uow.run(({ people }) =>
      people.bind(buildAccount(DANA, { platform: 'teams', userId: 'dana', address: null })),
    );
    expect(await typed('dana')).not.toContain('has been asked');
    const accounts = await desk.desk.uow.read(({ people }) => people.bindingsOf(DANA));
    expect(accounts.map(({ userId }) => userId)).toEqual(['object-of-dana']);
  });
});
