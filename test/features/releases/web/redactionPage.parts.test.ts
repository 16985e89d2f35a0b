import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../../../src/features/listening/model/oneTimeLink.ts';
import { addMinutes, addMs } from '../../../../src/kernel/time.ts';
import { buildAccount } from '../../../builders.ts';
import { outcomes, PAULA, register } from '../../../support/externalVisitor.ts';
import {
  AMY,
  CASE,
  DPO,
  press,
  type Release,
  START,
  startDesk,
  type TestDesk,
} from '../../../support/listeningDesk.ts';
import { buildMp3, LOUD } from '../../../support/mp3.ts';
import { buildWav } from '../../../support/wav.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(() => desk.stop());

beforeEach(() => {
  desk.setNow(START);
  desk.directory.dpo = [DPO];
});

const SHORT = buildWav({ channels: 2, durationMs: 1_000 });

/** A second and a half. */
const MP3 = buildMp3({ levels: Array(20).fill(LOUD) });

const LONG = buildWav({ channels: 2, sampleRate: 48_000, durationMs: 60_000 });

const textOf = async (answer: Response): Promise<string> => (await answer.text()).replace(/<[^>]*>/g, ' ');

const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function mint(page: Page, actor = PAULA) {
  const minted = await desk.acts.mintPageLink({ actor, page });
  if (!minted.ok) throw new Error(minted.error.code);
  return minted.value.url;
}

