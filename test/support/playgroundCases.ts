import type { Locator, Page } from 'playwright-core';
import { fill, press, type TeamsClient } from './playground.ts';
import { until } from './until.ts';

/** How many links' cards of a title had come when one was last opened: an older one is used up. */
const opened = new WeakMap<Page, Map<string, number>>();

/** Presses Open the page on the newest link's card, and the button of the page it leads to. */
export async function openDeskPage(client: TeamsClient, title: string): Promise<Page> {
  const known = opened.get(client.page) ?? new Map<string, number>();
  opened.set(client.page, known);
  const links = client.page.locator('.ac-adaptiveCard').filter({ hasText: new RegExp(`^${title}[\\s\\S]*Open it by`) });
  await until(`the link of ${title}`, async () => (await links.count()) > (known.get(title) ?? 0));
  known.set(title, await links.count());
  const link = links.last();
  const [page] = await Promise.all([client.page.waitForEvent('popup'), link.getByText('Open the page').click()]);
  await page.waitForURL(/\/page\//);
  await page.getByRole('button').first().click();
  await page.waitForURL(/\/desk\//);
  return page;
}

/**
 * Takes one step of a case: presses its button, finds the form by words in it, types into it, and presses the
 * form's button.
 */
export async function takeStep(
  client: TeamsClient,
  card: Locator,
  [button, title, send]: readonly [button: string, title: string, send: string],
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  await press(card, button);
  const form = await client.card(title);
  await fill(form, typed);
  await press(form, send);
}

/** Marks a part on the page with the waveform, from one share of its width to another. */
export async function drag(page: Page, from: number, to: number): Promise<void> {
  const wave = page.locator('#wave');
  await wave.scrollIntoViewIfNeeded();
  const box = await wave.boundingBox();
  if (!box) throw new Error('No waveform');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 8 });
  await page.mouse.up();
}

/** Answers to what a police force must say, by the labels of the form. */
export const PARTICULARS = {
  'Officer’s name': 'Lena Frost',
  'Rank or title': 'PC 1287',
  'Force or body': 'Northshire Police',
  'Secure contact': 'frost@police.example.com',
  'Whom or which call': 'The call from 07700 900456 this morning',
  Offence: 'Malicious communications',
  'Statutory power': 'DPA 2018 Sch. 2 para. 2',
  'Why they need': 'The caller denies it.',
  'Authorised by': 'Inspector Reeve',
  'How it is to be': 'By link',
} as const;

/** Reads a link and its passcode off the card that shows them once. */
export async function givenLink(client: TeamsClient): Promise<{ readonly url: string; readonly passcode: string }> {
  const words = await (await client.card('Write both down now')).innerText();
  const [url = ''] = /http:\/\/\S+\/outside\/\S+/.exec(words) ?? [];
  const [passcode = ''] = /\d{4}-\d{4}/.exec(words) ?? [];
  return { url, passcode };
}
