import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RITA } from '../../builders.ts';
import { callOn, deliver, minutesAgo, ordersOf, say, startOrdersDesk, storedIn } from '../../support/ordersDesk.ts';
import { everythingStored } from '../../support/recordings.ts';
import type { SlackDesk } from '../../support/slackDesk.ts';
import { filledIn, wordsOf } from '../../support/slackShapes.ts';
import { everythingKept } from '../../support/tables.ts';

/** Test numbers the card schemes publish. */
const SPACED = '4111 1111 1111 1111';

const DASHED = '5555-5555-5555-4444';

const WHOLE = '378282246310005';

const NUMBERS = [SPACED, DASHED, WHOLE];

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startOrdersDesk();
  await deliver(desk, callOn('204', minutesAgo(desk, 5)));
});

afterAll(() => desk.stop());

describe('a payment card number typed to have a call deleted', () => {
  it.each(
    ['/card-payment', '/unrecorded-line'].flatMap((command) => NUMBERS.map((number) => ({ command, number }))),
  )('is refused after $command ($number), and nothing is deleted by that line', async ({ command, number }) => {
    await desk.slack.command(RITA, command, `now ${number}`);
    const form = await desk.slack.modal(RITA);
    expect(wordsOf(form)).toContain('payment card number');
    expect(filledIn(form)).not.toMatchObject({ extension: expect.stringMatching(/\d{6}/) });
    expect(await storedIn(desk)).toHaveLength(1);
    expect(await ordersOf(desk)).toEqual([]);
  });

  it.each(NUMBERS)('is refused in the form (%s)', async (number) => {
    const sent = await desk.fill(RITA, '/card-payment', { extension: number });
    expect(sent).toMatchObject({
      kind: 'errors',
      errors: { extension: expect.stringContaining('Card numbers must never be typed here') },
    });
    expect(await ordersOf(desk)).toEqual([]);
  });

  it('stands nowhere afterwards: no table, no log line, no message, no blob', async () => {
    await say(desk, RITA, '/card-payment', 'now');
    const digits = NUMBERS.flatMap((number) => [number, number.replace(/\D/g, '')]);
    const places = {
      database: everythingKept(desk.databaseFile),
      log: desk.log.text(),
      slack: await desk.slack.everything(),
      storage: await everythingStored(desk.azurite.connectionString),
    };
    expect(places.database.length).toBeGreaterThan(2_000);
    expect(places.slack.length).toBeGreaterThan(5_000);
    for (const [place, text] of Object.entries(places))
      for (const number of digits) expect(text.includes(number), `${number} in the ${place}`).toBe(false);
  });
});
