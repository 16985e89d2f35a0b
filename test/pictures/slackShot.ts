import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { GALLERY_STYLE } from '../cards/galleryPage.ts';

const PICTURES = new URL('../../docs/pictures/', import.meta.url).pathname;

const style = readFileSync(createRequire(import.meta.url).resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');

/** Takes a picture of a message or a modal, drawn as Slack draws it. */
export const createSlackShot =
  (browser: Browser) =>
  async (html: string, name: string): Promise<void> => {
    const page = await browser.newPage({ viewport: { width: 600, height: 400 } });
    await page.setContent(
      `<style>${style}</style><style>${GALLERY_STYLE} body { padding: 0; width: 560px }</style><form class="slack" data-theme="light">${html}</form>`,
    );
    await page.locator('.slack').screenshot({ path: `${PICTURES}${name}.png` });
    await page.close();
  };
