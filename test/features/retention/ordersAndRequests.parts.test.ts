import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dateIn, timeIn } from '../../../src/kernel/time.ts';
import { DANA, PRIYA, RITA, TOM } from '../../builders.ts';
import {
  callOn,
  deliver,
  minutesAgo,
  notice,
  receipt,
  say,
  startOrdersDesk,
  storedIn,
} from '../../support/ordersDesk.ts';
import { openLink, range } from '../../support/playback.ts';
import { namesIn } from '../../support/recordings.ts';
import type { SlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../../support/slackShapes.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startOrdersDesk();
});

/** What one test asks for or orders means nothing of the next one's. */
beforeEach(() => desk.clock.advanceMs(2 * 3_600_000));

afterAll(async () => {
  expect(await desk.desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

const ZONE = 'Europe/London';

const recent = (extension: string) => callOn(extension, minutesAgo(desk, 5));

/** What Rita's form says of such a call on Tom's extension. */
const ofTheCall = (ago = 5) => ({
  date: dateIn(minutesAgo(desk, ago), ZONE),
  time: timeIn(minutesAgo(desk, ago), ZONE),
  extension: '207',
});

describe('a request to hear a call that must be deleted', () => {
  it('ends with the order while it waits, and says why to everybody who has its card', async () => {
    await deliver(desk, recent('207'));
    const id = await desk.ask(RITA, ofTheCall());
    expect(labelsOf(await desk.card(id, 'approver', 'directors'))).toContain('Approve');

    await say(desk, TOM, '/card-payment', 'now');
    expect((await desk.request(id)).state).toBe('expired');
    for (const { message } of await desk.cards(id)) expect(labelsOf(message)).toEqual([]);
    expect(wordsOf(await desk.card(id, 'requester', RITA))).toContain('Deleted: card payment');
    expect(wordsOf(await desk.card(id, 'approver', 'directors'))).toContain('card payment');
    expect(await notice(desk, PRIYA)).toContain('1 request to hear this call has ended because of it');
    // The one who reported it need not know who wanted to hear it.
    expect(await receipt(desk)).not.toContain('request');
  });

  it('goes on while something else is left that it could mean', async () => {
    await deliver(desk, recent('207'), recent('210'));
    const id = await desk.ask(RITA, { ...ofTheCall(), extension: '210' });
    await say(desk, TOM, '/card-payment', 'now');
    expect((await desk.request(id)).state).toBe('awaiting-approval');
    expect(await notice(desk, PRIYA)).toContain('nobody had asked to hear it');
  });

  it('ends at once when it is released, and who is listening hears no more', async () => {
    const call = recent('207');
    await deliver(desk, call);
    const id = await desk.ask(RITA, ofTheCall());
    await desk.approve(DANA, await desk.card(id, 'approver', 'directors'), { from: '0:02', to: '0:10' });
    const opened = await openLink(await desk.listen(RITA, id));
    expect((await range(opened, 0, 999)).status).toBe(206);
    expect(await namesIn(desk.azurite.connectionString, 'clips')).toHaveLength(1);

    await say(desk, TOM, '/card-payment', 'now');
    expect((await range(opened, 1_000, 1_999)).status).not.toBe(206);
    expect(await namesIn(desk.azurite.connectionString, 'clips')).toEqual([]);
    expect(await storedIn(desk)).not.toContain(call.name);
    expect((await desk.request(id)).state).toBe('closed');
    for (const { message } of await desk.cards(id)) expect(labelsOf(message)).toEqual([]);
    const mine = (await desk.cards(id)).filter(({ post }) => post.audience.kind === 'person');
    expect(mine.map(({ message }) => wordsOf(message)).join('\n')).toContain('card payment');
  });

  it('made afterwards, is told that the call was deleted, and asks nobody', async () => {
    await deliver(desk, recent('207'));
    await say(desk, TOM, '/card-payment', 'now');
    const id = await desk.ask(RITA, ofTheCall());
    expect((await desk.request(id)).state).toBe('expired');
    expect((await desk.cards(id)).map(({ post }) => post.card)).toEqual(['requester']);
    expect(wordsOf(await desk.card(id, 'requester', RITA))).toContain('Deleted: card payment');
  });

  it('made afterwards for another time, is not told so', async () => {
    await deliver(desk, recent('207'));
    await say(desk, TOM, '/card-payment', 'now');
    const id = await desk.ask(RITA, ofTheCall(60));
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });
});
