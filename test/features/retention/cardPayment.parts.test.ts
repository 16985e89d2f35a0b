import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMinutes, timeIn } from '../../../src/kernel/time.ts';
import { DANA, PRIYA, RITA, STRANGER, TOM } from '../../builders.ts';
import {
  callOn,
  deliver,
  minutesAgo,
  newestOrder,
  notice,
  ordersOf,
  receipt,
  say,
  startOrdersDesk,
  storedIn,
} from '../../support/ordersDesk.ts';
import type { StoredCall } from '../../support/recordings.ts';
import type { SlackDesk } from '../../support/slackDesk.ts';
import { filledIn, wordsOf } from '../../support/slackShapes.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startOrdersDesk();
});

/** What one test orders means nothing of the next one's. */
beforeEach(() => desk.clock.advanceMs(30 * 60_000));

afterAll(async () => {
  expect(await desk.desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

const recent = (extension: string) => callOn(extension, minutesAgo(desk, 5));

const isStored = async ({ name }: StoredCall): Promise<boolean> => (await storedIn(desk)).includes(name);

describe('/card-payment', () => {
  it('deletes nothing by being typed: it opens a form, filled in, that does', async () => {
    const call = recent('204');
    await deliver(desk, call);
    await desk.slack.command(RITA, '/card-payment');
    const form = await desk.slack.modal(RITA);
    expect(filledIn(form)).toMatchObject({ extension: '204', whenKind: 'now' });
    expect(await isStored(call)).toBe(true);
    expect(await ordersOf(desk)).toEqual([]);

    const sent = await desk.slack.submit(RITA, form, {});
    expect(sent.kind === 'view' && wordsOf(sent.view)).toContain('The call is being deleted');
    await desk.settled();
    expect(await isStored(call)).toBe(false);
    expect(await receipt(desk)).toContain('Deleted for good: 1 recording.');
  });

  it('waits for a call that is still going on, deletes it as it arrives, and changes the receipt', async () => {
    const call = callOn('204', minutesAgo(desk, 3), { seconds: 900 });
    const other = callOn('207', minutesAgo(desk, 3));
    expect(await say(desk, RITA, '/card-payment', 'now')).toContain('The call is being deleted');
    expect(await receipt(desk)).toContain('No recording has arrived yet');
    expect(await notice(desk, PRIYA)).toContain('No recording has arrived yet');
    const { id } = await newestOrder(desk);
    const before = await desk.card(id, 'order-receipt', RITA);

    desk.clock.advanceMs(20 * 60_000);
    await deliver(desk, call, other);
    expect(await isStored(call)).toBe(false);
    expect(await isStored(other)).toBe(true);
    expect(await receipt(desk)).toContain('Deleted for good: 1 recording.');
    expect((await desk.card(id, 'order-receipt', RITA)).ts).toBe(before.ts);
    for (const dpo of [PRIYA, 'dpo']) expect(await notice(desk, dpo)).toContain('Deleted for good: 1 recording.');
    expect((await desk.events(id)).map(({ action }) => action)).toEqual([
      'order.card-payment',
      'recording.mark-for-deletion',
      'recording.delete',
    ]);
  });

  it('means the ten minutes before it, and nothing beyond', async () => {
    const just = callOn('204', minutesAgo(desk, 11), { seconds: 60 });
    const beyond = callOn('204', minutesAgo(desk, 11), { seconds: 59 });
    const after = callOn('204', addMinutes(desk.clock.now(), 1));
    await deliver(desk, just, beyond);
    await say(desk, RITA, '/card-payment', 'now');
    await deliver(desk, after);
    expect(await Promise.all([just, beyond, after].map(isStored))).toEqual([false, true, true]);
  });

  it('reported twice, shows on the second receipt what the first has deleted', async () => {
    await deliver(desk, recent('204'));
    await say(desk, RITA, '/card-payment', 'now');
    const first = await newestOrder(desk);
    desk.clock.advanceMs(60_000);
    await say(desk, RITA, '/card-payment', 'now');
    expect((await newestOrder(desk)).id).not.toBe(first.id);
    expect(await receipt(desk)).toContain('Deleted for good: 1 recording.');
  });

  it('tells the DPO, as it happens, when one person gives more than a handful in a day', async () => {
    desk.clock.advanceMs(24 * 3_600_000);
    for (let given = 1; given <= 6; given += 1) {
      await say(desk, RITA, '/card-payment', 'now');
      const told = await notice(desk, PRIYA);
      if (given === 6) expect(told).toContain('Rita Reed has given 6 such orders in the last 24 hours.');
      else expect(told).not.toContain('in the last 24 hours');
      desk.clock.advanceMs(60_000);
    }
  });

  it('counts the same form once, however often it is sent', async () => {
    const before = await ordersOf(desk);
    await desk.slack.command(RITA, '/card-payment');
    const form = await desk.slack.modal(RITA);
    await desk.slack.submit(RITA, form, {});
    const again = await desk.slack.submit(RITA, form, {});
    expect(again.kind === 'view' && wordsOf(again.view)).toContain('it counted once');
    await desk.settled();
    expect(await ordersOf(desk)).toHaveLength(before.length + 1);
    const tries = (await desk.allEvents()).filter(({ action }) => action === 'order.card-payment');
    expect(tries.slice(-2).map(({ outcome }) => outcome)).toEqual(['ok', 'already-sent']);
  });

  it('shows a phone number on no card, and names nobody in the log', async () => {
    await deliver(desk, recent('204'));
    await say(desk, RITA, '/card-payment', 'now');
    for (const card of [await receipt(desk), await notice(desk, PRIYA)]) expect(card).not.toContain('960123');
    for (const personal of ['Rita', 'example.com', '960123']) expect(desk.log.text()).not.toContain(personal);
  });

  it('takes no order from somebody who is not of the practice’s staff', async () => {
    const call = recent('204');
    await deliver(desk, call);
    expect(await say(desk, STRANGER, '/card-payment', '204 now')).toContain('Only staff');
    expect(await isStored(call)).toBe(true);
  });

  it('can be told the extension and the time in one line', async () => {
    const [then, since] = [callOn('204', minutesAgo(desk, 60)), callOn('204', minutesAgo(desk, 40))];
    await deliver(desk, then, since);
    const time = timeIn(minutesAgo(desk, 60), 'Europe/London');
    expect(await say(desk, RITA, '/card-payment', `204 ${time}`)).toContain('The call is being deleted');
    expect(await Promise.all([then, since].map(isStored))).toEqual([false, true]);
  });

  it('is for everybody: a director and the DPO report their own calls the same way', async () => {
    const calls = ['201', '203', '207'].map(recent);
    await deliver(desk, ...calls);
    for (const person of [DANA, PRIYA, TOM]) await say(desk, person, '/card-payment', 'now');
    expect(await Promise.all(calls.map(isStored))).toEqual([false, false, false]);
  });
});
