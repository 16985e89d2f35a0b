import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMs } from '../../../../src/kernel/time.ts';
import { RANGE_BYTES } from '../../../../src/platform/http/sound.ts';
import { buildAgreement } from '../../../builders.ts';
import { DPO, press, START, startDesk, type TestDesk } from '../../../support/listeningDesk.ts';
import { buildWav } from '../../../support/wav.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(() => desk.stop());

/** Forty seconds: two pieces and a half. */
const LONG = buildWav({ durationMs: 40_000 });

const SHORT = buildWav({ durationMs: 1_000 });

const outcomes = async (requestId: string): Promise<string[]> =>
  (await desk.events(requestId)).map(({ action, outcome }) => `${action} ${outcome}`);

const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url, { method, headers, redirect: 'manual' });

/** A released clip, opened: what a browser holds then. */
async function opened(release: Parameters<TestDesk['release']>[0]) {
  const clip = await desk.release(release);
  const { cookie, page } = await press(await clip.mint());
  const hear = (range?: string, method = 'GET') =>
    get(`${page}/audio`, { cookie, ...(range === undefined ? {} : { range }) }, method);
  return { ...clip, cookie, page, hear, read: (path = '') => get(`${page}${path}`, { cookie }) };
}

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

describe('a fresh link', () => {
  it('shows what it is, and ten previews use nothing up', async () => {
    const clip = await desk.release({ wav: SHORT, requesterName: 'Amy <b>Cole</b> & “Co”' });
    const url = await clip.mint();
    for (let look = 0; look < 10; look += 1) {
      const method = look % 2 === 0 ? 'HEAD' : 'GET';
      const answer = await get(url, { 'user-agent': 'Slackbot-LinkExpanding 1.0' }, method);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      const text = await answer.text();
      if (method === 'HEAD') expect(text).toBe('');
      else {
        expect(text).toContain(clip.requestId);
        expect(text).toContain('Complaint');
        expect(text).toContain('1 second<');
        expect(text).toContain('09:35 today');
        expect(text).toContain('Amy &lt;b&gt;Cole&lt;/b&gt; &amp; “Co”');
        expect(text).not.toContain(`${clip.requestId}.wav`);
      }
    }
    expect(await outcomes(clip.requestId)).toEqual(['link.mint ok']);
    expect((await press(url)).answer.status).toBe(303);
  });

  it('opens once, for the browser that pressed the button, and says afterwards that it has been used', async () => {
    const clip = await desk.release({ wav: SHORT });
    const url = await clip.mint();
    const { answer, cookie, page } = await press(url);
    const set = answer.headers.get('set-cookie') ?? '';
    const path = new URL(page).pathname;
    expect(set).toMatch(/^desk-[\w-]+=[\w-]{43}; Path=\/playback\/[\w-]+; Max-Age=10800; HttpOnly; SameSite=Strict$/);
    expect(set).toContain(`Path=${path};`);
    expect((await get(page, { cookie })).status).toBe(200);
    expect((await get(page)).status).toBe(403);
    expect((await get(page, { cookie: `${cookie.split('=')[0]}=guess` })).status).toBe(403);
    for (const again of [(await press(url)).answer, await get(url)]) {
      expect(again.status).toBe(410);
      expect(await again.text()).toContain('This link has been used already.');
    }
    expect(await outcomes(clip.requestId)).toEqual(['link.mint ok', 'clip.open ok', 'clip.open link-used']);
  });

  it('can be opened until five minutes after it was asked for, and not at five minutes', async () => {
    desk.setNow(START);
    const fresh = async () => (await desk.release({ wav: SHORT })).mint();
    const [inTime, late] = [await fresh(), await fresh()];
    desk.setNow(addMs(START, 5 * 60_000 - 1));
    expect((await press(inTime)).answer.status).toBe(303);
    desk.setNow(addMs(START, 5 * 60_000));
    const answer = await get(late);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('This link has run out.');
    expect((await press(late)).answer.status).toBe(410);
    desk.setNow(START);
  });

  it('is opened by one of two browsers that press at the same moment', async () => {
    const clip = await desk.release({ wav: SHORT });
    const url = await clip.mint();
    const pressed = await Promise.all([press(url), press(url), press(url)]);
    expect(pressed.map(({ answer }) => answer.status).sort()).toEqual([303, 410, 410]);
  });

  it('is not opened from another site’s page, nor ahead of time', async () => {
    const clip = await desk.release({ wav: SHORT });
    const url = await clip.mint();
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: 'null' },
      { origin: 'https://elsewhere.example' },
      { 'sec-purpose': 'prefetch', 'sec-fetch-site': 'same-origin' },
      { 'sec-purpose': 'prefetch;prerender' },
      { purpose: 'prefetch' },
    ]) {
      const { answer } = await press(url, headers as Record<string, string>);
      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect(await answer.text()).toContain('press the button there');
    }
    expect(await outcomes(clip.requestId)).toEqual(['link.mint ok']);
    expect((await press(url, { 'sec-fetch-site': 'same-origin', origin: 'null' })).answer.status).toBe(303);
  });

  it('that nobody gave out is not known', async () => {
    for (const token of ['x', 'a'.repeat(43), '%00', '..%2F..%2Fetc', '%3Cscript%3E']) {
      const answer = await get(`${desk.address}/listen/${token}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('does not know this link');
      expect((await press(`${desk.address}/listen/${token}`)).answer.status).toBe(404);
    }
  });

  it('of an access that was stopped says so', async () => {
    const clip = await desk.release({ wav: SHORT });
    const url = await clip.mint();
    await clip.revoke();
    const answer = await get(url);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('This access has ended.');
  });
});

describe('the sound of an opened link', () => {
  it('comes whole through ranges of any shape', async () => {
    const { hear, wav } = await opened({ wav: LONG });
    expect(wav.length).toBeGreaterThan(2 * RANGE_BYTES);
    const whole = Buffer.from(wav);
    const total = whole.length;
    const from = async (range: string | undefined, start: number, end: number) => {
      const answer = await hear(range);
      expect(answer.status).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${total}`);
      expect(answer.headers.get('accept-ranges')).toBe('bytes');
      expect(answer.headers.get('content-length')).toBe(String(end - start));
      expect((await bytesOf(answer)).equals(whole.subarray(start, end)), range).toBe(true);
    };
    await from(undefined, 0, total);
    await from('bytes=0-', 0, total);
    await from('bytes=0-0', 0, 1);
    await from('bytes=0-1', 0, 2);
    await from('bytes=1000-1999', 1_000, 2_000);
    await from(`bytes=${RANGE_BYTES - 1}-${RANGE_BYTES}`, RANGE_BYTES - 1, RANGE_BYTES + 1);
    await from(`bytes=100-${RANGE_BYTES * 2 + 200}`, 100, RANGE_BYTES * 2 + 201);
    await from(`bytes=${total - 1}-`, total - 1, total);
    await from(`bytes=5-${total * 10}`, 5, total);
    await from('bytes=-100', total - 100, total);
    await from(`bytes=-${total * 10}`, 0, total);
    await from('lines=1-2', 0, total);
  });

  it('is refused with 416 for a range that is not there', async () => {
    const { hear, wav } = await opened({ wav: SHORT });
    for (const range of [`${wav.length}-`, '9-3', '-', '-0', 'a-b', '0-1,4-5', '0x1-2', '1e1-20']) {
      const answer = await hear(`bytes=${range}`);
      expect(answer.status, range).toBe(416);
      expect(answer.headers.get('content-range')).toBe(`bytes */${wav.length}`);
    }
  });

  it('is described to a HEAD, which hears nothing', async () => {
    const { hear, wav, requestId } = await opened({ wav: SHORT });
    const answer = await hear(undefined, 'HEAD');
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, String(wav.length)]);
    expect(await outcomes(requestId)).toEqual(['link.mint ok', 'clip.open ok']);
  });

  it('is written down when it is heard, when it is refused, and for whom, without a name or a number', async () => {
    const { hear, page, revoke, requestId } = await opened({ wav: LONG });
    await bytesOf(await hear('bytes=0-'));
    expect((await get(`${page}/audio`)).status).toBe(403);
    await revoke();
    expect((await hear('bytes=100-')).status).toBe(410);
    expect(await outcomes(requestId)).toEqual([
      'link.mint ok',
      'clip.open ok',
      'clip.play ok',
      'clip.play other-browser',
      'clip.play access-ended',
    ]);
    // Another browser may be anybody's.
    for (const { actor, outcome } of await desk.events(requestId))
      expect(actor).toMatch(outcome === 'other-browser' ? /^the link of p-/ : /^p-/);
    expect(await desk.everything()).not.toMatch(/amy|cole|wilson|alder|01632|441632/i);
    expect(await desk.isChainWhole()).toBe(true);
  });

  it('breaks off when access is stopped in the middle of an answer', async () => {
    // Long enough that the answer does not fit into what lies between desk and browser.
    const { hear, revoke, wav, requestId } = await opened({
      wav: buildWav({ channels: 2, sampleRate: 48_000, durationMs: 120_000 }),
    });
    const answer = await hear('bytes=0-');
    const reader = answer.body?.getReader();
    let got = (await reader?.read())?.value?.length ?? 0;
    await revoke();
    await expect(
      (async () => {
        for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) got += part.value.length;
      })(),
    ).rejects.toThrow();
    expect(got).toBeLessThan(wav.length);
    expect((await hear(`bytes=${got}-`)).status).toBe(410);
    expect(await outcomes(requestId)).toContain('clip.play access-ended');
    expect(desk.log).toEqual([]);
  });

  it('ends when the playback’s two hours have passed, to the millisecond', async () => {
    desk.setNow(START);
    const { hear, read } = await opened({ wav: SHORT });
    desk.setNow(addMs(START, 120 * 60_000 - 1));
    expect((await hear()).status).toBe(206);
    expect(await (await read('/standing')).json()).toEqual({ until: '2026-11-23T11:30:00.000Z' });
    desk.setNow(addMs(START, 120 * 60_000));
    expect((await hear()).status).toBe(410);
    const standing = await read('/standing');
    expect(standing.status).toBe(410);
    expect(await standing.json()).toEqual({ code: 'link-expired', sentence: expect.stringContaining('has run out') });
    expect((await read()).status).toBe(410);
    desk.setNow(START);
  });
});

