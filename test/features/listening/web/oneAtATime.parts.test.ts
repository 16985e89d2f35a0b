import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, addMs } from '../../../../src/kernel/time.ts';
import { press, type Release, START, startDesk, type TestDesk } from '../../../support/listeningDesk.ts';
import { until } from '../../../support/until.ts';
import { buildWav } from '../../../support/wav.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(() => desk.stop());

beforeEach(() => desk.setNow(START));

afterEach(() => {
  desk.directory.staffDomains = ['wilsonsvets.example'];
  desk.directory.people = [];
});

const SHORT = buildWav({ durationMs: 1_000 });

/** Five minutes on the telephone. */
const CALL = buildWav({ durationMs: 5 * 60_000 });

/** Two minutes that are many times what lies between desk and browser. */
const HEAVY = buildWav({ channels: 2, sampleRate: 48_000, durationMs: 120_000 });

const eventsOf = async (requestId: string): Promise<string[]> =>
  (await desk.events(requestId)).map(({ action, outcome }) => `${action} ${outcome}`);

async function open(url: string) {
  const { answer, cookie, page } = await press(url);
  const get = (path = '', headers: Record<string, string> = {}) =>
    fetch(`${page}${path}`, { headers: { cookie, ...headers }, redirect: 'manual' });
  return { status: answer.status, cookie, page, get, hear: (range = 'bytes=0-') => get('/audio', { range }) };
}

const opened = async (release: Release) => {
  const clip = await desk.release(release);
  return { ...clip, ...(await open(await clip.mint())) };
};

const whole = async (answer: Response): Promise<number> => (await answer.arrayBuffer()).byteLength;

describe('a newer link', () => {
  it('ends the unopened one before, on its page and by its button, and is itself good', async () => {
    const clip = await desk.release({ wav: SHORT });
    const [first, second] = [await clip.mint(), await clip.mint()];
    for (const answer of [await fetch(first), (await press(first)).answer]) {
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('A newer link to the same has been asked for');
    }
    expect((await open(second)).status).toBe(303);
    const minted = (await desk.events(clip.requestId)).filter(({ action }) => action === 'link.mint');
    expect(minted.map(({ detail }) => detail.ended)).toEqual([0, 1]);
  });

  it('ends the playback that goes on, whose player reads why, and nobody’s of another access', async () => {
    const playing = await opened({ wav: SHORT });
    const another = await opened({ wav: SHORT });
    expect((await playing.hear()).status).toBe(206);
    await playing.mint();
    for (const path of ['', '/audio', '/copy']) expect((await playing.get(path)).status, path).toBe(410);
    const standing = await playing.get('/standing');
    expect(await standing.json()).toEqual({
      code: 'link-replaced',
      sentence: expect.stringContaining('this one ended with that'),
    });
    expect((await another.hear()).status).toBe(206);
    // The browser is the one that opened it: what was refused there was refused to its person.
    expect((await desk.events(playing.requestId)).at(-1)).toMatchObject({
      actor: expect.stringMatching(/^p-/),
      outcome: 'link-replaced',
    });
  });

  it('leaves one playback of two links that were made at the same moment and pressed at the same moment', async () => {
    const clip = await desk.release({ wav: SHORT });
    const urls = await Promise.all(Array.from({ length: 4 }, () => clip.mint()));
    const tried = await Promise.all(urls.map(open));
    const heard = await Promise.all(
      tried.map(async ({ status, hear }) => (status === 303 ? (await hear()).status : status)),
    );
    expect(heard.sort()).toEqual([206, 410, 410, 410]);
  });

  it('that is refused ends nothing', async () => {
    const playing = await opened({ wav: SHORT });
    await expect(playing.mint('ben.hall@wilsonsvets.example')).rejects.toThrow('not-the-requester');
    expect((await playing.hear()).status).toBe(206);
  });
});

