import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDesk } from '../../../src/app/start.ts';
import { startTestDesk } from '../../support/desk.ts';
import { DIRECTORS, GOOD_FORM, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf, teamsSender } from '../../support/teamsSender.ts';

describe('the route Teams sends to', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk();
    await desk.meet('rita', 'dana', 'david', 'priya');
  });

  afterAll(() => desk.stop());

  it('answers a message sent twice once', async () => {
    const before = desk.connector.messages(chatOf('rita')).length;
    await desk.teams.type('rita', '/my-requests');
    await desk.teams.again();
    expect(desk.connector.messages(chatOf('rita'))).toHaveLength(before + 1);
  });

  it('raises one request when the same form is sent twice', async () => {
    await desk.teams.type('rita', 'request-recording');
    const form = desk.connector.messages(chatOf('rita')).at(-1);
    if (!form) throw new Error('No form');
    const first = await desk.teams.submit('rita', form, 'request', { id: 'new', ...GOOD_FORM });
    const second = await desk.teams.submit('rita', form, 'request', { id: 'new', ...GOOD_FORM });
    expect(first.text).toContain('is on its way');
    expect(second.text).toContain('has been sent already');
  });

  it('refuses another tenant', async () => {
    const answered = await desk.teams.type('rita', '/my-requests', {
      conversation: { id: chatOf('rita'), conversationType: 'personal', tenantId: 'another' },
    });
    expect(answered.status).toBe(403);
  });

  it('refuses a body of five megabytes, and logs nothing of it', async () => {
    const answered = await fetch(`${desk.url}/api/messages`, {
      method: 'POST',
      body: JSON.stringify({ type: 'message', text: 'secret'.repeat(900_000) }),
    });
    expect(answered.status).toBe(413);
    expect(desk.log.text()).not.toContain('secretsecret');
  });

  it('refuses what is not an activity', async () => {
    const post = (body: string, type: string) =>
      fetch(`${desk.url}/api/messages`, { method: 'POST', headers: { 'content-type': type }, body });
    for (const body of ['', 'nonsense', '[]', '{}', '{"type":"message"}'])
      expect((await post(body, 'application/json')).status, body).toBe(400);
    expect((await post('{}', 'text/plain')).status).toBe(415);
  });

  it('understands commands with and without the slash and the mention, and points from a channel to the own chat', async () => {
    for (const text of ['/my-requests', 'my requests', 'My-Requests', '<at>Recording Desk</at> /my-requests']) {
      await desk.teams.type('rita', text);
      expect(desk.connector.messages(chatOf('rita')).at(-1)?.text, text).toContain('Your requests');
    }
    await desk.teams.typeInChannel('rita', 'channel-general', '/request-recording 01632 960123');
    const [answer] = desk.connector.messages('channel-general;messageid=1');
    expect(answer?.text).toContain('your own chat');
    expect(answer?.text).not.toContain('960123');
  });

  it('binds the DPO’s channel for a DPO, and for neither a director nor a receptionist', async () => {
    await desk.teams.typeInChannel('rita', 'channel-dpo', 'use this channel for dpo');
    expect(await desk.desk.uow.read((s) => s.channels.bindingsOf('dpo'))).toEqual([]);
    await desk.teams.typeInChannel('dana', 'channel-dpo', 'use this channel for dpo');
    expect(await desk.desk.uow.read((s) => s.channels.bindingsOf('dpo'))).toEqual([]);
    await desk.teams.typeInChannel('priya', 'channel-dpo', 'use this channel for dpo');
    const [bound] = await desk.desk.uow.read((s) => s.channels.bindingsOf('dpo'));
    expect(bound?.address).toContain('"channel-dpo"');
  });

  it('alerts the DPO in their chat and channel of a subject access request and a police request', async () => {
    for (const [command, verb] of [
      ['/subject-access', 'subject-access'],
      ['/police-request', 'police'],
    ] as const) {
      await desk.teams.type('rita', command);
      const form = desk.connector.messages(chatOf('rita')).at(-1);
      const values = {
        id: 'new',
        from: 'Mr Farrow',
        receivedOn: '2026-11-24',
        channel: 'email',
        details: `All calls (${verb})`,
      };
      await desk.teams.submit('rita', form ?? { conversation: '', id: '' }, verb, values);
      await desk.settled();
      expect(desk.connector.messages(chatOf('priya')).at(-1)?.text).toContain(`All calls (${verb})`);
      const inChannel = desk.connector.messages('channel-dpo').at(-1)?.text;
      expect(inChannel).toMatch(/Subject access request S-|Police request P-/);
      // Police requests are confidential from the start; their details stand in the DPO's own chat alone.
      expect(inChannel?.includes(`All calls (${verb})`)).toBe(verb === 'subject-access');
    }
  });

  it('refuses a payment card number in any input and keeps it nowhere', async () => {
    const fields = ['reason', 'number', 'parties', 'askedBy', 'reference', 'extension'];
    for (const field of fields) {
      await desk.teams.type('rita', '/request-recording');
      const form = desk.connector.messages(chatOf('rita')).at(-1);
      const typed = { id: 'new', ...GOOD_FORM, [field]: 'pay 4111 1111-1111 1111' };
      const answered = await desk.teams.submit('rita', form ?? { conversation: '', id: '' }, 'request', typed);
      expect(answered.text, field).toContain('payment card number');
      expect(answered.text, field).not.toContain('1111');
    }
    await desk.teams.type('rita', '/request-recording ext 204 5555555555554444 bill');
    const answer = desk.connector.messages(chatOf('rita')).at(-1);
    expect(answer?.text).toContain('payment card number');
    expect(answer?.text).not.toContain('5555');
    expect(desk.log.text()).not.toMatch(/1111|5555/);
  });

  it('shows hostile text literally', async () => {
    const reason = 'bill <!channel> ${x} *md* [a](http://x) \u202Eevil\u202C 🐶';
    const id = await desk.ask({ reason });
    const card = desk.connector.messages(DIRECTORS).at(-1);
    expect(card?.text).toContain('${x}');
    expect(card?.text).toContain(id);
    const escaped = JSON.stringify(card?.card?.body);
    expect(escaped).toContain('*md*');
  });

  it('waits when Teams asks it to, keeps the order, and loses nothing', async () => {
    desk.connector.refuse(DIRECTORS, 429, 1, { headers: { 'retry-after': '7' } });
    desk.connector.refuse(DIRECTORS, 500, 1);
    const first = await desk.ask();
    const second = await desk.ask();
    expect(desk.connector.messages(DIRECTORS).some((m) => m.text.includes(first))).toBe(false);
    await desk.later(6_000);
    expect(desk.connector.messages(DIRECTORS).some((m) => m.text.includes(first))).toBe(false);
    await desk.later(2_000);
    await desk.later(5_000);
    const texts = desk.connector.messages(DIRECTORS).map((m) => m.text);
    const at = (id: string) => texts.findIndex((text) => text.includes(id));
    expect(at(first)).toBeGreaterThan(-1);
    expect(at(second)).toBeGreaterThan(at(first));
    expect(await desk.waiting()).toBe(0);
  });

  it('names somebody Teams does not let it write to on the others’ cards, and writes to them once they open the desk', async () => {
    desk.connector.refuse(chatOf('david'), 403, 1);
    const id = await desk.ask({ purpose: 'legal', reference: 'SOL/1' });
    await desk.settled();
    const danas = desk.connector.messages(chatOf('dana')).findLast((m) => m.text.includes(id));
    expect(danas?.text).toContain('David Drake');
    desk.clock.advanceMs(2 * 3_600_000);
    await desk.meet('david');
    await desk.settled();
    expect(desk.connector.messages(chatOf('david')).some((m) => m.text.includes(id))).toBe(true);
  });
});

describe('signing in', () => {
  it('refuses requests without Microsoft’s signature when an app id is set', async () => {
    const desk = await startTestDesk({
      settings: { teams: { appId: 'app', appPassword: 'secret', appType: 'SingleTenant', tenantId: 'tenant' } },
    });
    try {
      const plain = await teamsSender(desk.url, 'http://127.0.0.1:9/').type('rita', 'help');
      expect(plain.status).toBe(401);
      const forged = { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJtZSJ9.' };
      expect((await teamsSender(desk.url, 'http://127.0.0.1:9/', forged).type('rita', 'help')).status).toBe(401);
    } finally {
      await desk.stop();
    }
  });

  it('does not start without an app id except on loopback', async () => {
    const teams = { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: 'tenant' } as const;
    await expect(startDesk({ host: '0.0.0.0', teams } as never)).rejects.toThrow('MICROSOFT_APP_ID');
  });
});
