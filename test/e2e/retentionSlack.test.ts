import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMinutes, dateIn, fromEpochMs, instantsOfLocal, toInstant } from '../../src/kernel/time.ts';
import { dateText } from '../../src/platform/cards/wording.ts';
import { DANA, PRIYA, RITA } from '../builders.ts';
import { createTestClock } from '../support/clock.ts';
import { namesIn, type StoredCall, storeCalls } from '../support/recordings.ts';
import { NOISE, type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { BOT_TOKEN, BOT_USER } from '../support/slackEmulator.ts';
import { filledIn, type SlackMessage, wordsOf } from '../support/slackShapes.ts';
import { until } from '../support/until.ts';
import { buildWav } from '../support/wav.ts';

/** Today: storage stamps what arrives with the real time, and an order waits three days and no longer. */
const NOON = toInstant(`${fromEpochMs(Date.now()).slice(0, 10)}T12:00:00Z`);

const ZONE = 'Europe/London';

const call = (name: string, startedAt: typeof NOON, extension: string): StoredCall => ({
  name: `${startedAt.slice(0, 10).replaceAll('-', '/')}/${name}.wav`,
  wav: buildWav(NOISE),
  metadata: { start: startedAt, extension, number: '01632960123', direction: 'inbound', duration: '20' },
});

const CARD_CALL = call('card', addMinutes(NOON, -4), '204');

const CALL_BACK = call('call-back', addMinutes(NOON, -2), '204');

const YESTERDAYS = call('yesterdays', addDays(NOON, -1), '210');

describe('what must not be kept, in Slack', () => {
  let desk: SlackDesk;

  beforeAll(async () => {
    desk = await startSlackDesk({ calls: [CARD_CALL, YESTERDAYS], clock: createTestClock(NOON) });
    const { apiAs, channelIds } = desk.slack.emulator;
    await apiAs(RITA, 'conversations.invite', { channel: channelIds.closed, users: BOT_USER });
    desk.slack.putInChannel(channelIds.closed, [DANA]);
    await desk.slack.mention(DANA, channelIds.closed, 'use this channel for managers');
    await desk.slack.whisper(DANA);
    // What is deleted in the very moment of the start's own report would be told in none.
    desk.clock.advanceMs(1_000);
  });

  afterAll(async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
    await desk.stop();
  });

  const stored = () => namesIn(desk.azurite.connectionString, 'recordings');
  const orderOf = async () => {
    const orders = await desk.desk.uow.read((stores) => stores.orders.orderedIn(NOON, addMinutes(NOON, 1)));
    return orders[0]?.id ?? '';
  };
  /** The receipt and the DPO's notices, once each of them says this. */
  const allSay = async (words: string) => {
    const id = await orderOf();
    await until(`every card to say “${words}”`, async () => {
      const cards = await desk.cards(id);
      return cards.length === 3 && cards.every(({ message }) => wordsOf(message).includes(words));
    });
  };

  const newestReport = () =>
    until('the report', async () =>
      (await desk.slack.messages(desk.slack.emulator.channelIds.closed)).findLast((message) =>
        wordsOf(message).startsWith(`Call recordings, ${dateText(dateIn(desk.clock.now(), ZONE))}`),
      ),
    );

  it('deletes the call a receptionist reports in a modal, with receipts to her and to the DPO', async () => {
    await desk.slack.command(RITA, '/card-payment');
    const form = await desk.slack.modal(RITA);
    expect(filledIn(form)).toMatchObject({ extension: '204', whenKind: 'now' });
    const sent = await desk.slack.submit(RITA, form, {});
    expect(sent.kind === 'view' && wordsOf(sent.view)).toContain('The call is being deleted');
    await until('the recording to go', async () => !(await stored()).includes(CARD_CALL.name));
    expect(await stored()).toEqual([YESTERDAYS.name]);
    await allSay('Deleted for good: 1 recording.');
    const id = await orderOf();
    expect(wordsOf(await desk.card(id, 'order-notice', PRIYA))).toContain('Rita Reed');
    expect(wordsOf(await desk.card(id, 'order-receipt', RITA))).toContain('Whatever else of that time still arrives');
  });

  it('deletes what arrives afterwards of the same time, and says so on the same cards', async () => {
    await storeCalls(desk.azurite.connectionString, [CALL_BACK]);
    await desk.index();
    await until('the recording to go', async () => !(await stored()).includes(CALL_BACK.name));
    await allSay('Deleted for good: 2 recordings.');
  });

  it('tells the managers’ channel of it when a month has gone by, and that it was not there meanwhile', async () => {
    desk.clock.set(addDays(NOON, 30));
    await desk.tick();
    await desk.settled();
    expect(await stored()).toEqual([]);
    const report = await newestReport();
    expect(wordsOf(report)).toMatch(/Card details read out: 2 recordings/);
    expect(wordsOf(report)).toMatch(/Reached 30 days: 1 recording/);
    expect(wordsOf(report)).toContain('the deletion came late');
    expect(pictureOn(report)).toBeUndefined();
  });

  it('shows how old the recordings are as a picture, the next morning', async () => {
    const fresh = call('fresh', addDays(NOON, 29), '207');
    await storeCalls(desk.azurite.connectionString, [fresh]);
    await desk.index();
    for (const time of ['02:35', '07:35']) {
      const [moment = NOON] = instantsOfLocal(dateIn(addDays(NOON, 31), ZONE), time, ZONE);
      desk.clock.set(moment);
      await desk.tick();
      await desk.settled();
    }
    expect(await stored()).toEqual([fresh.name]);

    const report = await newestReport();
    expect(wordsOf(report)).toContain('All is well');
    const picture = pictureOn(report);
    expect(picture?.alt_text).toContain('0 to 4: 1');
    const { file } = await desk.slack.emulator.api<{ file: { url_private: string } }>('files.info', {
      file: picture?.slack_file.id ?? '',
    });
    const answer = await fetch(file.url_private, { headers: { authorization: `Bearer ${BOT_TOKEN}` } });
    const png = Buffer.from(await answer.arrayBuffer());
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 640]);
  });
});

const pictureOn = (message: SlackMessage) =>
  message.blocks.find(({ type }) => type === 'image') as
    | { readonly slack_file: { readonly id: string }; readonly alt_text: string }
    | undefined;