describe('a dead link', () => {
  it('that is used writes three presses down, as its link’s, however often it is pressed', async () => {
    const clip = await desk.release({ wav: SHORT });
    const url = await clip.mint();
    await open(url);
    for (let time = 0; time < 20; time += 1) expect((await press(url)).answer.status).toBe(410);
    const events = await desk.events(clip.requestId);
    const holder = events[0]?.actor;
    expect(events.map(({ actor, action, outcome }) => [actor, action, outcome])).toEqual([
      [holder, 'link.mint', 'ok'],
      [holder, 'clip.open', 'ok'],
      ...Array(3).fill([`the link of ${holder}`, 'clip.open', 'link-used']),
    ]);
  });

  it.each(['link-expired', 'link-replaced', 'access-ended'])('%s writes its presses down so too', async (outcome) => {
    const clip = await desk.release({ wav: SHORT });
    const url = await clip.mint();
    if (outcome === 'link-expired') desk.setNow(addMs(START, 5 * 60_000));
    if (outcome === 'link-replaced') await clip.mint();
    if (outcome === 'access-ended') await clip.revoke();
    for (let time = 0; time < 20; time += 1) expect((await press(url)).answer.status).toBe(410);
    const presses = (await desk.events(clip.requestId)).filter(({ action }) => action === 'clip.open');
    expect(presses.map((each) => [each.actor.replace(/p-.*/, 'p'), each.outcome])).toEqual(
      Array(3).fill(['the link of p', outcome]),
    );
  });

  it('writes three of each kind of fetch down, from its own browser and from a stranger’s', async () => {
    const { requestId, page, hear, get, revoke } = await opened({ wav: SHORT, mode: 'copy' });
    await revoke();
    for (let time = 0; time < 20; time += 1) {
      expect((await hear()).status).toBe(410);
      expect((await get('/copy')).status).toBe(410);
      expect((await fetch(`${page}/audio`)).status).toBe(403);
      expect((await fetch(`${desk.address}/playback/nobody/audio`)).status).toBe(404);
    }
    const refusals = (await desk.events(requestId)).slice(2);
    const holder = (await desk.events(requestId))[0]?.actor;
    expect(refusals.map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`).sort()).toEqual(
      [
        ...Array(3).fill(`${holder} clip.copy access-ended`),
        ...Array(3).fill(`${holder} clip.play access-ended`),
        ...Array(3).fill(`the link of ${holder} clip.play other-browser`),
      ].sort(),
    );
  });
});

describe('each hearing', () => {
  it('is written down, also where the very first byte is left out', async () => {
    const { requestId, hear } = await opened({ wav: SHORT });
    for (let time = 0; time < 10; time += 1) await whole(await hear('bytes=1-'));
    expect((await eventsOf(requestId)).filter((each) => each === 'clip.play ok')).toHaveLength(10);
  });

  it('is one for a player that looks at the header and moves on from there', async () => {
    const { requestId, hear } = await opened({ wav: CALL });
    for (const range of ['bytes=0-1', 'bytes=0-43', 'bytes=2000000-2000999', 'bytes=3000000-3000999'])
      await whole(await hear(range));
    expect((await eventsOf(requestId)).filter((each) => each === 'clip.play ok')).toHaveLength(1);
  });
});

/** Reads as a program would that takes so many bytes at most each tenth of a second. */
function download(page: string, path: string, cookie: string, bytesAtOnce: number) {
  let got = 0;
  const request = httpGet(`${page}${path}`, { headers: { cookie }, agent: false });
  const over = new Promise<void>((resolve) => {
    request.on('error', () => resolve());
    request.once('response', (answer: IncomingMessage) => {
      const reading = setInterval(() => {
        const piece = answer.read(Math.min(bytesAtOnce, answer.readableLength)) as Buffer | null;
        got += piece?.length ?? 0;
      }, 100);
      answer.on('error', () => resolve());
      answer.once('close', () => {
        clearInterval(reading);
        resolve();
      });
    });
  });
  return { got: () => got, took: (bytes: number) => until(`${bytes} bytes`, () => got >= bytes), over };
}

const SLOW = 64 * 1024;

/** Many times as fast as anybody listens. */
const FAST = 64 * 1024 * 1024;

type Clip = Awaited<ReturnType<typeof opened>>;

const endings: readonly (readonly [string, (clip: Clip) => unknown])[] = [
  ['is stopped', (clip) => clip.revoke()],
  ['runs out', () => desk.setNow(addDays(START, 7))],
  ['goes to a newer link', (clip) => clip.mint()],
  ['is of somebody who is staff no more', () => Object.assign(desk.directory, { staffDomains: [], people: [] })],
];

describe('what a program downloads', () => {
  it.each(['/audio', '/copy'])('of %s comes whole to a slow one while the access stands', async (path) => {
    const { page, cookie, wav } = await opened({ wav: buildWav({ durationMs: 40_000 }), mode: 'copy' });
    const { got, over } = download(page, path, cookie, SLOW);
    await over;
    expect(got()).toBe(wav.length);
  });

  it.each(
    endings.flatMap(([name, end]) => ['/audio', '/copy'].map((path) => [path, name, end] as const)),
  )('of %s is taken back from a slow one when the access %s', async (path, _, end) => {
    const clip = await opened({ wav: HEAVY, mode: 'copy' });
    const { got, took, over } = download(clip.page, path, clip.cookie, SLOW);
    await took(1_000_000);
    await end(clip);
    const before = got();
    await over;
    expect(got() - before).toBeLessThan(2_000_000);
  });

  it('by a fast one is never more than half a minute of sound ahead of four times as fast as it plays', async () => {
    const { page, cookie, revoke, wav } = await opened({ wav: CALL });
    const started = performance.now();
    const { got, took, over } = download(page, '/audio', cookie, FAST);
    await took(700_000);
    await revoke();
    await over;
    const seconds = (performance.now() - started) / 1_000;
    // One second has 16,000 bytes; a piece more may have been under way.
    expect(got()).toBeLessThanOrEqual((30 + 4 * seconds) * 16_000 + 256 * 1024);
    expect(got()).toBeLessThan(wav.length / 2);
  });
});
