import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMinutes } from '../../../src/kernel/time.ts';
import type { SentActivity } from '../../fakes/teamsConnector.ts';
import { callOn, deliver, minutesAgo, ordersOf, storedIn } from '../../support/ordersDesk.ts';
import { everythingKept } from '../../support/tables.ts';
import { DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';

let desk: TeamsDesk;

beforeAll(async () => {
  desk = await startTeamsDesk({ calls: [] });
  await desk.meet('rita', 'tom', 'priya');
});

/** What one test orders means nothing of the next one's. */
beforeEach(() => desk.clock.advanceMs(30 * 60_000));

afterAll(async () => {
  expect(await desk.desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

const newest = (user: string, words: string): SentActivity => {
  const card = desk.connector.messages(`chat-${user}`).findLast(({ text }) => text.includes(words));
  if (!card) throw new Error(`No card of ${user}’s says “${words}”`);
  return card;
};

/** Opens the form by the command; gives the message it stands in. */
async function openForm(user: string, line = '/card-payment'): Promise<SentActivity> {
  await desk.teams.type(user, line);
  return newest(user, 'Delete a call with card details');
}

const send = (user: string, form: SentActivity, values: Readonly<Record<string, string>>) =>
  desk.teams.submit(user, form, 'card-payment', { id: 'new', whenKind: 'now', date: '', time: '', ...values });

describe('/card-payment in Teams', () => {
  it('answers the form in place, and leaves receipts with the receptionist and the DPO', async () => {
    await deliver(desk, callOn('204', minutesAgo(desk, 5)));
    const form = await openForm('rita');
    expect(form.text).toContain('"value":"204"');
    const answered = await send('rita', form, { extension: '204' });
    expect(answered.text).toContain('The call is being deleted');
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
    expect(newest('rita', 'Deletion of a call').text).toContain('Deleted for good: 1 recording.');
    const notice = newest('priya', 'A call was reported for deletion').text;
    expect(notice).toContain('Deleted for good: 1 recording.');
    expect(notice).toContain('Rita Reed');
    // Opened again, the chat must not offer the form a second time.
    const after = desk.connector.messages('chat-rita').find(({ id }) => id === form.id);
    expect(after?.text).not.toContain('"submit":true');
  });

  it('counts the same form once, however often it is sent', async () => {
    const before = (await ordersOf(desk)).length;
    const form = await openForm('rita');
    await send('rita', form, { extension: '204' });
    expect((await send('rita', form, { extension: '204' })).text).toContain('it counted once');
    expect(await ordersOf(desk)).toHaveLength(before + 1);
  });

  it('acts at once on “now”, and finds out the extension by who types', async () => {
    const call = callOn('207', minutesAgo(desk, 2));
    await deliver(desk, call);
    await desk.teams.type('tom', 'card payment now');
    await desk.settled();
    expect(await storedIn(desk)).not.toContain(call.name);
    expect(newest('tom', 'Deletion of a call').text).toContain('Deleted for good: 1 recording.');
  });

  it('wants a tick for somebody else’s extension, on the same card, which then takes it', async () => {
    const call = callOn('207', minutesAgo(desk, 2));
    await deliver(desk, call);
    const form = await openForm('rita');
    const asked = await send('rita', form, { extension: '207' });
    expect(asked.text).toContain('Nothing is deleted yet: the extension is not your own.');
    const tick = /"id":"(sure-[0-9a-f]+)"/.exec(JSON.stringify(asked))?.[1] ?? 'no tick';
    await desk.settled();
    expect(await storedIn(desk)).toContain(call.name);

    await send('rita', form, { extension: '207', [tick]: 'true' });
    await desk.settled();
    expect(await storedIn(desk)).not.toContain(call.name);
    expect(newest('priya', 'A call was reported for deletion').text).toContain(
      'Extension 207 is not Rita Reed’s own: it is that of Tom Tate.',
    );
  });

  it('is not taken in a channel: it points to the person’s own chat, and deletes nothing', async () => {
    const before = (await ordersOf(desk)).length;
    const call = callOn('204', minutesAgo(desk, 2));
    await deliver(desk, call);
    await desk.teams.typeInChannel('rita', DIRECTORS, '/card-payment now');
    expect(desk.connector.messages(`${DIRECTORS};messageid=1`).at(-1)?.text).toContain('Please use your own chat');
    const sent = await desk.teams.submit('rita', { conversation: DIRECTORS, id: 'm-1' }, 'card-payment', {
      id: 'new',
      extension: '204',
      whenKind: 'now',
    });
    expect(sent.text).toContain('Please use your own chat');
    await desk.settled();
    expect(await ordersOf(desk)).toHaveLength(before);
    expect(await storedIn(desk)).toContain(call.name);
  });

  it('refuses a payment card number, and keeps it nowhere', async () => {
    const before = (await ordersOf(desk)).length;
    await desk.teams.type('rita', '/card-payment now 4111 1111 1111 1111');
    const said = newest('rita', 'payment card number');
    expect(said.text).toContain('Delete the message you just sent');
    const form = { ...said, text: (await desk.teams.act('rita', said, 'card-payment', { id: 'new' })).text };
    expect(form.text).toContain('Delete a call with card details');
    const sent = await send('rita', form, { extension: '5555-5555-5555-4444' });
    expect(sent.text).toContain('Card numbers must never be typed here');
    await desk.settled();
    expect(await ordersOf(desk)).toHaveLength(before);
    for (const text of [
      everythingKept(desk.databaseFile),
      desk.log.text(),
      sent.text,
      JSON.stringify(desk.connector.messages('chat-rita')),
    ])
      expect(text).not.toMatch(/4111.?1111|5555.?5555/);
  });

  it('shows the report of the deletion to nobody but who gave it and the DPO', async () => {
    for (const place of ['chat-tom', DIRECTORS])
      expect(desk.connector.messages(place).filter(({ text }) => text.includes('Rita Reed'))).toEqual([]);
  });

  it('leaves alone what began after it', async () => {
    await desk.teams.type('rita', '/card-payment now');
    const call = callOn('204', addMinutes(desk.clock.now(), 1));
    await deliver(desk, call);
    expect(await storedIn(desk)).toContain(call.name);
  });
});
