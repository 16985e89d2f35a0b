import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf, launchBrowser } from '../../../support/browser.ts';
import { giveExternal, outcomes, PAULA } from '../../../support/externalVisitor.ts';
import { DPO, type Release, START, startDesk, type TestDesk } from '../../../support/listeningDesk.ts';
import { buildMp3 } from '../../../support/mp3.ts';
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
  desk.directory.dpo = [DPO];
  await newContext();
});

afterEach(() => context.close());

async function newContext(options: Parameters<Browser['newContext']>[0] = {}) {
  context = await browser.newContext(options);
  complaints = complaintsOf(context);
}

/** Half a minute and a little more, as a phone system that keeps MP3 has it. */
const CALL = buildMp3({ levels: Array(465).fill(205) });

/** Twenty seconds of stereo in which no sample is silent. */
const LOUD = buildWav({
  channels: 2,
  durationMs: 20_000,
  sampleAt: (frame, channel) => 1_000 + ((frame * 7 + channel * 13) % 9_000),
});

/** Asks until it is so: the page's own rules forbid a script that waits inside it. */
const until = (page: Page, condition: string): Promise<unknown> =>
  waitUntil(condition, () => page.evaluate<boolean>(condition));

const untilText = (page: Page, id: string, words: string): Promise<unknown> =>
  until(page, `document.getElementById(${JSON.stringify(id)}).textContent.includes(${JSON.stringify(words)})`);

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** The marked parts as the list shows them: `0:01.0–0:02.5`. */
const marked = (page: Page): Promise<string[]> =>
  page.evaluate(
    `[...document.querySelectorAll('#marks li')].map((li) => [...li.querySelectorAll('input')].map((i) => i.value).join('–'))`,
  );

const goTo = (page: Page, ms: number): Promise<unknown> =>
  page.evaluate(
    `(() => { const p = document.getElementById('place'); p.value = '${ms}'; p.dispatchEvent(new Event('input')); })()`,
  );

/** Drags across the picture of the sound, from one share of it to another. */
async function drag(page: Page, from: number, to: number) {
  await page.locator('#wave').scrollIntoViewIfNeeded();
  const box = await page.locator('#wave').boundingBox();
  if (!box) throw new Error('No picture');
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at((from + to) / 2));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

/** The same with a finger. */
async function dragByFinger(page: Page, from: number, to: number) {
  await page.locator('#wave').scrollIntoViewIfNeeded();
  const box = await page.locator('#wave').boundingBox();
  if (!box) throw new Error('No picture');
  const finger = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', share?: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: share === undefined ? [] : [{ x: box.x + box.width * share, y: box.y + box.height / 2 }],
    });
  await touch('touchStart', from);
  for (let step = 1; step <= 10; step += 1) await touch('touchMove', from + ((to - from) * step) / 10);
  await touch('touchEnd');
}

/** Opens the redaction page of a clip in the browser. */
async function openPage(release: Partial<Release> = {}) {
  const clip = await desk.release({ wav: LOUD, fromCase: true, mode: 'copy', ...release });
  const page = await context.newPage();
  const open = async () => {
    const minted = await desk.acts.mintPageLink({
      actor: PAULA,
      page: { kind: 'redaction', requestId: clip.requestId },
    });
    if (!minted.ok) throw new Error(minted.error.code);
    await page.goto(minted.value.url);
    await press(page, 'Open the page');
    await page.waitForURL(/\/desk\//);
    await page.locator('#redaction').waitFor();
  };
  await open();
  const redaction = async () => (await desk.uow.read(({ grants }) => grants.find(clip.grantId)))?.redaction ?? null;
  return { ...clip, page, open, redaction };
}

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });

