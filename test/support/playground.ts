import type { Browser, Locator, Page } from 'playwright-core';

/** One person's Teams client, driven by what that person sees. */
export interface TeamsClient {
  readonly page: Page;
  /** Types a message in the chat or channel that is open, and sends it. */
  say(text: string): Promise<void>;
  /** Opens a channel, or `Personal Chat`. */
  goTo(place: string): Promise<void>;
  /** Waits for a card that shows these words, and gives the newest. */
  card(words: string | RegExp): Promise<Locator>;
  picture(file: string): Promise<void>;
}

/** A limit for a client that hangs, not for a machine that is slow. */
const HANGS_MS = 2 * 60_000;

/** So wide that the client's own log does not cover the chat. */
const VIEWPORT = { width: 1400, height: 1000 };

export async function openTeamsClient(browser: Browser, url: string): Promise<TeamsClient> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  page.setDefaultTimeout(HANGS_MS);
  await page.goto(url);
  // The client tells the desk that it was installed; the desk answers with what can be typed.
  await page.getByText('Type any of these in a message').first().waitFor();
  return {
    page,
    say: async (text) => {
      const box = page.locator('[role=textbox][contenteditable=true]').first();
      await box.click();
      await box.pressSequentially(text);
      const post = page.getByRole('button', { name: 'Post', exact: true });
      if (await post.isVisible()) await post.click();
      else await page.keyboard.press('Enter');
    },
    goTo: async (place) => {
      await page.getByText(place, { exact: true }).first().click();
    },
    card: async (words) => {
      const card = page.locator('.ac-adaptiveCard').filter({ hasText: words }).last();
      await card.waitFor().catch(async (cause: Error) => {
        const shown = await page.locator('body').innerText();
        throw new Error(`No card shows ${words}. The client shows:\n${shown}`, { cause });
      });
      return card;
    },
    picture: async (file) => {
      await page.screenshot({ path: file });
    },
  };
}

/** Presses a button on a card, by its whole words. */
export const press = (card: Locator, button: string): Promise<void> =>
  card.getByRole('button', { name: button, exact: true }).click();

/** Fills inputs by the beginning of their label. */
export async function fill(card: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await card
      .getByLabel(new RegExp(`^${escaped(label)}`))
      .first()
      .fill(value);
}

/** Chooses in a drop-down list. */
export async function choose(client: TeamsClient, card: Locator, label: string, option: string): Promise<void> {
  await card.getByRole('combobox', { name: new RegExp(escaped(label)) }).click();
  await client.page.getByRole('option', { name: option, exact: true }).click();
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
