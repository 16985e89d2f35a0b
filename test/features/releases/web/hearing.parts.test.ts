import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../../src/features/practice/model/purpose.ts';
import type { AccessRequest } from '../../../../src/features/requests/model/request.ts';
import { addMinutes, addMs } from '../../../../src/kernel/time.ts';
import { buildAgreement, buildTerms } from '../../../builders.ts';
import { complaintsOf, launchBrowser } from '../../../support/browser.ts';
import { DPO, press, START, startDesk, type TestDesk } from '../../../support/listeningDesk.ts';
import { buildMp3, LOUD } from '../../../support/mp3.ts';
import { until as waitUntil } from '../../../support/until.ts';

const WILSON = 'dr.wilson@wilsonsvets.example';

/** Real speech, a minute of it. */
const CALL = Uint8Array.from(readFileSync(new URL('../../../../env/demo/calls/bill-complaint.wav', import.meta.url)));

let desk: TestDesk;

let browser: Browser;

let context: BrowserContext;

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
  desk.directory.directors = [WILSON];
  context = await browser.newContext();
  complaints = complaintsOf(context);
});

afterEach(() => context.close());

const director = { email: WILSON, name: 'Will Wilson', emails: [], roles: [], extensions: [] };

/** A request that waits, and the link its director gets for the call it means. */
async function asked(wav: Uint8Array = CALL, request: Partial<AccessRequest> = {}) {
  const waiting = await desk.wait(wav, request);
  const mint = async (actor = director) => {
    const minted = await desk.acts.mintPageLink({ actor, page: { kind: 'hearing', ...waiting } });
    return minted.ok ? minted.value.url : minted.error.code;
  };
  const change = (changes: Partial<AccessRequest>) =>
    desk.uow.run(async ({ requests }) => {
      const found = await requests.find(waiting.requestId);
      if (found) await requests.save({ ...found, ...changes });
    });
  return { ...waiting, mint, change };
}

/** The same, opened. */
async function opened(...given: Parameters<typeof asked>) {
  const waiting = await asked(...given);
  const { cookie, page } = await press(await waiting.mint());
  const get = (path: string) => fetch(`${page}${path}`, { headers: { cookie } });
  return { ...waiting, page, cookie, get };
}

const outcomes = async (requestId: string) =>
  (await desk.events(requestId)).map(({ action, outcome }) => `${action} ${outcome}`);

const clipsStored = async () => {
  let count = 0;
  for await (const page of desk.clips.pages()) count += page.length;
  return count;
};

