import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NAMES } from '../../builders.ts';
import { startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

let desk: TeamsDesk;

beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.meet('rita', 'dana', 'priya');
});

afterAll(() => desk.stop());

const newest = (user: string) => {
  const message = desk.connector.messages(chatOf(user)).at(-1);
  if (!message?.card) throw new Error('No card');
  return { ...message, card: message.card };
};

/** What pressing a button of a card sends: what it brings along, with this typed in the inputs. */
const dataOf = (card: { readonly actions?: readonly object[] }, title: string, typed: object = {}): object => {
  const action = (card.actions ?? []).find((each) => (each as { title?: string }).title === title) as
    | { data: object }
    | undefined;
  if (!action) throw new Error(`No button ${title}`);
  return { ...action.data, ...typed };
};

const LINE = 'yesterday 3.10pm ext 204 01632 960123 Mrs Alder complaint about a bill';

describe('what is typed to the desk in somebody’s own chat on Teams', () => {
  it('is a request after one press, when the line says all', async () => {
    await desk.teams.type('rita', LINE);
    const understood = newest('rita');
    expect(understood.text).toContain('I understood: a call on Mon 23 Nov 2026, at about 15:10, on extension 204');
    expect(understood.text).not.toContain('Input.');
    const sent = await desk.teams.act('rita', understood, 'request', dataOf(understood.card, 'Send'));
    expect(sent.text).toContain('is on its way');
    await desk.settled();
  });

  it.each([
    [
      'I need to hear the call with Mrs Alder yesterday afternoon about her bill',
      'I understood: a call on Mon 23 Nov 2026, between 12:00 and 18:00, with Mrs Alder. Why: “about her bill”.',
    ],
    ['somebody just read out their card number, delete it', 'Delete a call with card details'],
    ['status of my request?', 'My requests'],
    ['her card is 4111 1111 1111 1111', 'Delete the message you just sent'],
  ])('%j is answered with %j', async (typed, said) => {
    await desk.teams.type('rita', typed);
    expect(newest('rita').text).toContain(said);
  });

  it('keeps what was understood when something is changed, and when a purpose needs more', async () => {
    await desk.teams.type('rita', LINE);
    const understood = newest('rita');
    const whole = await desk.teams.act('rita', understood, 'request', dataOf(understood.card, 'Change something'));
    expect(whole.text).toContain('"value":"15:10"');
    expect(whole.text).toContain('"value":"complaint about a bill"');
    if (!whole.card) throw new Error('No card');
    const typed = {
      purpose: 'legal',
      reason: 'A letter has come',
      date: '2026-11-23',
      time: '15:10',
      number: '01632 960123',
    };
    const asked = await desk.teams.act('rita', understood, 'request', dataOf(whole.card, 'Send', typed));
    expect(asked.text).toContain('"id":"reference"');
    expect(asked.text).toContain('Not sent yet. Look at what stands in red above');
    expect(asked.text).toContain('A letter has come');
  });

  it('keeps what was typed in the short form when something else is changed, though what is required is empty', async () => {
    await desk.teams.type('rita', 'I need to hear the call with Mrs Alder yesterday afternoon about her bill');
    const understood = newest('rita');
    expect(understood.text).toContain('"id":"purpose"');
    // The client would not send a form whose required input is empty.
    expect(understood.text).not.toContain('isRequired');
    expect(
      understood.card.actions?.find((each) => (each as { title?: string }).title === 'Change something'),
    ).toMatchObject({ associatedInputs: 'auto' });
    const typed = { extension: '204', purpose: '' };
    const whole = await desk.teams.act(
      'rita',
      understood,
      'request',
      dataOf(understood.card, 'Change something', typed),
    );
    expect(whole.text).toContain('"value":"204"');
    expect(whole.text).toContain('"value":"Mrs Alder"');
    const short = await desk.teams.act('rita', understood, 'request', dataOf(understood.card, 'Send', typed));
    expect(short.text).toContain('Choose why the call needs to be heard');
  });

  it('blanks the digits of a card number and keeps the rest of what was typed', async () => {
    await desk.teams.type('rita', '/request-recording');
    const form = newest('rita');
    const answered = await desk.teams.submit('rita', form, 'request', {
      id: 'new',
      shown: 'all',
      purpose: 'complaint',
      reason: 'She read out 4111 1111 1111 1111 and was charged twice',
      date: '2026-11-23',
    });
    expect(answered.text).toContain('She read out •••• •••• •••• •••• and was charged twice');
    expect(answered.text).not.toContain('4111');
  });

  it('is taken from a message somebody wrote in a channel, and answered in the person’s own chat alone', async () => {
    const answer = await desk.teams.actOnMessage(
      'rita',
      '<p>Mrs Alder rang <b>yesterday at 3.10pm</b> on 01632 960123 &amp; complained</p>',
    );
    expect(answer).toContain('stands in your own chat');
    expect(answer).not.toContain('Alder');
    expect(newest('rita').text).toContain('01632 960123');
    const before = desk.connector.messages(chatOf('rita')).length;
    expect(await (await desk.teams.again()).text()).toContain('stands in your own chat');
    expect(desk.connector.messages(chatOf('rita'))).toHaveLength(before);
  });

  it('is refused in words to whoever may not use the desk, or has not opened it, and to nobody else', async () => {
    expect(JSON.parse(await desk.teams.actOnMessage('tom', '<p>A call</p>'))).toMatchObject({
      task: { type: 'message', value: expect.stringContaining('Open the chat with Recording Desk once') },
    });
    const bob = { id: 'bob', name: 'Bob', email: 'bob@example.com' };
    await desk.meet('bob');
    expect(await desk.teams.actOnMessage('bob', '<p>A call</p>')).toContain('stands in your own chat');
    desk.connector.put({ ...bob, userRole: 'guest' });
    expect(JSON.parse(await desk.teams.actOnMessage('bob', '<p>A call</p>'))).toMatchObject({
      task: { type: 'message', value: expect.stringContaining('guest') },
    });
    expect(desk.connector.messages(chatOf('tom'))).toEqual([]);
  });

  it('asks for staff by name, and takes whom the client’s own list of people gives', async () => {
    await desk.teams.type('rita', '/request-recording');
    expect(newest('rita').text).toContain('"dataset":"graph.microsoft.com/users"');
    const id = await desk.ask({ staff: 'dana@example.com' });
    expect((await desk.request(id)).ask.parties).toEqual({ kind: 'known', names: 'Dana Drew, Mrs Alder' });
  });
});

describe('each message on Teams', () => {
  it('has a preview that says what it is and names nobody', async () => {
    await desk.ask();
    const all = ['chat-rita', 'chat-dana', 'chat-priya', 'channel-directors'].flatMap((place) =>
      desk.connector.messages(place),
    );
    expect(all.length).toBeGreaterThan(5);
    for (const message of all) {
      const { summary = '' } = JSON.parse(message.text) as { readonly summary?: string };
      expect(summary).not.toBe('');
      for (const name of [...Object.values(NAMES), 'Alder', '960123']) expect(summary).not.toContain(name);
    }
  });
});