/** An opened page, and what its browser does there. */
async function open(page: Page) {
  const opened = await press(await mint(page));
  const { cookie } = opened;
  const get = (path = '', headers: Record<string, string> = {}) =>
    fetch(`${opened.page}${path}`, { headers: { cookie, ...headers }, redirect: 'manual' });
  const save = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${opened.page}/spans`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ...opened, get, save };
}

/** A clip of a case and its redaction page, opened. */
async function openRedaction(release: Partial<Release> = {}) {
  const clip = await desk.release({ wav: SHORT, fromCase: true, ...release });
  return { ...clip, ...(await open({ kind: 'redaction', requestId: clip.requestId })) };
}

const clipNames = async (grantId: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const page of desk.clips.pages()) names.push(...page.map(({ name }) => name));
  return names.filter((name) => name.startsWith(grantId)).sort();
};

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });

describe('a link to a page of the desk', () => {
  it('is looked at by previews without using it up, and opens once, in one browser', async () => {
    const { requestId } = await desk.release({ wav: SHORT, fromCase: true });
    const url = await mint({ kind: 'redaction', requestId });
    for (let look = 0; look < 6; look += 1) {
      const answer = await fetch(url, { method: look % 2 ? 'HEAD' : 'GET' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      if (look % 2 === 0) expect(await textOf(answer)).toContain('For Paula Price only');
    }
    const { answer, cookie, page } = await press(url);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toContain(`Path=${new URL(page).pathname};`);
    expect((await fetch(page, { headers: { cookie } })).status).toBe(200);
    expect((await fetch(page)).status).toBe(403);
    expect((await press(url)).answer.status).toBe(410);
    expect((await press(url, { 'sec-fetch-site': 'cross-site' })).answer.status).toBe(403);
    expect(await outcomes(desk, requestId)).toEqual(['page.mint ok', 'page.open ok', 'page.open link-used']);
    expect((await fetch(`${desk.address}/page/nobody`)).status).toBe(404);
    expect((await fetch(`${desk.address}/desk/nobody`)).status).toBe(404);
  });

  it('can be opened until five minutes after it was asked for, and used for two hours', async () => {
    const fresh = async () => {
      const { requestId } = await desk.release({ wav: SHORT, fromCase: true });
      return mint({ kind: 'redaction', requestId });
    };
    const [inTime, late] = [await fresh(), await fresh()];
    desk.setNow(addMs(addMinutes(START, 5), -1));
    const { cookie, page } = await press(inTime);
    desk.setNow(addMinutes(START, 5));
    expect((await press(late)).answer.status).toBe(410);
    desk.setNow(addMs(addMinutes(START, 125), -2));
    expect((await fetch(page, { headers: { cookie } })).status).toBe(200);
    desk.setNow(addMs(addMinutes(START, 125), -1));
    expect((await fetch(page, { headers: { cookie } })).status).toBe(410);
  });

  it('is of no use any more, a minute later at most, once its person’s account is shut out', async () => {
    const opened = addMinutes(START, 24 * 60);
    desk.setNow(opened);
    const { get, save, requestId } = await openRedaction({ wav: SHORT });
    expect((await get('/clip')).status).toBe(206);
    await desk.uow.run(({ people }) => people.bind(buildAccount(DPO, { state: 'held' })));
    desk.setNow(addMinutes(opened, 1));
    for (const path of ['', '/standing', '/clip', '/result']) expect((await get(path)).status, path).toBe(403);
    expect((await save({ spans: [span(0, 100)], nothing: false })).status).toBe(403);
    expect(await outcomes(desk, requestId)).toContain('redaction.play inactive-account');
    await desk.uow.run(({ people }) => people.bind(buildAccount(DPO)));
    desk.setNow(addMinutes(opened, 2));
    expect((await get('/clip')).status).toBe(206);
  });

  it('ends the one before of the same page, and none of another page', async () => {
    const { requestId, get, save } = await openRedaction({ wav: SHORT });
    const pack = await press(await mint({ kind: 'documents', documents: 'case-pack', subject: CASE }));
    const again = await mint({ kind: 'redaction', requestId });
    for (const path of ['', '/standing', '/clip']) {
      const answer = await get(path);
      expect(answer.status, path).toBe(410);
      expect(await answer.text()).toContain('A newer link to the same has been asked for');
    }
    expect((await save({ spans: [span(0, 100)], nothing: false })).status).toBe(410);
    expect((await press(again)).answer.status).toBe(303);
    expect((await fetch(pack.page, { headers: { cookie: pack.cookie } })).status).toBe(200);
  });

  it('that is dead or was never given writes a few events, however often it is pressed and fetched', async () => {
    const { requestId, page } = await openRedaction({ wav: SHORT });
    const link = await mint({ kind: 'redaction', requestId });
    await press(link);
    const before = (await desk.everything()).length;
    for (let time = 0; time < 10; time += 1) {
      for (const path of ['/clip', '/result', '/file/x']) {
        expect((await fetch(`${page}${path}`)).status).toBeGreaterThanOrEqual(400);
        expect((await fetch(`${desk.address}/desk/nobody${path}`)).status).toBe(404);
      }
      expect((await press(link)).answer.status).toBe(410);
    }
    const events = (await desk.events(requestId))
      .slice(4)
      .map(({ actor, action, outcome }) => [actor, action, outcome]);
    const whose = (await desk.events(requestId))[0]?.actor;
    expect(events.filter(([, action]) => action === 'page.open')).toEqual(
      Array(3).fill([`the link of ${whose}`, 'page.open', 'link-used']),
    );
    expect(events.filter(([, action]) => action === 'redaction.play')).toEqual(
      Array(3).fill([`the link of ${whose}`, 'redaction.play', 'other-browser']),
    );
    const after = (await desk.everything()).length;
    await press(link);
    await fetch(`${page}/clip`);
    await fetch(`${desk.address}/desk/nobody/clip`);
    expect((await desk.everything()).length).toBe(after);
    expect(after).toBeGreaterThan(before);
  });

  it('is made for the DPO alone, and for a clip of a case that can still be heard', async () => {
    const fromCase = await desk.release({ wav: SHORT, fromCase: true });
    const other = await desk.release({ wav: SHORT });
    const attempt = async (requestId: string, actor = PAULA) => {
      const minted = await desk.acts.mintPageLink({ actor, page: { kind: 'redaction', requestId } });
      return minted.ok ? 'ok' : minted.error.code;
    };
    const amy = { ...PAULA, email: AMY, name: 'Amy Cole', roles: ['dpo'] } as never;
    expect(await attempt(fromCase.requestId, amy)).toBe('not-the-dpo');
    expect(await attempt(other.requestId)).toBe('not-from-a-case');
    await fromCase.revoke();
    expect(await attempt(fromCase.requestId)).toBe('access-ended');
  });

  it('is of no use any more the moment its person is the DPO no longer', async () => {
    const { get, save, requestId } = await openRedaction({ wav: LONG });
    const reader = (await get('/clip', { range: 'bytes=0-' })).body?.getReader();
    await reader?.read();
    desk.directory.dpo = [];
    await expect(
      (async () => {
        for (let part = await reader?.read(); part && !part.done; ) part = await reader?.read();
      })(),
    ).rejects.toThrow();
    for (const path of ['', '/standing', '/clip', '/result']) expect((await get(path)).status, path).toBe(403);
    expect((await save({ spans: [span(0, 100)], nothing: false })).status).toBe(403);
    expect(await outcomes(desk, requestId)).toContain('redaction.play not-the-dpo');
    expect(await outcomes(desk, requestId)).toContain('clip.redact not-the-dpo');
  });
});

describe('the sound of a redaction page', () => {
  it('is the clip as it was cut, in ranges, and each playback is written down', async () => {
    const { get, wav, requestId } = await openRedaction();
    expect(Buffer.from(await (await get('/clip')).arrayBuffer()).equals(Buffer.from(wav))).toBe(true);
    const part = await get('/clip', { range: 'bytes=100-199' });
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${wav.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(Buffer.from(wav.subarray(100, 200)))).toBe(true);
    expect((await get('/clip', { range: `bytes=${wav.length}-` })).status).toBe(416);
    expect((await get('/result')).status).toBe(403);
    const events = await desk.events(requestId);
    expect(events.slice(2).map(({ action, outcome, detail }) => [action, outcome, detail.which])).toEqual([
      ['redaction.play', 'ok', 'clip'],
      // From near the beginning again, with all of it heard before.
      ['redaction.play', 'ok', 'clip'],
      ['redaction.play', 'not-redacted-yet', 'result'],
    ]);
    expect(new Set(events.map(({ actor }) => actor)).size).toBe(1);
  });
});

describe('saving what is marked', () => {
  it('makes a new sound, leaves the clip as it was, and plays it', async () => {
    const { get, save, wav, grantId, requestId } = await openRedaction();
    const answer = await save({ spans: [span(500, 700), span(100, 200), span(650, 800)], nothing: false });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ marked: [span(100, 200), span(500, 800)], silencedMs: 400 });
    const result = Buffer.from(await (await get('/result')).arrayBuffer());
    const expected = Buffer.from(wav);
    for (const [from, to] of [
      [100, 200],
      [500, 800],
    ] as const)
      expected.fill(0, 44 + from * 8 * 4, 44 + to * 8 * 4);
    expect(result.equals(expected)).toBe(true);
    expect(Buffer.from(await (await get('/clip')).arrayBuffer()).equals(Buffer.from(wav))).toBe(true);
    expect(await clipNames(grantId)).toEqual([expect.stringMatching(/\.silenced-[\w-]+\.wav$/), `${grantId}.wav`]);
    const settled = (await desk.events(requestId)).find(({ action }) => action === 'clip.redact');
    expect(settled).toMatchObject({
      outcome: 'ok',
      detail: { grant: grantId, spans: 2, ms: 400, sha256: shaOf(result) },
    });
    expect(await textOf(await get())).toContain('2 parts are silent, 0.4 seconds in all.');
  });

  it('again takes the place of what was saved before, of which nothing stays', async () => {
    const { save, grantId, get } = await openRedaction();
    await save({ spans: [span(0, 100)], nothing: false });
    const [before] = await clipNames(grantId);
    await save({ spans: [span(0, 200)], nothing: false });
    const [after, ...rest] = await clipNames(grantId);
    expect(after).not.toBe(before);
    expect(rest).toEqual([`${grantId}.wav`]);
    const nothing = await save({ spans: [], nothing: true });
    expect(await nothing.json()).toEqual({ marked: [], silencedMs: 0 });
    expect(await clipNames(grantId)).toEqual([`${grantId}.wav`]);
    expect(await textOf(await get())).toContain('nothing needs silencing.');
    expect((await get('/result')).status).toBe(206);
  });

  it('silences a quarter of a second more at both ends where the recording was an MP3 by its bytes, and shows what was marked', async () => {
    const { save, get } = await openRedaction({ wav: MP3, recording: '2026/call.wav' });
    expect(await textOf(await get())).toContain('a quarter of a second more at both ends');
    expect(await (await save({ spans: [span(400, 500)], nothing: false })).json()).toEqual({
      marked: [span(400, 500)],
      silencedMs: 600,
    });
    const result = Buffer.from(await (await get('/result')).arrayBuffer()).subarray(44);
    expect(new Set(result.subarray(150 * 16, 750 * 16))).toEqual(new Set([0]));
    expect(result.subarray(150 * 16 - 32, 150 * 16).every((byte) => byte === 0)).toBe(false);
  });

  it('silences no more than was marked where only the recording’s name was that of an MP3', async () => {
    const { save, get } = await openRedaction({ recording: '2026/call.MP3' });
    expect(await textOf(await get())).not.toContain('a quarter of a second more at both ends');
    expect(await (await save({ spans: [span(400, 500)], nothing: false })).json()).toMatchObject({ silencedMs: 100 });
  });

  it('is refused in sentences, and changes nothing', async () => {
    const { save, grantId, requestId } = await openRedaction();
    const many = Array.from({ length: 201 }, (_, i) => span(i * 4, i * 4 + 1));
    const refusals = [
      [400, 'not json', 'could not read'],
      [400, 'null', 'could not read'],
      [400, { spans: [{ fromMs: '1', toMs: 2 }], nothing: false }, 'could not read'],
      [400, { spans: [span(1, 2)] }, 'could not read'],
      [422, { spans: [], nothing: false }, 'Mark at least one part'],
      [422, { spans: [span(1, 2)], nothing: true }, 'Mark at least one part'],
      [422, { spans: [span(500, 400)], nothing: false }, 'runs backwards'],
      [422, { spans: [span(1_000, 1_100)], nothing: false }, 'outside the clip'],
      [422, { spans: many, nothing: false }, 'At most 200 parts'],
      [413, { spans: Array(3_000).fill(span(100_000, 200_000)), nothing: false }, 'Too many parts'],
    ] as const;
    for (const [status, body, words] of refusals) {
      const answer = await save(body);
      expect(answer.status, words).toBe(status);
      const { sentence } = (await answer.json()) as { sentence: string };
      expect(sentence).toContain(words);
      expect(sentence).toContain('Nothing has been saved');
    }
    const foreign = await save({ spans: [span(0, 100)], nothing: false }, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(await clipNames(grantId)).toEqual([`${grantId}.wav`]);
    expect((await outcomes(desk, requestId)).filter((each) => each === 'clip.redact ok')).toEqual([]);
  });

  it('is refused once the access has been stopped, and leaves no sound behind', async () => {
    const { save, revoke, grantId } = await openRedaction();
    await revoke();
    const answer = await save({ spans: [span(0, 100)], nothing: false });
    expect(answer.status).toBe(410);
    expect(await clipNames(grantId)).toEqual([`${grantId}.wav`]);
  });

  it('says when storage is away, and can be repeated', async () => {
    const { save } = await openRedaction();
    await desk.azurite.goAway();
    const away = await save({ spans: [span(0, 100)], nothing: false });
    expect(away.status).toBe(503);
    expect(((await away.json()) as { sentence: string }).sentence).toContain('Nothing is lost');
    await desk.azurite.restart();
    expect((await save({ spans: [span(0, 100)], nothing: false })).status).toBe(200);
  });
});

describe('a copy to hand over', () => {
  const documentsOf = (requestId: string) => open({ kind: 'documents', documents: 'cover-sheet', subject: requestId });

  it('is the redacted sound under a name of its own, and stands in the register each time it is taken', async () => {
    const { requestId, save, get: silent } = await openRedaction({ mode: 'copy' });
    await save({ spans: [span(100, 300)], nothing: false });
    const result = Buffer.from(await (await silent('/result')).arrayBuffer());
    const { get, page } = await documentsOf(requestId);
    const name = `${CASE}-${requestId}.wav`;
    for (let look = 0; look < 3; look += 1) expect(await textOf(await get())).toContain(name);
    expect(await register(desk, requestId)).toEqual([]);
    const file = await get(`/file/${name}`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(Buffer.from(await file.arrayBuffer()).equals(result)).toBe(true);
    expect(await register(desk, requestId)).toMatchObject([
      { kind: 'copy-given', recipient: 'Mrs Alder', by: 'Paula Price', silenced: 1, sha256: shaOf(result) },
    ]);
    expect(await outcomes(desk, requestId)).toContain('clip.hand-over ok');
    expect(await desk.everything()).toContain('page.file');
    expect((await get(`/file/${name}`, { 'sec-purpose': 'prefetch' })).status).toBe(403);
    expect((await get('/file/other.wav')).status).toBe(404);
    expect((await fetch(`${page}/file/${name}`)).status).toBe(403);
    expect(await register(desk, requestId)).toHaveLength(1);
  });

  it('is not made where listening was agreed, nor before the redaction is saved', async () => {
    const listening = await openRedaction();
    await listening.save({ spans: [], nothing: true });
    expect(await textOf(await (await documentsOf(listening.requestId)).get())).toContain('for listening only');
    const unsettled = await openRedaction({ mode: 'copy' });
    const { get } = await documentsOf(unsettled.requestId);
    expect(await textOf(await get())).toContain('Settle first what is silenced');
    expect((await get(`/file/${CASE}-${unsettled.requestId}.wav`)).status).toBe(403);
    expect(await register(desk, unsettled.requestId)).toEqual([]);
  });

  it('is the only copy there is: the DPO’s own listening page saves none of what a case releases', async () => {
    const { mint: listen, requestId } = await desk.release({ wav: SHORT, fromCase: true, mode: 'copy' });
    const { cookie, page } = await press(await listen());
    expect(await textOf(await fetch(page, { headers: { cookie } }))).not.toContain('Save a copy');
    const copy = await fetch(`${page}/copy`, { headers: { cookie } });
    expect(copy.status).toBe(403);
    expect(await textOf(copy)).toContain('Copy to hand over');
    expect((await outcomes(desk, requestId)).at(-1)).toBe('clip.copy copy-by-documents');
  });
});

it('leaves the chain whole, and no name, number or secret in it or in the log', async () => {
  expect(await desk.isChainWhole()).toBe(true);
  expect(await desk.everything()).not.toMatch(/alder|paula|price|amy|cole|01632|441632/i);
  expect(desk.log.filter(({ event }) => event !== 'clip.not-deleted')).toEqual([]);
});
