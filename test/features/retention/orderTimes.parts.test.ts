import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, addMinutes, dateIn, timeIn, toInstant } from '../../../src/kernel/time.ts';
import { RITA } from '../../builders.ts';
import { createTestClock } from '../../support/clock.ts';
import {
  callOn,
  deliver,
  NOON,
  newestOrder,
  orderSurely,
  ordersOf,
  receipt,
  startOrdersDesk,
  storedIn,
} from '../../support/ordersDesk.ts';
import type { SlackDesk } from '../../support/slackDesk.ts';
import { wordsOf } from '../../support/slackShapes.ts';

const ZONE = 'Europe/London';

const at = (moment: typeof NOON) => ({ whenKind: 'at', date: dateIn(moment, ZONE), time: timeIn(moment, ZONE) });

describe('when the call was', () => {
  let desk: SlackDesk;

  beforeAll(async () => {
    desk = await startOrdersDesk();
  });

  beforeEach(() => desk.clock.advanceMs(60_000));

  afterAll(() => desk.stop());

  const send = (typed: Readonly<Record<string, string>>) => desk.fill(RITA, '/card-payment', typed);

  it.each([
    { what: 'tomorrow', moment: addDays(NOON, 1), field: 'date' },
    { what: 'later today', moment: addMinutes(NOON, 30), field: 'time' },
  ])('refuses $what: nobody can know of it', async ({ moment, field }) => {
    expect(await send(at(moment))).toMatchObject({
      kind: 'errors',
      errors: { [field]: expect.stringContaining('in the future') },
    });
    expect(await ordersOf(desk)).toEqual([]);
  });

  it('takes this very minute', async () => {
    expect((await send(at(desk.clock.now()))).kind).toBe('view');
  });

  it('refuses what is past retention, and takes what is just within it', async () => {
    expect(await send(at(addDays(NOON, -31)))).toMatchObject({
      kind: 'errors',
      errors: { date: expect.stringContaining('within 30 days') },
    });
    expect((await send(at(addDays(NOON, -30)))).kind).toBe('view');
  });

  it('asks for the time when only the day is given', async () => {
    expect(await send({ ...at(NOON), time: '' })).toMatchObject({
      kind: 'errors',
      errors: { time: expect.stringContaining('24-hour clock') },
    });
  });

  it('says so when nothing was found in the end, and what to do', async () => {
    await send(at(addMinutes(NOON, -60)));
    desk.clock.advanceMs(73 * 3_600_000);
    await desk.tick();
    await desk.settled();
    const { orderedBy, id } = await newestOrder(desk);
    expect(wordsOf(await desk.card(id, 'order-receipt', orderedBy))).toContain(
      'Nothing was deleted: no recording was found.',
    );
    expect(await receipt(desk)).toContain('type /card-payment again');
  });
});

describe('the hour that comes twice in autumn', () => {
  let desk: SlackDesk;

  beforeEach(async () => {
    // 25 October 2026: the clock goes back from 02:00 to 01:00.
    desk = await startOrdersDesk({ clock: createTestClock(toInstant('2026-10-25T12:00:00Z')) });
  });

  afterEach(() => desk.stop());

  it('is meant both times: whichever it was, the call is deleted', async () => {
    const first = callOn('204', toInstant('2026-10-25T00:31:00Z'));
    const second = callOn('204', toInstant('2026-10-25T01:29:00Z'));
    const outside = [toInstant('2026-10-25T00:05:00Z'), toInstant('2026-10-25T01:45:00Z')].map((start) =>
      callOn('204', start),
    );
    await deliver(desk, first, second, ...outside);
    await orderSurely(desk, RITA, '/card-payment', { whenKind: 'at', date: '2026-10-25', time: '01:30' });
    await desk.settled();
    expect(await storedIn(desk)).toEqual(outside.map(({ name }) => name).sort());
    expect(await receipt(desk)).toContain('Deleted for good: 2 recordings.');
  });
});
