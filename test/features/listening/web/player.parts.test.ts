import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../../../src/kernel/time.ts';
import { complaintsOf, launchBrowser } from '../../../support/browser.ts';
import { type Release, START, startDesk, type TestDesk } from '../../../support/listeningDesk.ts';
import { until as waitUntil } from '../../../support/until.ts';
import { buildWav } from '../../../support/wav.ts';

let desk: TestDesk;

let browser: Browser;

let context: BrowserContext;

/** What Chromium complained of on any page. */
let complaints: string[];

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await desk.stop();
});

beforeEach(async () => {
  desk.setNow(START);
  context = await browser.newContext({ acceptDownloads: true });
  // A browser that lets no page begin to play by itself, as many do not.
  await context.addInitScript("if (location.protocol !== 'about:') sessionStorage.removeItem('begin')");
  complaints = complaintsOf(context);
});

afterEach(() => context.close());

/** Real speech, a minute of it. */
const CALL = new Uint8Array(readFileSync(new URL('../../../../env/demo/calls/bill-complaint.wav', import.meta.url)));

/** Two minutes of stereo: fifteen pieces. */
const LONG = buildWav({ channels: 2, sampleRate: 8_000, durationMs: 120_000 });

/** Many times what the browser takes ahead of what it plays. */
const HEAVY = buildWav({ channels: 2, sampleRate: 48_000, durationMs: 120_000 });

interface Sound {
  readonly at: number;
  readonly paused: boolean;
  readonly src: string | null;
  readonly buffered: number;
}

const soundOf = (page: Page): Promise<Sound> =>
  page.evaluate(
    `(() => { const a = document.querySelector('audio');
      return { at: a.currentTime, paused: a.paused, src: a.getAttribute('src'), buffered: a.buffered.length }; })()`,
  );

/** Asks until it is so: the page's own rules forbid a script that waits inside it. */
const until = (page: Page, condition: string): Promise<unknown> =>
  waitUntil(condition, () => page.evaluate<boolean>(condition));

const untilPlaying = (page: Page, seconds = 0.2): Promise<unknown> =>
  until(page, `document.querySelector('audio').currentTime > ${seconds}`);

const untilSaid = (page: Page, words: string): Promise<unknown> =>
  until(page, `document.getElementById('said').textContent.includes(${JSON.stringify(words)})`);

const fast = (page: Page, rate = 8): Promise<unknown> =>
  page.evaluate(`document.querySelector('audio').playbackRate = ${rate}`);

const button = (page: Page) => page.getByRole('button', { name: /^(Play|Pause|Play again|Ended)$/ });

