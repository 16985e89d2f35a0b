import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './browser.ts';
import { buildWav } from './wav.ts';

let browser: Browser;

let server: Server;

let address: string;

const wav = buildWav({ durationMs: 1_500 });

const PAGE = '<!doctype html><title>Desk</title><p>Café £5</p><audio src="/clip.wav"></audio>';

beforeAll(async () => {
  browser = await launchBrowser();
  server = createServer((request, response) => {
    const isClip = request.url === '/clip.wav';
    response.writeHead(200, { 'content-type': isClip ? 'audio/wav' : 'text/html; charset=utf-8' });
    response.end(isClip ? wav : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await browser.close();
  server.close();
});

it('opens a page, reads its text and takes a picture of it', async () => {
  const page = await browser.newPage();
  await page.goto(address);
  expect(await page.title()).toBe('Desk');
  expect(await page.textContent('p')).toBe('Café £5');
  expect((await page.screenshot()).length).toBeGreaterThan(1_000);
  await page.close();
});

it('plays a PCM16 WAV to its end', async () => {
  const page = await browser.newPage();
  await page.goto(address);
  const played = await page.evaluate(
    `new Promise((resolve) => {
      const audio = document.querySelector('audio');
      audio.onended = () => resolve({ duration: audio.duration, at: audio.currentTime });
      audio.onerror = () => resolve({ error: audio.error.message });
      audio.play().catch((error) => resolve({ error: String(error) }));
    })`,
  );
  expect(played).toEqual({ duration: 1.5, at: 1.5 });
  await page.close();
});

it.each([
  ['400 16px "Segoe UI", sans-serif', 'Plain', 'Open Sans'],
  ['600 16px "Segoe UI", sans-serif', 'Semibold', 'Open Sans'],
  ['700 16px system-ui', 'Bold', 'Open Sans'],
  ['700 16px Lato', 'Bold', 'Open Sans'],
  ['700 16px monospace', 'Bold', 'DejaVu Sans Mono'],
  ['700 16px sans-serif', 'صوفيا', 'DejaVu Sans'],
])('draws text in %s with a sans of npm’s: %s', async (font, text, family) => {
  const page = await browser.newPage();
  await page.setContent(`<p style='font: ${font}'>${text}</p>`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'p' });
  const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
  expect(fonts.map(({ familyName }) => familyName)).toEqual([family]);
  await page.close();
});

it('starts several browsers at once', async () => {
  const others = await Promise.all([launchBrowser(), launchBrowser()]);
  for (const other of others) {
    expect(other.version()).toMatch(/^\d+\./);
    await other.close();
  }
});
