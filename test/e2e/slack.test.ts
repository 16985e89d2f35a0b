import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DANA, DAVID, PRIYA, RITA } from '../builders.ts';
import { hearAll, openLink, range } from '../support/playback.ts';
import { namesIn } from '../support/recordings.ts';
import { FILLED, noiseBetween, released, type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { filledIn, inputsOf, labelsOf, type SlackMessage, wordsOf } from '../support/slackShapes.ts';
import { until } from '../support/until.ts';

/** What only those who decide may know of a call: when it began to the minute is asked for, the rest is not. */
const OF_THE_RECORDING = /incoming call|20 s|goes tonight|in the night to|rec-[0-9a-f]{24}|\.wav/;

/** Messages that were edited to what they showed already, over all that was sent. */
function editedToTheSame({ slack }: SlackDesk): readonly string[] {
  const shown = new Map<string, string | undefined>();
  return slack.proxy.calls.flatMap(({ method, body, answer }) => {
    if (answer?.ok !== true || (method !== 'chat.postMessage' && method !== 'chat.update')) return [];
    const ts = String(answer.ts);
    const same = method === 'chat.update' && shown.get(ts) === body.blocks;
    shown.set(ts, body.blocks);
    return same ? [ts] : [];
  });
}

describe.each([
  { way: 'over HTTP', socketMode: false },
  { way: 'in Socket Mode', socketMode: true },
])('the main job in Slack $way', ({ socketMode }) => {
  let desk: SlackDesk;

  beforeAll(async () => {
    desk = await startSlackDesk({ socketMode });
  });

  afterAll(async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
    expect(editedToTheSame(desk)).toEqual([]);
    await desk.stop();
  });

  const words = (messages: readonly SlackMessage[]): string => messages.map(wordsOf).join('\n');

  it('goes from a typed line to the part agreed on in the requester’s ears', async () => {
    await desk.slack.command(
      RITA,
      '/request-recording',
      'yesterday 3.10pm ext 210 01632 960123 complaint about a bill',
    );
    const understood = await desk.slack.modal(RITA);
    await desk.slack.pressInView(RITA, understood, 'request');
    const form = await desk.slack.redrawn(RITA, understood);
    expect(filledIn(form)).toMatchObject({
      purpose: 'complaint',
      reason: 'complaint about a bill',
      date: '2026-11-23',
      time: '15:10',
      extension: '210',
      number: '01632 960123',
    });
    const sent = await desk.slack.submit(RITA, form, { parties: 'Mrs Alder' });
    const id = sent.kind === 'view' ? (/R-[0-9A-Z]{7}/.exec(wordsOf(sent.view))?.[0] ?? '') : '';
    await desk.settled();

    const asked = await desk.card(id, 'approver', 'directors');
    expect(labelsOf(asked)).toEqual(['Approve', 'Hear it first', 'Deny', 'Ask a question']);
    expect(wordsOf(asked)).toContain(
      'Mon 23 Nov 2026, 15:10: at the time given, extension 210, incoming call, 01632 960123, 20 s',
    );
    expect(labelsOf(await desk.card(id, 'requester', RITA))).toEqual(['Withdraw this request']);
    expect(words(await desk.slack.chat(RITA))).not.toMatch(OF_THE_RECORDING);

    expect(filledIn(await desk.open(DANA, asked, 'Approve'))).toMatchObject({ from: '0:00', to: '', days: '1' });
    const [link = ''] =
      /http[^"]+\/page\/[\w-]+/.exec(JSON.stringify(await desk.open(DANA, asked, 'Hear it first'))) ?? [];
    const before = await openLink(link);
    expect(await hearAll({ ...before, audio: `${before.page}/call` })).toEqual(noiseBetween(0, 20_000));
    const chosen = await fetch(`${before.page}/spans`, {
      method: 'POST',
      headers: { cookie: before.cookie },
      body: JSON.stringify({ spans: [{ fromMs: 2_000, toMs: 5_000 }], nothing: false }),
    });
    expect(chosen.status).toBe(200);
    const step = await desk.open(DANA, asked, 'Approve');
    expect(filledIn(step)).toMatchObject({ from: '0:02', to: '0:05', days: '1', mode: 'listen' });
    expect(await desk.slack.submit(DANA, step, { days: '3' })).toEqual({ kind: 'closed' });
    expect((await fetch(before.page, { headers: { cookie: before.cookie } })).status).toBe(403);
    await desk.settled();

    const decided = await desk.card(id, 'approver', 'directors');
    expect(decided.ts).toBe(asked.ts);
    expect(labelsOf(decided)).toEqual([]);
    expect(wordsOf(decided)).toContain('Dana Drew (director) agreed');
    expect(wordsOf(decided)).toContain('0:02 to 0:05, listen only, for 3 days');
    expect(labelsOf(await desk.card(id, 'requester', RITA))).toEqual(['Listen']);
    expect(words(await desk.slack.chat(RITA))).not.toMatch(OF_THE_RECORDING);

    const opened = await openLink(await desk.listen(RITA, id));
    expect(await hearAll(opened)).toEqual(noiseBetween(2_000, 5_000));
    expect((await desk.events(id)).map(({ action, outcome }) => `${action}: ${outcome}`)).toEqual([
      'request.submit: ok',
      'request.hear-first: ok',
      'page.open: ok',
      'hearing.play: ok',
      'request.choose-part: ok',
      'request.approve: ok',
      'clip.cut: ok',
      'link.mint: ok',
      'clip.open: ok',
      'clip.play: ok',
    ]);
  });

  it('takes one line and four presses in Slack from wish to link, in at most twelve calls', async () => {
    const before = desk.slack.proxy.calls.length;
    const line = 'yesterday 3.10pm ext 210 01632 960123 complaint about a bill';
    await desk.slack.command(RITA, '/request-recording', line);
    const understood = await desk.slack.modal(RITA);
    expect(inputsOf(understood)).toEqual([]);
    expect(wordsOf(understood)).toContain('Mon 23 Nov 2026, at about 15:10');
    const sent = await desk.slack.submit(RITA, understood, {});
    const id = sent.kind === 'view' ? (/R-[0-9A-Z]{7}/.exec(wordsOf(sent.view))?.[0] ?? '') : '';
    await desk.settled();
    await desk.approve(DANA, await desk.card(id, 'approver', 'directors'));
    const link = await desk.listen(RITA, id);
    expect(await hearAll(await openLink(link))).toHaveLength(20 * 8_000);
    expect((await desk.told(id, RITA)).join()).toContain('Ready: you may listen until');
    const calls = desk.slack.proxy.calls.slice(before);
    expect(calls.length).toBeLessThanOrEqual(12);
  });

  it('asks a director and the Data Protection Officer, each in their own chat, for a legal enquiry', async () => {
    const id = await desk.ask(RITA, { purpose: 'legal', reference: 'Claim 2026/114' });
    const audiences = (await desk.cards(id)).map(({ post }) => post.audience);
    expect(audiences.some(({ kind }) => kind === 'channel')).toBe(false);

    const stale = await desk.card(id, 'approver', DAVID);
    await desk.approve(DANA, await desk.card(id, 'approver', DANA), { from: '0:02', to: '0:10', days: '3' });
    expect((await desk.request(id)).state).toBe('awaiting-approval');
    const hers = await desk.card(id, 'approver', DANA);
    expect(labelsOf(hers)).toEqual([]);
    expect(wordsOf(hers)).toContain(
      'You have agreed. Nothing is left for you to do: the Data Protection Officer decides.',
    );
    expect(labelsOf(await desk.card(id, 'approver', DAVID))).toEqual(['Deny']);
    expect(wordsOf(await desk.card(id, 'requester', RITA))).toContain('1 of 2 agreed so far');
    const late = await desk.open(DAVID, stale, 'Approve');
    expect(wordsOf(late)).toContain('somebody in your role has agreed already');

    const wider = await desk.approve(PRIYA, await desk.card(id, 'approver', PRIYA), { from: '0:01' });
    expect(wider).toMatchObject({ kind: 'errors', errors: { from: expect.stringContaining('not widen it') } });
    await desk.approve(PRIYA, await desk.card(id, 'approver', PRIYA), { from: '0:04', days: '1' });

    expect(await hearAll(await openLink(await desk.listen(RITA, id)))).toEqual(noiseBetween(4_000, 10_000));
    for (const audience of [DANA, DAVID]) expect(labelsOf(await desk.card(id, 'approver', audience))).toEqual([]);
    expect(labelsOf(await desk.card(id, 'approver', PRIYA))).toEqual(['Stop access']);
  });

  it('puts a question to the requester and waits for the answer', async () => {
    const id = await desk.ask(RITA);
    const question = await desk.open(DANA, await desk.card(id, 'approver', 'directors'), 'Ask a question');
    await desk.slack.submit(DANA, question, { question: 'Which part of the bill?' });
    await desk.settled();
    expect((await desk.request(id)).state).toBe('awaiting-answer');

    const mine = await desk.card(id, 'requester', RITA);
    expect(wordsOf(mine)).toContain('Which part of the bill?');
    await desk.slack.submit(RITA, await desk.open(RITA, mine, 'answer'), { answer: 'The second tooth.' });
    await desk.settled();
    expect(wordsOf(await desk.card(id, 'approver', 'directors'))).toContain('The second tooth.');
    // Whoever asked reads it in the thread of the card: a changed card tells nobody.
    expect((await desk.told(id, 'directors')).join()).toContain('Rita Reed has answered');
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });

  it('tells the requester why not, and leaves no button', async () => {
    const id = await desk.ask(RITA);
    const step = await desk.open(DAVID, await desk.card(id, 'approver', 'directors'), 'Deny');
    await desk.slack.submit(DAVID, step, { reason: 'The bill has been settled since.' });
    await desk.settled();
    for (const { message } of await desk.cards(id)) expect(labelsOf(message)).toEqual([]);
    expect(wordsOf(await desk.card(id, 'requester', RITA))).toContain('The bill has been settled since.');
  });

  it('lets the requester withdraw', async () => {
    const id = await desk.ask(RITA);
    await desk.slack.press(RITA, await desk.card(id, 'requester', RITA), 'withdraw');
    await until('the withdrawal', async () => (await desk.request(id)).state === 'withdrawn');
    await desk.settled();
    for (const { message } of await desk.cards(id)) expect(labelsOf(message)).toEqual([]);
  });

  it('falls silent when the Data Protection Officer stops the access', async () => {
    const id = await released(desk, DANA);
    const opened = await openLink(await desk.listen(RITA, id));
    expect((await range(opened, 0, 999)).status).toBe(206);

    const step = await desk.open(PRIYA, await desk.card(id, 'access', PRIYA), 'revoke');
    await desk.slack.submit(PRIYA, step, { reason: 'The client has objected.' });
    expect((await range(opened, 1_000, 1_999)).status).not.toBe(206);
    await desk.settled();
    expect((await desk.request(id)).state).toBe('revoked');
    for (const { message } of await desk.cards(id)) expect(labelsOf(message)).toEqual([]);
    const grant = await desk.desk.uow.read(({ grants }) => grants.findByRequest(id));
    expect(await namesIn(desk.azurite.connectionString, 'clips')).not.toContain(`${grant?.id}.wav`);
  });

  it('keeps the requester’s own text as it was typed, whatever is in it', async () => {
    const reason = 'Hostile <!channel> <@U0DESKBOT> *bold* `code` ${reason} &amp; <https://evil.test|here>';
    const id = await desk.ask(RITA, { ...FILLED, reason });
    const card = await desk.card(id, 'approver', 'directors');
    expect(wordsOf(card)).toContain(reason);
    // What Slack would read as markup stands nowhere: neither in a field of it nor in the notification.
    expect(JSON.stringify(card.blocks)).not.toContain('"mrkdwn"');
    expect(card.text).not.toMatch(/<[!@]/);
  });
});