/** Opens a fresh link in the browser and presses its button. */
async function openPlayer(release: Release) {
  const clip = await desk.release(release);
  const page = await context.newPage();
  await page.goto(await clip.mint());
  await page.getByRole('button', { name: 'Listen now' }).click();
  await page.waitForURL(/\/playback\//);
  return { ...clip, page };
}

const outcomes = async (requestId: string): Promise<string[]> =>
  (await desk.events(requestId)).map(({ action, outcome }) => `${action} ${outcome}`);

describe('the landing page', () => {
  it('opens by a press, also a double one, and shows the player with the facts', async () => {
    const clip = await desk.release({ wav: CALL });
    const page = await context.newPage();
    await page.goto(await clip.mint());
    expect(await page.title()).toBe(`Call recording, request ${clip.requestId}`);
    await page.getByRole('button', { name: 'Listen now' }).dblclick();
    await page.waitForURL(/\/playback\//);
    const text = await page.textContent('main');
    for (const fact of [clip.requestId, 'Complaint', 'Amy Cole', '11:30 today', 'Monday 30 November 2026', 'audit'])
      expect(text).toContain(fact);
    expect(await outcomes(clip.requestId)).toEqual(['link.mint ok', 'clip.open ok']);
    expect(complaints).toEqual([]);
  });

  it('works without JavaScript, and so does the player', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const clip = await desk.release({ wav: CALL });
    const page = await plain.newPage();
    await page.goto(await clip.mint());
    await page.getByRole('button', { name: 'Listen now' }).click();
    await page.waitForURL(/\/playback\//);
    expect(await page.locator('audio[controls]').isVisible()).toBe(true);
    expect(await page.locator('#play').isVisible()).toBe(false);
    await plain.close();
  });

  it('shows another browser, and the link pressed again, why there is nothing to hear', async () => {
    const { page, mint } = await openPlayer({ wav: CALL });
    const other = await (await browser.newContext()).newPage();
    await other.goto(page.url());
    expect(await other.textContent('main')).toContain('opened in another browser');
    const url = await mint();
    const second = await context.newPage();
    await page.goto(url);
    await second.goto(url);
    await page.getByRole('button').click();
    await page.waitForURL(/\/playback\//);
    await second.getByRole('button').click();
    await second.getByText('This link has been used already.').waitFor();
    await other.context().close();
  });
});

describe('the player', () => {
  it('plays a clip of several pieces to its end, and hears nothing before Play is pressed', async () => {
    const wav = buildWav({ channels: 2, sampleRate: 8_000, durationMs: 60_000 });
    const { page, requestId } = await openPlayer({ wav });
    // Half a second without a question to the desk.
    await page.waitForLoadState('networkidle');
    expect(await outcomes(requestId)).toEqual(['link.mint ok', 'clip.open ok']);
    await button(page).click();
    await fast(page, 16);
    await until(page, `document.querySelector('audio').ended`);
    expect((await soundOf(page)).at).toBeCloseTo(60, 1);
    expect(await button(page).textContent()).toBe('Play again');
    expect(await page.locator('#at').textContent()).toBe('1:00');
    expect(await outcomes(requestId)).toEqual(['link.mint ok', 'clip.open ok', 'clip.play ok']);
    expect(complaints).toEqual([]);
  });

  it('begins by itself after the button of the page before, once: a page that is loaded anew stays silent', async () => {
    const clip = await desk.release({ wav: CALL });
    const page = await (await browser.newContext()).newPage();
    await page.goto(await clip.mint());
    await page.getByRole('button', { name: 'Listen now' }).click();
    await page.waitForURL(/\/playback\//);
    await until(page, `document.querySelector('audio').currentTime > 0.2`);
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect((await soundOf(page)).at).toBe(0);
    await page.context().close();
  });

  it('can be worked by keyboard alone, and tells a screen reader where it is', async () => {
    const clip = await desk.release({ wav: CALL });
    const page = await context.newPage();
    await page.goto(await clip.mint());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/playback\//);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('play');
    expect(await page.evaluate('document.activeElement.matches(":focus-visible")')).toBe(true);
    await page.keyboard.press('Space');
    await untilPlaying(page);
    await page.keyboard.press('Space');
    expect((await soundOf(page)).paused).toBe(true);

    await page.keyboard.press('Tab');
    const slider = page.getByRole('slider', { name: 'Position in the recording' });
    expect(await page.evaluate('document.activeElement.id')).toBe('position');
    expect(await slider.getAttribute('aria-valuemax')).toBe('33');
    const places = [
      ['Home', '0 seconds of 33 seconds', '0'],
      ['ArrowRight', '5 seconds of 33 seconds', '5'],
      ['ArrowUp', '10 seconds of 33 seconds', '10'],
      ['ArrowLeft', '5 seconds of 33 seconds', '5'],
      ['PageUp', '33 seconds of 33 seconds', '33'],
      ['PageDown', '3 seconds of 33 seconds', '3'],
      ['Home', '0 seconds of 33 seconds', '0'],
    ] as const;
    for (const [key, words, value] of places) {
      await page.keyboard.press(key);
      await until(page, `!document.querySelector('audio').seeking`);
      expect(await slider.getAttribute('aria-valuetext'), key).toBe(words);
      expect(await slider.getAttribute('aria-valuenow'), key).toBe(value);
    }
    await page.keyboard.press('Space');
    await untilPlaying(page);
    await page.keyboard.press('Enter');
    expect((await soundOf(page)).paused).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('goes where the picture of the sound is clicked, also before it plays', async () => {
    const { page } = await openPlayer({ wav: CALL });
    const box = await page.locator('#position').boundingBox();
    if (!box) throw new Error('No picture');
    await page.mouse.click(box.x + box.width / 2, box.y + 10);
    expect((await soundOf(page)).at).toBeCloseTo(16.7, 0);
    await button(page).click();
    await untilPlaying(page, 17);
    const [share, at] = await page.evaluate<[number, number]>(
      `[document.getElementById('played').getAttribute('width') / 600, document.querySelector('audio').currentTime]`,
    );
    expect(share).toBeGreaterThan(0.5);
    // The picture is drawn four times a second; the call has 33.5 seconds.
    expect(Math.abs(share - at / 33.5)).toBeLessThan(0.02);
    expect(complaints).toEqual([]);
  });

  it('falls silent when access is stopped while it plays, drops what it had, and says so', async () => {
    const { page, revoke, requestId } = await openPlayer({ wav: LONG, mode: 'copy' });
    await button(page).click();
    await untilPlaying(page);
    await revoke();
    const stopped = Date.now();
    await untilSaid(page, 'This access has ended.');
    expect(Date.now() - stopped).toBeLessThan(4_500);
    expect(await soundOf(page)).toEqual({ at: 0, paused: true, src: null, buffered: 0 });
    expect(await page.getByRole('alert').textContent()).toContain('make a new request');
    expect(await page.evaluate('document.activeElement.id')).toBe('said');
    expect(await button(page).getAttribute('aria-disabled')).toBe('true');
    expect(await page.locator('audio').isVisible()).toBe(false);
    expect(await page.textContent('dl')).not.toContain('today');
    expect(await page.getByRole('link').count()).toBe(0);
    await button(page).click({ force: true });
    await page.locator('#position').click({ force: true });
    const next = await page.evaluate(
      `fetch(location.pathname + '/audio', { headers: { range: 'bytes=9-' } }).then((a) => a.status)`,
    );
    expect(next).toBe(410);
    expect((await soundOf(page)).src).toBeNull();
    expect(await outcomes(requestId)).toContain('clip.play access-ended');
    expect(complaints.filter((each) => !each.startsWith('Failed to load resource'))).toEqual([]);
    await page.reload();
    expect(await page.textContent('main')).toContain('This access has ended.');
  });

  it('falls silent when another link to the same is asked for, says so, and plays on in its place', async () => {
    const { page, mint } = await openPlayer({ wav: LONG });
    await button(page).click();
    await untilPlaying(page);
    const url = await mint();
    await untilSaid(page, 'A newer link to the same has been asked for, and this one ended with that.');
    expect(await soundOf(page)).toEqual({ at: 0, paused: true, src: null, buffered: 0 });
    const newest = await context.newPage();
    await newest.goto(url);
    await newest.getByRole('button', { name: 'Listen now' }).click();
    await newest.waitForURL(/\/playback\//);
    await button(newest).click();
    await untilPlaying(newest);
    await page.reload();
    expect(await page.textContent('main')).toContain('This link has ended');
  });

  it('adds no hearing when it goes back and forth in what it has', async () => {
    const { page, requestId } = await openPlayer({ wav: CALL });
    await button(page).click();
    await untilPlaying(page, 1);
    await page.locator('#position').focus();
    for (const key of ['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'ArrowRight', 'Home']) {
      await page.keyboard.press(key);
      await until(page, `!document.querySelector('audio').seeking`);
    }
    await untilPlaying(page, 0.5);
    expect((await outcomes(requestId)).filter((each) => each === 'clip.play ok')).toHaveLength(1);
  });

  it('falls silent when the time of the opening runs out while it plays', async () => {
    const { page } = await openPlayer({ wav: LONG });
    await button(page).click();
    await untilPlaying(page);
    desk.setNow(addMs(START, 120 * 60_000));
    await untilSaid(page, 'This link has run out.');
    expect(await soundOf(page)).toEqual({ at: 0, paused: true, src: null, buffered: 0 });
  });

  it('does not begin when access was stopped before Play is pressed', async () => {
    const { page, revoke } = await openPlayer({ wav: CALL });
    await revoke();
    await button(page).click();
    await untilSaid(page, 'This access has ended.');
    expect((await soundOf(page)).src).toBeNull();
  });

  it('says when storage is away, and plays from there once it is back', async () => {
    const { page } = await openPlayer({ wav: CALL });
    await page.locator('#position').focus();
    await page.keyboard.press('ArrowRight');
    await desk.azurite.goAway();
    await button(page).click();
    await untilSaid(page, 'storage does not answer just now');
    expect(await button(page).textContent()).toBe('Play');
    await desk.azurite.restart();
    await button(page).click();
    await untilPlaying(page, 5.2);
    expect((await soundOf(page)).at).toBeLessThan(9);
    expect(await page.getByRole('alert').textContent()).toBe('');
  });

  it('says so too when storage goes away while it plays, and plays on once it is back', async () => {
    const { page } = await openPlayer({ wav: HEAVY });
    await button(page).click();
    await untilPlaying(page);
    await desk.azurite.goAway();
    await page.locator('#position').focus();
    for (let leap = 0; leap < 3; leap += 1) await page.keyboard.press('PageUp');
    await untilSaid(page, 'storage does not answer just now');
    await desk.azurite.restart();
    await button(page).click();
    await untilPlaying(page, 90.2);
    expect((await soundOf(page)).at).toBeLessThan(96);
  });

  it('pauses when the desk cannot be reached, and plays on once it can', async () => {
    const { page } = await openPlayer({ wav: CALL });
    await button(page).click();
    await untilPlaying(page);
    await context.route('**/standing', (route) => route.abort());
    await untilSaid(page, 'The desk cannot be reached');
    expect((await soundOf(page)).paused).toBe(true);
    await context.unroute('**/standing');
    await until(page, `document.getElementById('said').textContent === ''`);
    const { at } = await soundOf(page);
    await button(page).click();
    await untilPlaying(page, at + 0.2);
  });

  it('saves a copy where one was agreed', async () => {
    const { page, wav, requestId } = await openPlayer({ wav: CALL, mode: 'copy' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save a copy' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${requestId}.wav`);
    expect(readFileSync(await download.path()).equals(Buffer.from(wav))).toBe(true);
    expect(await outcomes(requestId)).toContain('clip.copy ok');
  });

  it('plays two openings side by side', async () => {
    const first = await openPlayer({ wav: CALL });
    const second = await openPlayer({ wav: CALL });
    for (const { page } of [first, second]) {
      await page.bringToFront();
      await button(page).click();
      await untilPlaying(page);
    }
    await first.revoke();
    await untilSaid(first.page, 'This access has ended.');
    expect((await soundOf(second.page)).paused).toBe(false);
  });
});
