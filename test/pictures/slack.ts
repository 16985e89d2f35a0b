import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DANA, RITA } from '../builders.ts';
import { GALLERY_STYLE } from '../cards/galleryPage.ts';
import { slackMessageHtml, slackModalHtml } from '../cards/gallerySlack.ts';
import { launchBrowser } from '../support/browser.ts';
import { FILLED, startSlackDesk } from '../support/slackDesk.ts';

/** Takes README's pictures of Slack: the messages and modals a running desk has sent to Slack's API, drawn as Slack draws them. */
const PICTURES = new URL('../../docs/pictures/', import.meta.url).pathname;
const style = readFileSync(
  createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'),
  'utf8',
);

const desk = await startSlackDesk();
const browser = await launchBrowser();
const shoot = async (html: string, name: string): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 600, height: 400 } });
  await page.setContent(
    `<style>${style}</style><style>${GALLERY_STYLE} body { padding: 0; width: 560px }</style><form class="slack" data-theme="light">${html}</form>`,
  );
  await page.locator('.slack').screenshot({ path: `${PICTURES}${name}.png` });
  await page.close();
};
try {
  await desk.slack.command(
    RITA,
    '/request-recording',
    'yesterday 3.10pm ext 210 01632 960123 complaint about a bill',
  );
  await shoot(slackModalHtml(await desk.slack.modal(RITA)), 'slack-request');
  const id = await desk.ask(RITA, FILLED);
  const card = await desk.card(id, 'approver', 'directors');
  await shoot(slackMessageHtml(card.blocks), 'slack-director');
  await shoot(slackModalHtml(await desk.open(DANA, card, 'Approve')), 'slack-approve');
  await desk.approve(DANA, card, { from: '0:02', to: '0:05' });
  await shoot(slackMessageHtml((await desk.card(id, 'approver', 'directors')).blocks), 'slack-decided');
} finally {
  await browser.close();
  await desk.stop();
}
