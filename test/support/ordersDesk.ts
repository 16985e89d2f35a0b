import type { DeletionOrder } from '../../src/features/recordings/model/deletionOrder.ts';
import { addDays, addMinutes, fromEpochMs, type Instant, toInstant } from '../../src/kernel/time.ts';
import { createTestClock } from './clock.ts';
import type { TestDesk } from './desk.ts';
import { namesIn, type StoredCall, storeCalls } from './recordings.ts';
import { NOISE, type SlackDesk, type SlackDeskOptions, startSlackDesk } from './slackDesk.ts';
import { inputsOf, wordsOf } from './slackShapes.ts';
import { buildWav } from './wav.ts';

/** Today, because storage stamps what arrives with the real time, and an order waits three days and no longer. */
export const NOON: Instant = toInstant(`${fromEpochMs(Date.now()).slice(0, 10)}T12:00:00Z`);

const AUDIO = buildWav(NOISE);

const SECONDS = 20;

let made = 0;

export const minutesAgo = (desk: TestDesk, minutes: number): Instant => addMinutes(desk.clock.now(), -minutes);

/** A call on an extension, as a phone system that writes metadata leaves it. */
export const callOn = (
  extension: string,
  startedAt: Instant,
  { seconds = SECONDS, number = '01632960123' } = {},
): StoredCall => {
  made += 1;
  return {
    name: `${startedAt.slice(0, 10).replaceAll('-', '/')}/call-${made}.wav`,
    wav: AUDIO,
    metadata: { start: startedAt, extension, number, direction: 'inbound', duration: String(seconds) },
  };
};

/** The desk with Slack before it, at noon today, and nothing stored unless told. */
export const startOrdersDesk = (options: SlackDeskOptions = {}): Promise<SlackDesk> =>
  startSlackDesk({ calls: [], clock: createTestClock(NOON), ...options });

export const storedIn = (desk: TestDesk): Promise<readonly string[]> =>
  namesIn(desk.azurite.connectionString, 'recordings');

/** Stores calls as the phone system does, and has the desk index them. */
export async function deliver(desk: TestDesk, ...calls: readonly StoredCall[]): Promise<void> {
  await storeCalls(desk.azurite.connectionString, calls);
  await desk.index();
  await desk.settled();
}

/** Orders given so far, the oldest first. */
export async function ordersOf(desk: TestDesk): Promise<readonly DeletionOrder[]> {
  const now = desk.clock.now();
  const orders = await desk.desk.uow.read((stores) => stores.orders.orderedIn(addDays(now, -40), addMinutes(now, 1)));
  return orders.toSorted((a, b) => (a.orderedAt < b.orderedAt ? -1 : 1));
}

export async function newestOrder(desk: TestDesk): Promise<DeletionOrder> {
  const order = (await ordersOf(desk)).at(-1);
  if (!order) throw new Error('No order was given');
  return order;
}

/** Types a command that acts at once, and gives the words of the modal that answers it. */
export async function say(desk: SlackDesk, email: string, command: string, text = ''): Promise<string> {
  await desk.slack.command(email, command, text);
  const said = wordsOf(await desk.slack.modal(email));
  await desk.settled();
  return said;
}

/** Fills in an order, and ticks what the desk asks to be sure of. */
export async function orderSurely(
  desk: SlackDesk,
  email: string,
  command: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const sent = await desk.fill(email, command, values);
  const tick = sent.kind === 'view' ? sureIn(sent.view) : undefined;
  if (sent.kind === 'view' && tick) await desk.slack.submit(email, sent.view, { [tick]: 'true' });
}

/** The input to tick beside what an order would take; undefined where the desk asks for none. */
export const sureIn = (view: Parameters<typeof inputsOf>[0]): string | undefined =>
  inputsOf(view)
    .map((input) => input.action_id)
    .find((id) => id?.startsWith('sure-'));

/** The receipt of the newest order, as Slack shows it to the person who gave the order. */
export async function receipt(desk: SlackDesk): Promise<string> {
  const { id, orderedBy } = await newestOrder(desk);
  return wordsOf(await desk.card(id, 'order-receipt', orderedBy));
}

/** The notice of the newest order, as Slack shows it to this person or in this channel. */
export const notice = async (desk: SlackDesk, audience: string): Promise<string> =>
  wordsOf(await desk.card((await newestOrder(desk)).id, 'order-notice', audience));