describe('marking', () => {
  it('is done by dragging, either way, and joins what overlaps', async () => {
    const { page } = await openPage();
    await drag(page, 0.1, 0.2);
    await drag(page, 0.6, 0.5);
    await drag(page, 0.15, 0.25);
    const [first, second, ...rest] = await marked(page);
    expect(rest).toEqual([]);
    expect(first).toMatch(/^0:0[12]\.\d–0:05\.\d$/);
    expect(second).toMatch(/^0:(09\.9|10\.0)–0:12\.\d$/);
    expect(await page.locator('#shades rect.mark').count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  it('is done by buttons at the place where it plays', async () => {
    const { page } = await openPage();
    // It says so itself that it does nothing yet; pressed all the same, it says what to do.
    await page.locator('#to').click({ force: true });
    await untilText(page, 'said', 'Press “Mark from here” first');
    await goTo(page, 4_000);
    await press(page, 'Mark from here');
    await untilText(page, 'playing', 'A part begins at 0:04.0.');
    await goTo(page, 3_000);
    await press(page, 'Mark to here');
    await untilText(page, 'said', 'has to end after it begins');
    await goTo(page, 6_500);
    await press(page, 'Mark to here');
    expect(await marked(page)).toEqual(['0:04.0–0:06.5']);
    expect(await page.locator('#said').textContent()).toBe('');
    expect(complaints).toEqual([]);
  });

  it('follows the sound while it plays', async () => {
    const { page } = await openPage();
    await press(page, 'Play');
    /** Presses a button while the sound goes on, and gives where the sound was. */
    const pressAt = (id: string): Promise<number> =>
      page.evaluate(
        `(() => { document.getElementById('${id}').click(); return document.querySelector('audio').currentTime; })()`,
      );
    await until(page, `document.querySelector('audio').currentTime > 0.5`);
    const from = await pressAt('from');
    await until(page, `document.querySelector('audio').currentTime > ${from + 0.7}`);
    const to = await pressAt('to');
    await press(page, 'Pause');
    const [only = ''] = await marked(page);
    const [markedFrom = 0, markedTo = 0] = only.split('–').map((at) => Number(at.replace('0:', '')));
    expect(Math.abs(markedFrom - from)).toBeLessThan(0.3);
    expect(Math.abs(markedTo - to)).toBeLessThan(0.3);
  });

  it('is undone and done again step by step, by button and by key, and taken back by Remove', async () => {
    const { page } = await openPage();
    await drag(page, 0.1, 0.2);
    await drag(page, 0.5, 0.6);
    const both = await marked(page);
    await page.getByRole('button', { name: 'Remove part 1' }).click();
    expect(await marked(page)).toEqual(both.slice(1));
    await press(page, 'Undo');
    expect(await marked(page)).toEqual(both);
    await page.keyboard.press('Control+z');
    expect(await marked(page)).toEqual(both.slice(0, 1));
    await press(page, 'Undo');
    expect(await marked(page)).toEqual([]);
    expect(await page.locator('#none').isVisible()).toBe(true);
    expect(await page.locator('#undo').getAttribute('aria-disabled')).toBe('true');
    await press(page, 'Redo');
    await page.keyboard.press('Control+Shift+z');
    expect(await marked(page)).toEqual(both);
    expect(await page.locator('#redo').getAttribute('aria-disabled')).toBeNull();
  });

  it('is mended by typing a time and by nudging it, and says what is no time', async () => {
    const { page } = await openPage();
    await drag(page, 0.5, 0.6);
    const from = page.getByLabel('From, part 1', { exact: true });
    const to = page.getByLabel('To, part 1', { exact: true });
    await from.fill('7.25');
    await from.press('Tab');
    await to.fill('0:12');
    await to.press('Tab');
    expect(await marked(page)).toEqual(['0:07.3–0:12.0']);
    await page.getByRole('button', { name: 'From of part 1: a tenth of a second earlier' }).click();
    await to.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowUp');
    expect(await marked(page)).toEqual(['0:07.2–0:13.1']);
    expect(await page.evaluate('document.activeElement.value')).toBe('0:13.1');
    await from.fill('lunch');
    await from.press('Tab');
    await untilText(page, 'said', 'Write a time as minutes and seconds');
    await from.fill('0:20');
    await from.press('Tab');
    await untilText(page, 'said', 'has to begin before it ends');
    expect(await marked(page)).toEqual(['0:07.2–0:13.1']);
    await to.fill('9:99');
    await to.press('Tab');
    await untilText(page, 'said', 'Write a time');
    await to.fill('5:00');
    await to.press('Tab');
    expect(await marked(page)).toEqual(['0:07.2–0:20.0']);
    expect(complaints).toEqual([]);
  });

  it('can be done, heard and saved by keyboard alone', async () => {
    const { page, redaction } = await openPage();
    await page.locator('#place').focus();
    for (let i = 0; i < 30; i += 1) await page.keyboard.press('ArrowRight');
    expect(await page.locator('#place').getAttribute('aria-valuetext')).toBe('0:03.0 of 0:20.0');
    const tabTo = async (id: string) => {
      for (let i = 0; i < 40; i += 1) {
        if ((await page.evaluate('document.activeElement.id')) === id) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab never reaches ${id}`);
    };
    await tabTo('from');
    await page.keyboard.press('Enter');
    await page.locator('#place').focus();
    for (let i = 0; i < 10; i += 1) await page.keyboard.press('ArrowRight');
    await tabTo('to');
    await page.keyboard.press('Space');
    expect(await marked(page)).toEqual(['0:03.0–0:04.0']);
    await tabTo('save');
    expect(await page.evaluate('document.activeElement.matches(":focus-visible")')).toBe(true);
    await page.keyboard.press('Enter');
    await untilText(page, 'saved', 'Saved. One part is silent, 1.0 seconds in all.');
    expect((await redaction())?.spans).toEqual([span(3_000, 4_000)]);
  });
});

describe('saving', () => {
  it('keeps what is marked, also when the page is loaded again and when it is opened anew', async () => {
    const { page, open, redaction, requestId } = await openPage();
    await drag(page, 0.1, 0.2);
    await drag(page, 0.5, 0.6);
    const both = await marked(page);
    await untilText(page, 'saved', 'What is marked has not been saved');
    await press(page, 'Silence these parts');
    await untilText(page, 'saved', 'Saved. 2 parts are silent');
    expect((await redaction())?.spans).toHaveLength(2);
    await page.reload();
    await untilText(page, 'saved', 'Settled by Paula Price');
    expect(await marked(page)).toEqual(both);
    await open();
    expect(await marked(page)).toEqual(both);
    await page.getByRole('button', { name: 'Remove part 2' }).click();
    await untilText(page, 'saved', 'has not been saved');
    await press(page, 'Undo');
    await untilText(page, 'saved', 'Settled by Paula Price');
    expect((await outcomes(desk, requestId)).filter((each) => each === 'clip.redact ok')).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('says that nothing needs silencing only when that is pressed, and with nothing marked', async () => {
    const { page, redaction, wav } = await openPage();
    await press(page, 'Silence these parts');
    await untilText(page, 'said', 'No part is marked.');
    await drag(page, 0.1, 0.2);
    await press(page, 'Nothing needs silencing');
    await untilText(page, 'said', 'Parts are marked. Remove them first');
    expect(await redaction()).toBeNull();
    await press(page, 'Undo');
    await press(page, 'Nothing needs silencing');
    await untilText(page, 'saved', 'Saved: nothing needs silencing.');
    expect(await redaction()).toMatchObject({ spans: [], clip: { bytes: wav.length } });
    await page.reload();
    await untilText(page, 'saved', 'nothing needs silencing.');
  });

  it('that fails loses nothing: what is marked stays, and is saved when it is pressed again', async () => {
    const { page, redaction } = await openPage();
    await drag(page, 0.1, 0.2);
    const before = await marked(page);
    await context.route('**/spans', (route) => route.abort());
    await press(page, 'Silence these parts');
    await untilText(page, 'said', 'Nothing has been saved.');
    expect(await marked(page)).toEqual(before);
    await context.unroute('**/spans');
    await desk.azurite.goAway();
    await press(page, 'Silence these parts');
    await untilText(page, 'said', 'storage does not answer just now');
    expect(await marked(page)).toEqual(before);
    await desk.azurite.restart();
    await press(page, 'Silence these parts');
    await untilText(page, 'saved', 'Saved. One part is silent');
    expect(await redaction()).not.toBeNull();
    expect(await page.locator('#said').textContent()).toBe('');
  });

  it('of somebody who may no longer is refused: the page falls silent and shows what was marked', async () => {
    const { page, redaction } = await openPage();
    await drag(page, 0.1, 0.2);
    const before = await marked(page);
    await press(page, 'Play');
    await until(page, `document.querySelector('audio').currentTime > 0.2`);
    desk.directory.dpo = [];
    await untilText(page, 'said', 'Only the Data Protection Officer');
    expect(await page.evaluate(`document.querySelector('audio').getAttribute('src')`)).toBeNull();
    expect(await page.locator('#save').getAttribute('aria-disabled')).toBe('true');
    for (const each of ['#save', '#from', '#to', '#undo', '#marks button'])
      await page.locator(each).first().click({ force: true });
    expect(await marked(page)).toEqual(before);
    expect(await redaction()).toBeNull();
    await untilText(page, 'said', 'Only the Data Protection Officer');
  });
});

describe('playing the result', () => {
  interface Moment {
    readonly at: number;
    readonly muted: boolean;
  }

  /**
   * Notes where the sound is, and whether it is muted, several times a second. What it gives plays on to a
   * second and gives the notes since.
   */
  const listenIn = async (page: Page) => {
    await page.evaluate(
      `(() => { const a = document.querySelector('audio'); window.moments = [];
        a.addEventListener('timeupdate', () => window.moments.push({ at: a.currentTime, muted: a.muted })); })()`,
    );
    return async (seconds: number): Promise<readonly Moment[]> => {
      await until(page, `window.moments.some(({ at }) => at > ${seconds})`);
      return page.evaluate('window.moments.splice(0)');
    };
  };
  const source = (page: Page): Promise<string> => page.evaluate(`document.querySelector('audio').src`);

  it('mutes what is marked before it is saved, and plays the saved sound afterwards', async () => {
    const { page, requestId } = await openPage();
    await goTo(page, 1_000);
    await press(page, 'Mark from here');
    await goTo(page, 2_500);
    await press(page, 'Mark to here');
    await goTo(page, 500);
    const heardUntil = await listenIn(page);
    await press(page, 'Hear the result');
    await untilText(page, 'playing', 'Playing with the marked parts silent. This has not been saved.');
    expect(await source(page)).toMatch(/\/clip$/);
    const preview = await heardUntil(2.9);
    const mutedBetween = (from: number, to: number): readonly boolean[] => [
      ...new Set(preview.filter(({ at }) => at > from && at < to).map(({ muted }) => muted)),
    ];
    expect(mutedBetween(0, 0.9)).toEqual([false]);
    expect(mutedBetween(1.1, 2.4)).toEqual([true]);
    expect(mutedBetween(2.6, 20)).toEqual([false]);
    await page.locator('#hear').click();
    await press(page, 'Silence these parts');
    await untilText(page, 'saved', 'Saved.');
    await goTo(page, 500);
    await press(page, 'Hear the result');
    await untilText(page, 'playing', 'Playing what was saved.');
    expect(await source(page)).toMatch(/\/result\?n=1$/);
    const saved = await heardUntil(1.4);
    expect(saved.some(({ at, muted }) => at > 1 && !muted)).toBe(true);
    expect(saved.every(({ muted }) => !muted)).toBe(true);
    const played = async () =>
      (await desk.events(requestId)).flatMap(({ action, detail }) =>
        action === 'redaction.play' ? [detail.which] : [],
      );
    await waitUntil('both playbacks are written down', async () => (await played()).length >= 2);
    expect(await played()).toEqual(['clip', 'result']);
    expect(complaints).toEqual([]);
  });

  it('plays one part with a second around it, as it is', async () => {
    const { page } = await openPage();
    await goTo(page, 8_000);
    await press(page, 'Mark from here');
    await goTo(page, 8_500);
    await press(page, 'Mark to here');
    const heardUntil = await listenIn(page);
    await page.getByRole('button', { name: 'Hear part 1' }).click();
    const moments = await heardUntil(9.4);
    expect(Math.min(...moments.map(({ at }) => at))).toBeCloseTo(7, 0);
    expect(moments.some(({ at, muted }) => at > 8 && at < 8.5 && !muted)).toBe(true);
    expect(moments.every(({ muted }) => !muted)).toBe(true);
    await until(page, `document.querySelector('audio').paused`);
    expect(await page.evaluate<number>(`document.querySelector('audio').currentTime`)).toBeLessThan(10);
  });
});

describe('on a telephone', () => {
  it.each(['light', 'dark'] as const)('everything fits 390 pixels and can be touched, %s', async (colorScheme) => {
    await context.close();
    await newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme });
    const { page } = await openPage({ wav: CALL });
    await dragByFinger(page, 0.2, 0.4);
    expect(await marked(page)).toEqual([expect.stringMatching(/^0:06\.\d–0:13\.\d$/)]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    const small = await page.evaluate(
      `[...document.querySelectorAll('#redaction button, #redaction input')].filter((e) => {
        const { width, height } = e.getBoundingClientRect(); return width < 43 || height < 43; }).map((e) => e.id || e.textContent)`,
    );
    expect(small).toEqual([]);
    await press(page, 'Silence these parts');
    // A quarter of a second more at both ends, since it was an MP3.
    await untilText(page, 'saved', 'Saved. One part is silent, 7.');
    expect(complaints).toEqual([]);
  });
});

describe('somebody outside, in Chromium', () => {
  /** Fetches the sound as the page’s own browser does, and gives it as base64: megabytes of numbers take long. */
  const heardBytes = async (page: Page): Promise<Buffer> =>
    Buffer.from(
      await page.evaluate<string>(
        `fetch(location.pathname + '/audio', { headers: { range: 'bytes=0-' } }).then((a) => a.blob()).then((blob) => new Promise((done) => {
          const reader = new FileReader(); reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(blob); }))`,
      ),
      'base64',
    );

  it('types the passcode and hears the redacted sound: every sample of every channel in the span is zero, every byte outside is the clip’s', async () => {
    const silent = span(5_000, 7_000);
    const { url, passcode, wav, requestId } = await giveExternal(desk, { wav: LOUD }, { spans: [silent] });
    const page = await context.newPage();
    await page.goto(url);
    // The browser puts the focus there by itself, a moment after the page has loaded.
    await page.locator('#passcode:focus').waitFor();
    await page.keyboard.type('0000 0000');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the passcode. 4 tries are left.').waitFor();
    await page.getByLabel('Passcode').fill(passcode);
    await press(page, 'Listen');
    await page.waitForURL(/\/playback\//);
    await press(page, 'Play');
    await page.evaluate(`document.querySelector('audio').playbackRate = 8`);
    await until(page, `document.querySelector('audio').ended`);

    const bytes = await heardBytes(page);
    expect(bytes.length).toBe(wav.length);
    const samples = Array.from({ length: (bytes.length - 44) / 2 }, (_, i) => bytes.readInt16LE(44 + i * 2));
    const frame = (ms: number) => ms * 8;
    for (const channel of [0, 1]) {
      const own = samples.filter((_, i) => i % 2 === channel);
      expect(new Set(own.slice(frame(silent.fromMs), frame(silent.toMs)))).toEqual(new Set([0]));
      expect(own.slice(0, frame(silent.fromMs)).includes(0)).toBe(false);
      expect(own.slice(frame(silent.toMs)).includes(0)).toBe(false);
    }
    const [from, to] = [44 + frame(silent.fromMs) * 4, 44 + frame(silent.toMs) * 4];
    expect(bytes.subarray(0, from).equals(Buffer.from(wav).subarray(0, from))).toBe(true);
    expect(bytes.subarray(to).equals(Buffer.from(wav).subarray(to))).toBe(true);
    expect(await page.getByRole('link').count()).toBe(0);
    expect(await outcomes(desk, requestId)).toContain('clip.play ok');
    // The wrong passcode’s page is answered 403, of which Chromium tells the console.
    expect(complaints.filter((each) => !each.startsWith('Failed to load resource'))).toEqual([]);
  });

  it('hears the page fall silent when the DPO ends the link', async () => {
    const { url, passcode, requestId } = await giveExternal(desk, { wav: LOUD });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByLabel('Passcode').fill(passcode);
    await press(page, 'Listen');
    await page.waitForURL(/\/playback\//);
    await press(page, 'Play');
    await until(page, `document.querySelector('audio').currentTime > 0.2`);
    await desk.acts.endExternalLinks({ requestId, actor: PAULA });
    await untilText(page, 'said', 'This link can no longer be used.');
    expect(await page.evaluate(`document.querySelector('audio').getAttribute('src')`)).toBeNull();
    await page.reload();
    expect(await page.textContent('main')).toContain('can no longer be used');
  });

  it('needs no JavaScript', async () => {
    const { url, passcode } = await giveExternal(desk, { wav: LOUD });
    const plain = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    const page = await plain.newPage();
    await page.goto(url);
    expect(await page.getByLabel('Passcode').getAttribute('inputmode')).toBe('numeric');
    expect(await page.getByLabel('Passcode').getAttribute('autocomplete')).toBe('off');
    await page.getByLabel('Passcode').fill(passcode.replace('-', ' '));
    await press(page, 'Listen');
    await page.waitForURL(/\/playback\//);
    expect(await page.locator('audio[controls]').isVisible()).toBe(true);
    await plain.close();
  });
});
