import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DANA, DAVID, PRIYA, RITA, TOM } from '../../builders.ts';
import type { Fault } from '../../fakes/faultyProxy.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { released, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

let azurite: Azurite;

let desk: SlackDesk;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

beforeEach(async () => {
  desk = await startSlackDesk({ azurite });
});

afterEach(() => desk.stop());

const directors = (): string => desk.slack.emulator.channelIds.directors;

/** Requests as the directors' channel shows them, by their reason, from the top. */
const reasonsIn = async (channel: string): Promise<readonly (string | undefined)[]> =>
  (await desk.slack.messages(channel)).map((message) => /Reason number (\d)/.exec(wordsOf(message))?.[1]);

describe('a Slack that does not take what it is sent', () => {
  it.each<{ what: string; fault: Fault; afterMs: number }>([
    { what: 'a limit with Retry-After', fault: { kind: 'rate-limited', retryAfterSeconds: 30 }, afterMs: 30_000 },
    { what: 'a limit that does not say how long', fault: { kind: 'status', status: 429 }, afterMs: 1_000 },
    { what: 'an internal error', fault: { kind: 'status', status: 500 }, afterMs: 1_000 },
    { what: 'a dropped connection', fault: { kind: 'drops' }, afterMs: 1_000 },
  ])('gets it again after $what, in order, and nothing is lost', async ({ fault, afterMs }) => {
    const toDirectors = ({ channel = '' }) => channel === directors();
    desk.slack.proxy.fail('chat.postMessage', fault, 1, toDirectors);
    const first = await desk.ask(RITA, { reason: 'Reason number 1' });
    await desk.ask(RITA, { reason: 'Reason number 2' });
    await desk.ask(TOM, { reason: 'Reason number 3' });

    expect(await reasonsIn(directors())).toEqual([]);
    // The others go on meanwhile.
    expect(labelsOf(await desk.card(first, 'requester', RITA))).toEqual(['Withdraw this request']);
    await desk.later(afterMs - 1);
    expect(await reasonsIn(directors())).toEqual([]);
    await desk.later(1);
    expect(await reasonsIn(directors())).toEqual(['1', '2', '3']);
    expect(await desk.waiting()).toBe(0);
  });

  it('waits for an answer that does not come without keeping anybody else waiting', async () => {
    const toDirectors = ({ channel = '' }) => channel === directors();
    desk.slack.proxy.fail('chat.postMessage', { kind: 'hangs' }, 1, toDirectors);
    const asked = desk.ask(RITA, { reason: 'Reason number 1' });
    const sent = await desk.fill(TOM, '/request-recording', {
      purpose: 'legal',
      reference: 'L1',
      reason: 'Reason number 2',
      date: '2026-11-23',
      time: '15:10',
      extension: '210',
      number: '01632 960123',
    });
    expect(sent.kind).toBe('view');
    const toldAt = Date.now();
    await expect
      .poll(async () => reasonsIn((await desk.slack.chat(PRIYA))[0]?.channel ?? ''), { timeout: 8_000 })
      .toEqual(['2']);
    expect(Date.now() - toldAt).toBeLessThan(8_000);
    await asked;
    await desk.later(1_000);
    expect(await reasonsIn(directors())).toEqual(['1']);
  });

  it('redraws every copy once Slack takes changes again', async () => {
    const id = await desk.ask(RITA);
    desk.slack.proxy.fail('chat.update', { kind: 'status', status: 503 }, 20);
    await desk.approve(DANA, await desk.card(id, 'approver'));
    expect(labelsOf(await desk.card(id, 'approver'))).toContain('Approve');
    desk.slack.proxy.remedy();
    await desk.later(10 * 60_000);
    await desk.settled();
    expect(labelsOf(await desk.card(id, 'approver'))).toEqual([]);
    expect((await desk.request(id)).state).toBe('released');
    expect(await desk.waiting()).toBe(0);
  });

  it('goes on when a card has been deleted in Slack', async () => {
    const id = await desk.ask(RITA);
    const card = await desk.card(id, 'approver');
    await desk.slack.emulator.api('chat.delete', { channel: card.channel, ts: card.ts });
    const step = await desk.open(DANA, card, 'Approve');
    await desk.slack.submit(DANA, step, {});
    await desk.settled();
    expect((await desk.request(id)).state).toBe('released');
    expect(await desk.waiting()).toBe(0);
  });

  it('puts a request to the directors in person when their channel has turned the desk out, and says what to do', async () => {
    await desk.slack.emulator.apiAs(RITA, 'conversations.kick', { channel: directors(), user: 'U0DESKBOT' });
    const id = await desk.ask(RITA);
    await desk.settled();
    expect(labelsOf(await desk.card(id, 'approver', DANA))).toContain('Approve');
    expect(labelsOf(await desk.card(id, 'approver', DAVID))).toContain('Approve');
    expect(JSON.stringify(desk.log.lines)).toContain('/invite @Recording Desk');
    await desk.approve(DAVID, await desk.card(id, 'approver', DAVID));
    expect((await desk.request(id)).state).toBe('released');
    expect(labelsOf(await desk.card(id, 'approver', DANA))).toEqual([]);
    expect(await desk.waiting()).toBe(0);
  });

  it('says on the others’ cards who could not be reached, and sends it when they turn up', async () => {
    desk.slack.proxy.fail(
      'users.lookupByEmail',
      { kind: 'refuses', error: 'users_not_found' },
      9,
      ({ email }) => email === PRIYA,
    );
    const id = await desk.ask(RITA, { purpose: 'legal', reference: 'L1' });
    await desk.settled();
    expect(wordsOf(await desk.card(id, 'approver', DANA))).toContain('no way to reach Priya Patel');
    desk.slack.proxy.remedy();
    await desk.slack.command(PRIYA, '/recordings-help');
    await desk.slack.whisper(PRIYA);
    await desk.settled();
    expect(labelsOf(await desk.card(id, 'approver', PRIYA))).toContain('Approve');
    await desk.approve(DANA, await desk.card(id, 'approver', DANA));
    expect(wordsOf(await desk.card(id, 'approver', DANA))).not.toContain('no way to reach');
  });

  it('does not hold up a conversation for a card Slack will never take', async () => {
    const toDirectors = ({ channel = '' }) => channel === directors();
    desk.slack.proxy.fail('chat.postMessage', { kind: 'refuses', error: 'invalid_blocks' }, 1, toDirectors);
    await desk.ask(RITA, { reason: 'Reason number 1' });
    await desk.ask(RITA, { reason: 'Reason number 2' });
    expect(await reasonsIn(directors())).toEqual(['2']);
    expect(JSON.stringify(desk.log.lines)).toContain('invalid_blocks');
  });

  it.each<Fault['kind']>([
    'drops-after',
    'hangs-after',
  ])('finds the card whose sending was not acknowledged (%s), and sends no second one', async (kind) => {
    const toDirectors = ({ channel = '' }) => channel === directors();
    desk.slack.proxy.fail('chat.postMessage', { kind } as Fault, 1, toDirectors);
    const id = await desk.ask(RITA);
    await desk.later(1_000);
    const cards = await desk.slack.messages(directors());
    expect(cards).toHaveLength(1);
    await desk.approve(DANA, await desk.card(id, 'approver', 'directors'));
    await desk.settled();
    expect((await desk.slack.messages(directors())).map(labelsOf)).toEqual([[]]);
  });

  /** A request whose card stands twice, because Slack's answer was lost and the desk may not look for it. */
  async function inTwoCopies() {
    const toDirectors = ({ channel = '' }) => channel === directors();
    desk.slack.proxy.fail('chat.postMessage', { kind: 'drops-after' }, 1, toDirectors);
    desk.slack.proxy.fail('conversations.history', { kind: 'refuses', error: 'missing_scope' }, 9);
    const id = await desk.ask(RITA);
    await desk.later(1_000);
    const [unknown, known] = await desk.slack.messages(directors());
    if (!unknown || !known) throw new Error('Slack has not two copies');
    return { id, unknown, known };
  }

  it('leaves no button standing on a card it may not look for, once somebody has pressed it', async () => {
    const { id, unknown } = await inTwoCopies();
    await desk.approve(DANA, unknown);
    expect((await desk.request(id)).state).toBe('released');
    await desk.settled();
    for (const message of await desk.slack.messages(directors())) expect(labelsOf(message)).toEqual([]);
  });

  it('draws such a card though the one it knows of shows the same already', async () => {
    const { id, unknown, known } = await inTwoCopies();
    await desk.approve(DANA, known);
    expect((await desk.request(id)).state).toBe('released');
    await desk.open(DAVID, unknown, 'Approve');
    await until('cards without buttons', async () =>
      (await desk.slack.messages(directors())).every((message) => labelsOf(message).length === 0),
    );
  });

  it('releases and hears while Slack is away, and tells when it is back', async () => {
    const id = await desk.ask(RITA);
    const step = await desk.open(DANA, await desk.card(id, 'approver'), 'Approve');
    for (const method of ['chat.postMessage', 'chat.update']) desk.slack.proxy.fail(method, { kind: 'drops' }, 50);
    await desk.slack.submit(DANA, step, {});
    await desk.settled();
    expect((await desk.request(id)).state).toBe('released');
    desk.slack.proxy.remedy();
    for (let minute = 0; minute < 6; minute += 1) await desk.later(60_000);
    expect(await desk.waiting()).toBe(0);
    expect(await desk.listen(RITA, id)).toContain('/listen/');
    expect(await released(desk, DAVID)).toMatch(/^R-/);
  });
});
