import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RITA } from '../../builders.ts';
import { encode, postSigned } from '../../demo/slack/signed.ts';
import { FILLED, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { until } from '../../support/until.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startSlackDesk();
});

afterAll(() => desk.stop());

const now = (): number => Math.floor(Date.now() / 1000);

async function typed(text: string, options: Partial<Parameters<typeof postSigned>[3]> = {}): Promise<Response> {
  const { body, contentType } = encode(
    'slash_commands',
    await desk.slack.commandPayload(RITA, '/recordings-help', text),
  );
  return postSigned(desk.slack.events, body, contentType, { secret: desk.slack.secret, ...options });
}

describe('the route Slack sends to', () => {
  it('refuses a forged signature, and writes nothing of the body down', async () => {
    const before = desk.slack.proxy.calls.length;
    expect((await typed('Mrs Alder of Elm Road', { secret: 'guessed' })).status).toBe(401);
    expect((await typed('Mrs Alder of Elm Road', { headers: { 'x-slack-signature': '' } })).status).toBe(401);
    expect(desk.slack.proxy.calls.length).toBe(before);
    expect(desk.log.text()).not.toContain('Alder');
  });

  it.each([
    { age: 290, status: 200 },
    { age: 310, status: 401 },
  ])('answers $status to a request signed $age seconds ago', async ({ age, status }) => {
    expect((await typed('', { timestamp: now() - age })).status).toBe(status);
  });

  it('refuses a signature without its timestamp', async () => {
    expect((await typed('', { headers: { 'x-slack-request-timestamp': 'soon' } })).status).toBe(401);
  });

  it('refuses five megabytes, and a body cut short by nobody still gets an answer afterwards', async () => {
    const huge = await postSigned(desk.slack.events, 'Alder '.repeat(900_000), 'application/json', {
      secret: desk.slack.secret,
    }).then(
      ({ status }) => status,
      () => 413, // the connection may end while the rest is still being sent
    );
    expect(huge).toBe(413);
    expect(desk.log.text()).not.toContain('Alder');
    expect((await typed('')).status).toBe(200);
  });

  it('answers what is no form and no JSON with 400', async () => {
    const answer = await postSigned(desk.slack.events, '{"half":', 'application/json', { secret: desk.slack.secret });
    expect(answer.status).toBe(400);
  });

  it('answers Slack’s question whether the address is the desk’s', async () => {
    const answer = await postSigned(
      desk.slack.events,
      JSON.stringify({ type: 'url_verification', challenge: 'a1b2' }),
      'application/json',
      { secret: desk.slack.secret },
    );
    expect(await answer.json()).toEqual({ challenge: 'a1b2' });
  });

  it('opens one form when Slack sends a command again', async () => {
    const { body, contentType } = encode('slash_commands', await desk.slack.commandPayload(RITA, '/request-recording'));
    const send = (headers = {}) =>
      postSigned(desk.slack.events, body, contentType, { secret: desk.slack.secret, headers });
    await send();
    await send({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' });
    await desk.slack.modal(RITA);
    const trigger = new URLSearchParams(body).get('trigger_id');
    const opened = desk.slack.proxy.calls.filter((call) => call.body.trigger_id === trigger);
    expect(opened).toHaveLength(1);
  });

  it('answers once when Slack sends an event again', async () => {
    const payload = {
      type: 'event_callback',
      team_id: 'T000000001',
      event_id: 'EvTwice',
      event: {
        type: 'app_mention',
        user: desk.slack.emulator.userIds[RITA],
        channel: desk.slack.emulator.channelIds.directors,
        text: 'hello',
        ts: '1.1',
      },
    };
    const { body, contentType } = encode('events_api', payload);
    for (const retry of ['0', '1', '2'])
      await postSigned(desk.slack.events, body, contentType, {
        secret: desk.slack.secret,
        headers: { 'x-slack-retry-num': retry },
      });
    const said = () => desk.slack.proxy.calls.filter(({ method }) => method === 'chat.postEphemeral');
    await until('the answer', () => said().length > 0);
    await desk.ask(RITA); // by now a second answer would have been given
    expect(said()).toHaveLength(1);
  });

  it('counts a press that comes twice as one', async () => {
    const id = await desk.ask(RITA, FILLED);
    const payload = await desk.slack.pressPayload(RITA, await desk.card(id, 'requester'), 'withdraw');
    await Promise.all([desk.slack.deliver('interactive', payload), desk.slack.deliver('interactive', payload)]);
    await until('the withdrawal', async () => (await desk.request(id)).state === 'withdrawn');
    await desk.ask(RITA);
    expect((await desk.events(id)).filter(({ action }) => action === 'request.withdraw')).toHaveLength(1);
  });

  it('leaves alone what it does not know', async () => {
    const unknown = await desk.slack.deliver('interactive', { type: 'view_closed', user: {} });
    expect([200, 404]).toContain(unknown.status);
    expect((await typed('')).status).toBe(200);
  });
});
