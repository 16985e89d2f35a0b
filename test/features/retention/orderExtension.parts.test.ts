import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BOB, DANA, NAMES, PRIYA, RITA, TOM } from '../../builders.ts';
import {
  callOn,
  deliver,
  minutesAgo,
  notice,
  ordersOf,
  receipt,
  say,
  startOrdersDesk,
  storedIn,
} from '../../support/ordersDesk.ts';
import type { SlackDesk } from '../../support/slackDesk.ts';
import { filledIn, inputsOf, wordsOf } from '../../support/slackShapes.ts';

const people = [
  { email: RITA, name: NAMES[RITA], extensions: ['204'] },
  { email: TOM, name: NAMES[TOM], extensions: ['207'] },
  { email: DANA, name: NAMES[DANA], extensions: ['201'] },
  { email: PRIYA, name: NAMES[PRIYA], extensions: ['203'] },
];

let desk: SlackDesk;

beforeAll(async () => {
  // Nobody has written down what extension Bob is on.
  desk = await startOrdersDesk({ practiceFile: { people } });
});

/** What one test orders means nothing of the next one's. */
beforeEach(() => desk.clock.advanceMs(30 * 60_000));

afterAll(() => desk.stop());

const recent = (extension: string) => callOn(extension, minutesAgo(desk, 5));

describe('somebody whose extension the desk does not know', () => {
  it('is asked for it, even after “now”', async () => {
    await deliver(desk, recent('230'));
    await desk.slack.command(BOB, '/card-payment', 'now');
    const form = await desk.slack.modal(BOB);
    expect(filledIn(form).extension).toBe('');
    expect(await desk.slack.submit(BOB, form, {})).toMatchObject({
      kind: 'errors',
      errors: { extension: expect.stringContaining('Give the extension') },
    });
    expect(await storedIn(desk)).toHaveLength(1);
    expect((await desk.slack.submit(BOB, form, { extension: '230' })).kind).toBe('view');
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
  });

  it('need not say it again', async () => {
    await desk.slack.command(BOB, '/card-payment');
    expect(filledIn(await desk.slack.modal(BOB)).extension).toBe('230');
    await deliver(desk, recent('230'));
    expect(await storedIn(desk)).toHaveLength(1);
    expect(await say(desk, BOB, '/card-payment', 'now')).toContain('extension 230');
    expect(await storedIn(desk)).toEqual([]);
  });

  it('is told what an extension is when something else is typed', async () => {
    await desk.slack.command(BOB, '/card-payment');
    const sent = await desk.slack.submit(BOB, await desk.slack.modal(BOB), { extension: 'reception' });
    expect(sent).toMatchObject({
      kind: 'errors',
      errors: { extension: expect.stringContaining('for example 204') },
    });
  });
});

describe('somebody else’s extension', () => {
  it('wants a tick first, and the DPO is warned', async () => {
    await deliver(desk, recent('207'));
    const before = (await ordersOf(desk)).length;
    await desk.slack.command(RITA, '/card-payment', '207 now');
    const form = await desk.slack.modal(RITA);
    expect(filledIn(form)).toMatchObject({ extension: '207', another: 'false' });
    expect(wordsOf(form)).toContain('Extension 207 is not my own, and I am sure');

    const unticked = await desk.slack.submit(RITA, form, {});
    expect(unticked).toMatchObject({
      kind: 'errors',
      errors: { another: expect.stringContaining('Tick this') },
    });
    expect(await ordersOf(desk)).toHaveLength(before);
    expect(await storedIn(desk)).toHaveLength(1);

    await desk.slack.submit(RITA, form, { another: 'true' });
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
    expect(await notice(desk, PRIYA)).toContain(
      'Extension 207 is not Rita Reed’s own: it is that of Tom Tate.',
    );
    expect(await receipt(desk)).not.toContain('Tom Tate');
  });

  it('typed over one’s own in the form, brings the box to tick with the answer', async () => {
    await deliver(desk, recent('207'));
    await desk.slack.command(RITA, '/card-payment');
    const form = await desk.slack.modal(RITA);
    expect(inputsOf(form).map((input) => input.action_id)).not.toContain('another');
    const sent = await desk.slack.submit(RITA, form, { extension: '207' });
    if (sent.kind !== 'view') throw new Error(JSON.stringify(sent));
    expect(wordsOf(sent.view)).toContain('Nothing is deleted yet');
    expect(filledIn(sent.view)).toMatchObject({ extension: '207', another: 'false' });
    expect(await storedIn(desk)).toHaveLength(1);
    await desk.slack.submit(RITA, sent.view, { another: 'true' });
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
  });

  it('is not offered as one’s own the next time', async () => {
    await desk.slack.command(RITA, '/card-payment');
    expect(filledIn(await desk.slack.modal(RITA)).extension).toBe('204');
  });
});