describe('a copy', () => {
  it('is the whole clip, as a file named for the request, where a copy was agreed', async () => {
    const { read, wav, requestId } = await opened({ wav: LONG, mode: 'copy' });
    expect(await (await read()).text()).toContain('Save a copy');
    const answer = await read('/copy');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${requestId}.wav"`);
    expect((await bytesOf(answer)).equals(Buffer.from(wav))).toBe(true);
    expect(await outcomes(requestId)).toEqual(['link.mint ok', 'clip.open ok', 'clip.copy ok']);
  });

  it('stands in the register once, however often it is saved, and one that is only heard does not', async () => {
    const lines = async (id: string) =>
      (await desk.uow.read(({ disclosures }) => disclosures.newest(100, []))).filter(
        ({ requestId }) => requestId === id,
      );
    const { read, hear, wav, requestId } = await opened({ wav: LONG, mode: 'copy' });
    await desk.uow.run(async ({ requests }) => {
      const request = await requests.find(requestId);
      if (request) await requests.save({ ...request, agreements: [buildAgreement({ by: DPO })] });
    });
    await bytesOf(await hear('bytes=0-'));
    expect(await lines(requestId)).toEqual([]);
    for (const answer of [await read('/copy'), await read('/copy')]) await bytesOf(answer);
    expect(await lines(requestId)).toEqual([
      expect.objectContaining({
        kind: 'copy-given',
        caseId: null,
        recipient: 'Amy Cole',
        by: 'Paula Price',
        ground: 'Complaint (policy 2.1d)',
        sha256: createHash('sha256').update(wav).digest('hex'),
        silenced: 0,
      }),
    ]);
  });

  it('is refused where listening was agreed, and the attempt is written down', async () => {
    const { read, requestId } = await opened({ wav: SHORT });
    expect(await (await read()).text()).not.toContain('Save a copy');
    const answer = await read('/copy');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('for listening only');
    expect((await outcomes(requestId)).at(-1)).toBe('clip.copy copy-not-agreed');
  });
});

describe('every answer of the clip page', () => {
  it('may run, load and be framed by nothing of anybody else, and is kept nowhere', async () => {
    const { page, read, hear } = await opened({ wav: SHORT });
    const answers = [
      await get(await (await desk.release({ wav: SHORT })).mint()),
      await read(),
      await read('/standing'),
      await hear('bytes=0-9'),
      await get(page),
      await get(`${desk.address}/listen/nobody`),
      await get(`${desk.address}/nowhere`),
    ];
    for (const { headers } of answers) {
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('microphone=()');
      expect(headers.get('server')).toBeNull();
    }
    for (const { body } of answers) await body?.cancel();
  });
});

describe('when storage is away', () => {
  it('says so with 503 and when to try again, and the same opening works once it is back', async () => {
    const { hear, read, wav } = await opened({ wav: SHORT });
    await desk.azurite.goAway();
    const away = await hear();
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('30');
    expect(await away.text()).toContain('storage does not answer');
    expect((await read('/standing')).status).toBe(200);
    await desk.azurite.restart();
    expect((await bytesOf(await hear())).equals(Buffer.from(wav))).toBe(true);
  });
});
