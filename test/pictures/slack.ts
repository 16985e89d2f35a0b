import { webApi } from '@slack/bolt';
import { clientOptions } from '../../src/chat/slack/access.ts';
import { createSlackPlatform } from '../../src/chat/slack/notifier.ts';
import { quietLogger } from '../../src/chat/slack/quietLogger.ts';
import { addMinutes } from '../../src/kernel/time.ts';
import { DANA, RITA } from '../builders.ts';
import { slackMessageHtml, slackModalHtml } from '../cards/gallerySlack.ts';
import { retentionReportOf } from '../cards/sampleReports.ts';
import { launchBrowser } from '../support/browser.ts';
import { type StoredCall, storeCalls } from '../support/recordings.ts';
import { CALL, FILLED, startSlackDesk } from '../support/slackDesk.ts';
import { BOT_TOKEN } from '../support/slackEmulator.ts';
import { createSlackShot } from './slackShot.ts';

/**
 * Takes README's pictures of Slack: the messages and modals a running desk has sent to Slack's API, drawn as
 * Slack draws them.
 */
/** A call of the test clock's morning on Rita's extension. */
const CARD_CALL: StoredCall = { ...CALL, name: '204/[Mr Fox]_07700900123-204_20261124095600(7002).wav' };

const desk = await startSlackDesk();

const browser = await launchBrowser();

const shoot = createSlackShot(browser);

/** An image block whose file is fetched from Slack, as Slack's own client does. */
const pictured = async (block: Readonly<Record<string, unknown>>): Promise<unknown> => {
  if (block.type !== 'image') return block;
  const { id } = block.slack_file as { readonly id: string };
  const { file } = await desk.slack.emulator.api<{ file: { url_private: string } }>('files.info', { file: id });
  const answer = await fetch(file.url_private, { headers: { authorization: `Bearer ${BOT_TOKEN}` } });
  const png = Buffer.from(await answer.arrayBuffer()).toString('base64');
  return { type: 'image', image_url: `data:image/png;base64,${png}`, alt_text: block.alt_text, title: block.title };
};

try {
  await desk.slack.command(RITA, '/request-recording', 'yesterday 3.10pm ext 210 01632 960123 complaint about a bill');
  await shoot(slackModalHtml(await desk.slack.modal(RITA)), 'slack-request');
  const id = await desk.ask(RITA, FILLED);
  const card = await desk.card(id, 'approver', 'directors');
  await shoot(slackMessageHtml(card.blocks), 'slack-director');
  await shoot(slackModalHtml(await desk.open(DANA, card, 'Approve')), 'slack-approve');
  await desk.approve(DANA, card, { from: '0:02', to: '0:05' });
  await shoot(slackMessageHtml((await desk.card(id, 'approver', 'directors')).blocks), 'slack-decided');

  await storeCalls(desk.azurite.connectionString, [CARD_CALL]);
  await desk.index();
  await desk.slack.command(RITA, '/card-payment');
  const order = await desk.slack.modal(RITA);
  await shoot(slackModalHtml(order), 'slack-order');
  await desk.slack.submit(RITA, order, {});
  await desk.settled();
  const now = desk.clock.now();
  const [given] = await desk.desk.uow.read(({ orders }) => orders.orderedIn(now, addMinutes(now, 1)));
  const receipt = await desk.card(given?.id ?? '', 'order-receipt', RITA);
  await shoot(slackMessageHtml(receipt.blocks), 'slack-receipt');

  // The report of a busy practice, rather than of these three calls.
  const client = new webApi.WebClient(BOT_TOKEN, { ...clientOptions(desk.slack.settings), logger: quietLogger });
  const { directors } = desk.slack.emulator.channelIds;
  await createSlackPlatform(client, { log: desk.log }).post(directors, {
    kind: 'retention-report',
    report: retentionReportOf(),
  });
  const report = (await desk.slack.messages(directors)).at(-1);
  await shoot(slackMessageHtml(await Promise.all((report?.blocks ?? []).map(pictured))), 'slack-report');
} finally {
  await browser.close();
  await desk.stop();
}