describe('a call heard before it is decided', () => {
  it('is the whole of it, from the recording itself; each hearing is written down, and nothing is stored', async () => {
    const before = await clipsStored();
    const { get, requestId, recordingId } = await opened();
    const answer = await get('/call');
    expect(answer.status).toBe(206);
    const wav = new Uint8Array(await answer.arrayBuffer());
    expect(String.fromCharCode(...wav.subarray(0, 4))).toBe('RIFF');
    expect(wav.length).toBeGreaterThan(0.9 * CALL.length);
    expect(await outcomes(requestId)).toEqual(['request.hear-first ok', 'page.open ok', 'hearing.play ok']);
    expect((await desk.events(requestId)).at(-1)?.detail).toMatchObject({ page: 'hearing', recording: recordingId });
    expect(await clipsStored()).toBe(before);
    for (const path of ['/clip', '/result']) expect((await get(path)).status, path).toBe(404);
  });

  it('is played of an MP3 too', async () => {
    const { get } = await opened(buildMp3({ levels: Array(40).fill(LOUD) }));
    const answer = await get('/call');
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
  });

  it('opens once, in one browser, within five minutes', async () => {
    const { mint, page } = await opened();
    expect((await fetch(`${page}/call`)).status).toBe(403);
    const link = await mint();
    expect((await press(link)).answer.status).toBe(303);
    expect((await press(link)).answer.status).toBe(410);
    const late = await mint();
    desk.setNow(addMinutes(START, 5));
    expect((await press(late)).answer.status).toBe(410);
    desk.setNow(addMs(addMinutes(START, 5), -1));
    expect((await press(await mint())).answer.status).toBe(303);
  });

  it.each<[string, (waiting: Awaited<ReturnType<typeof opened>>) => unknown, string]>([
    ['the request is denied', ({ change }) => change({ state: 'denied' }), 'already-decided'],
    ['the request is withdrawn', ({ change }) => change({ state: 'withdrawn' }), 'already-decided'],
    ['the request lapses', ({ change }) => change({ state: 'expired' }), 'already-decided'],
    ['the request is approved', ({ change }) => change({ state: 'approved' }), 'already-decided'],
    ['they say that they were on the call', ({ change }) => change({ stoodBack: [WILSON] }), 'party-to-call'],
    [
      'they lose the role',
      () => {
        desk.directory.directors = [];
      },
      'not-an-approver',
    ],
    ['the recording is deleted', ({ requestId }) => desk.lose(requestId), 'recording-gone'],
  ])('ends at once when %s', async (_, happens, outcome) => {
    const waiting = await opened();
    expect((await waiting.get('/call')).status).toBe(206);
    await happens(waiting);
    for (const path of ['', '/standing', '/call']) expect((await waiting.get(path)).status, path).toBe(403);
    expect((await outcomes(waiting.requestId)).at(-1)).toBe(`hearing.play ${outcome}`);
  });

  it('is refused, and the attempt written down, to whoever may not agree', async () => {
    const { mint, requestId } = await asked();
    const amy = { ...director, email: 'amy.cole@wilsonsvets.example' };
    expect(await mint(amy)).toBe('not-an-approver');
    expect(await mint({ ...director, email: DPO })).toMatch(/^http/);
    expect(await outcomes(requestId)).toEqual(['request.hear-first ok']);
    expect(await desk.everything()).toContain(
      '"action":"request.hear-first","subject":"-","outcome":"not-an-approver"',
    );
  });
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const until = (page: Page, condition: string): Promise<unknown> =>
  waitUntil(condition, () => page.evaluate<boolean>(condition));

const untilText = (page: Page, id: string, words: string): Promise<unknown> =>
  until(page, `document.getElementById(${JSON.stringify(id)}).textContent.includes(${JSON.stringify(words)})`);

const marked = (page: Page): Promise<string[]> =>
  page.evaluate(
    `[...document.querySelectorAll('#marks li')].map((li) => [...li.querySelectorAll('input')].map((i) => i.value).join('–'))`,
  );

async function openPage(...given: Parameters<typeof asked>) {
  const waiting = await asked(...given);
  const page = await context.newPage();
  await page.goto(await waiting.mint());
  await button(page, 'Open the page').click();
  await page.locator('#redaction').waitFor();
  const parts = async () => (await desk.uow.read(({ requests }) => requests.find(waiting.requestId)))?.parts;
  return { ...waiting, page, parts };
}

async function drag(page: Page, from: number, to: number) {
  await page.locator('#wave').scrollIntoViewIfNeeded();
  const box = await page.locator('#wave').boundingBox();
  if (!box) throw new Error('No picture');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y);
  await page.mouse.up();
}

describe('the page of it', () => {
  it('plays, and keeps the one part that is chosen, by dragging, by buttons, and by typing', async () => {
    const { page, parts, recordingId } = await openPage();
    expect(await page.locator('.lead').textContent()).toContain('Mrs Alder says the bill is wrong.');
    await button(page, 'Play').click();
    await until(page, `document.querySelector('audio').currentTime > 0.3`);
    await button(page, 'Pause').click();
    await drag(page, 0.1, 0.2);
    await drag(page, 0.5, 0.6);
    const [only = '', ...more] = await marked(page);
    expect(more).toEqual([]);
    expect(only).toMatch(/^0:1\d–0:2\d$/);
    await page.locator('#marks input').first().fill('0:07.5');
    await page.locator('#marks input').first().press('Enter');
    await page.locator('#marks input').nth(1).fill('0:12');
    await page.locator('#marks input').nth(1).press('Enter');
    await button(page, 'Use this part').click();
    await untilText(page, 'saved', 'Kept: 0:07 to 0:12.');
    expect(await marked(page)).toEqual(['0:07–0:12']);
    expect(await parts()).toEqual([{ by: WILSON, recordingId, fromMs: 7_000, toMs: 12_000 }]);
    await button(page, 'Use the whole call').click();
    await untilText(page, 'saved', 'Kept: 0:00 to');
    expect((await parts())?.[0]).toMatchObject({ fromMs: 0 });
    expect(complaints).toEqual([]);
  });

  it('is worked by the keyboard alone, a second at a step', async () => {
    const { page } = await openPage();
    await page.locator('#from').press('Enter');
    await page.locator('#place').press('PageUp');
    await page.locator('#to').press('Enter');
    const [before = ''] = await marked(page);
    await page.locator('#marks input').nth(1).press('ArrowUp');
    const [after = ''] = await marked(page);
    const [, first = ''] = before.split('–0:');
    const [, second = ''] = after.split('–0:');
    expect(Number(second)).toBe(Number(first) + 1);
    await button(page, 'Use this part').press('Enter');
    await untilText(page, 'saved', 'Kept: 0:00 to');
  });

  it('says why a part cannot be used, and goes on', async () => {
    const { page, change, recordingId } = await openPage(CALL, { rule: DEFAULT_RULES.legal });
    const terms = buildTerms({ recordingId, fromMs: 5_000, toMs: 20_000 });
    await change({ agreements: [buildAgreement({ by: DPO, seat: 'dpo', terms })] });
    await drag(page, 0.5, 0.7);
    await button(page, 'Use this part').click();
    await untilText(page, 'said', 'Somebody has agreed to less than this.');
    await drag(page, 0.25, 0.35);
    await button(page, 'Use this part').click();
    await untilText(page, 'saved', 'Kept:');
  });

  it('ends with a sentence once the request is decided', async () => {
    const { page, change } = await openPage();
    await button(page, 'Play').click();
    await change({ state: 'denied' });
    await untilText(page, 'said', 'This request has been decided already.');
    expect(await page.locator('audio').getAttribute('src')).toBeNull();
  });

  it('fits a phone and a desktop, zoomed or not', async () => {
    const { page } = await openPage();
    for (const [width, height] of [
      [390, 844],
      [1_280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      await button(page, 'Zoom in').click();
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await drag(page, 0.2, 0.22);
      if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/hearing-${width}.png`, fullPage: true });
    }
    const [only = ''] = await marked(page);
    expect(only).toMatch(/–/);
  });
});
