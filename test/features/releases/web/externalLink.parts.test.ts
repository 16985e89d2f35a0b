import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, addMinutes, addMs } from '../../../../src/kernel/time.ts';
import {
  giveExternal,
  outcomes,
  PAULA,
  register,
  typePasscode,
  VALUES,
  wrongOnes,
} from '../../../support/externalVisitor.ts';
import { AMY, CASE, START, startDesk, type TestDesk } from '../../../support/listeningDesk.ts';
import { buildWav } from '../../../support/wav.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});

afterAll(() => desk.stop());

beforeEach(() => desk.setNow(START));

/** Forty seconds of stereo: several pieces. */
const LONG = buildWav({ channels: 2, durationMs: 40_000 });

const SHORT = buildWav({ durationMs: 1_000 });

const SPANS = [{ fromMs: 200, toMs: 400 }];

const textOf = async (answer: Response): Promise<string> => (await answer.text()).replace(/<[^>]*>/g, ' ');

/** Whose chats a card about the lock was ordered to. */
const toldOfLock = (requestId: string) =>
  desk.uow.read(async ({ posts }) =>
    (await posts.findBySubject(requestId))
      .filter(({ card }) => card === 'link-locked')
      .map(({ audience }) => (audience.kind === 'person' ? audience.email : audience.channel)),
  );

const linkOf = (id: string) => desk.uow.read(({ links }) => links.find('external', id));

describe('giving somebody outside a link', () => {
  it('shows the passcode once, and keeps neither it nor the link’s token', async () => {
    const { url, passcode, link, requestId } = await giveExternal(desk, { wav: SHORT }, { spans: SPANS });
    expect(passcode).toMatch(/^\d{4}-\d{4}$/);
    const token = url.split('/').at(-1) ?? '';
    expect(url).toBe(`${desk.address}/outside/${token}`);
    const kept = JSON.stringify([
      await linkOf(link.id),
      await register(desk, requestId),
      await desk.everything(),
      desk.log,
    ]);
    for (const secret of [passcode, passcode.replace('-', ''), token]) expect(kept).not.toContain(secret);
    expect(await desk.everything()).not.toMatch(/alder|paula|price|amy/i);
  });

  it('stands in the register and in the audit', async () => {
    const { requestId, link, redaction } = await giveExternal(desk, { wav: SHORT }, { spans: SPANS, days: '30' });
    expect(await register(desk, requestId)).toEqual([
      {
        id: expect.any(String),
        at: START,
        kind: 'link-given',
        caseId: CASE,
        requestId,
        purpose: 'subject-access',
        recipient: 'Mrs Alder',
        ground: `Subject access request (policy 5.4, 5.5), case ${CASE}`,
        sha256: redaction.clip.sha256,
        durationMs: 1_000,
        silenced: 1,
        by: 'Paula Price',
      },
    ]);
    expect(await outcomes(desk, requestId)).toEqual(['clip.redact ok', 'external-link.create ok']);
    // The access ends after seven days, and with it the link.
    expect(link.until).toBe(addDays(START, 7));
  });

  it('is the DPO’s alone, once the redaction is saved, for a case', async () => {
    const amy = { email: AMY, name: 'Amy Cole', roles: ['dpo' as const], extensions: [] };
    const attempt = async (requestId: string, actor = PAULA) => {
      const given = await desk.acts.giveExternalLink({ requestId, actor, values: VALUES, idempotencyKey: 'card-1' });
      return given.ok ? 'ok' : given.error.kind === 'refused' ? given.error.refused.code : given.error.errors;
    };
    const fromCase = await desk.release({ wav: SHORT, fromCase: true });
    const other = await desk.release({ wav: SHORT });
    // Whatever a click says of somebody's roles, they are read again.
    expect(await attempt(fromCase.requestId, amy as never)).toBe('not-the-dpo');
    expect(await attempt(fromCase.requestId)).toBe('not-redacted-yet');
    expect(await attempt(other.requestId)).toBe('not-from-a-case');
    expect(await attempt('R-NOBODY')).toBe('request-not-found');
    await fromCase.revoke();
    expect(await attempt(fromCase.requestId)).toBe('access-ended');
    expect(await outcomes(desk, fromCase.requestId)).toEqual([
      'external-link.create not-the-dpo',
      'external-link.create not-redacted-yet',
      'external-link.create access-ended',
    ]);
  });

  it('makes one link of a form that is delivered twice, be it at once or days later', async () => {
    const { requestId } = await desk.release({ wav: SHORT, fromCase: true });
    const give = async (idempotencyKey = 'card-2', values: Readonly<Record<string, string>> = VALUES) => {
      const given = await desk.acts.giveExternalLink({ requestId, actor: PAULA, values, idempotencyKey });
      return given.ok ? 'ok' : given.error.kind === 'refused' ? given.error.refused.code : 'fields';
    };
    // What is refused for something else does not count as sent.
    expect(await give()).toBe('not-redacted-yet');
    await desk.acts.saveRedaction({ requestId, actor: PAULA, spans: [] });
    expect((await Promise.all([give(), give()])).sort()).toEqual(['already-sent', 'ok']);
    desk.setNow(addDays(START, 2));
    expect(await give()).toBe('already-sent');
    expect((await register(desk, requestId)).map(({ kind }) => kind)).toEqual(['link-given']);
    expect(await outcomes(desk, requestId)).toContain('external-link.create already-sent');
    // The form lives on with its card: for somebody else, from another card, or once the first is over, it
    // gives another.
    expect(await give('card-2', { ...VALUES, recipient: 'Mr Alder' })).toBe('ok');
    expect(await give('card-3')).toBe('ok');
    await desk.acts.endExternalLinks({ requestId, actor: PAULA });
    expect(await give()).toBe('ok');
    expect(await give()).toBe('already-sent');
  });

  it('says what is wrong with the form, and keeps no card number', async () => {
    const { requestId } = await desk.release({ wav: SHORT, fromCase: true });
    const given = await desk.acts.giveExternalLink({
      requestId,
      actor: PAULA,
      values: { recipient: '4111 1111 1111 1111', route: 'email', days: '31', playbacks: '11' },
      idempotencyKey: 'card-1',
    });
    expect(given).toMatchObject({
      ok: false,
      error: {
        kind: 'fields',
        errors: {
          recipient: expect.stringContaining('payment card number'),
          route: expect.stringContaining('another way than the link'),
          days: expect.stringContaining('1, 3, 7, 14 or 30'),
          playbacks: expect.stringContaining('1, 2, 3, 5 or 10'),
        },
      },
    });
  });
});

describe('a scanner that opens the link', () => {
  it('uses nothing up, and learns whose practice it is and nothing more', async () => {
    const { url, link, requestId } = await giveExternal(desk, { wav: SHORT });
    for (let look = 0; look < 20; look += 1) {
      const answer = await fetch(url, { method: look % 2 ? 'HEAD' : 'GET', headers: { 'user-agent': 'LinkScanner' } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow');
      const text = await answer.text();
      if (look % 2) continue;
      expect(text).toContain('Wilson’s Veterinary Practice');
      expect(text).not.toMatch(/Alder|Paula|Amy|S-7K3|R-[0-9A-F]{6}|subject|minute|second/i);
    }
    expect(await linkOf(link.id)).toEqual(link);
    expect(await outcomes(desk, requestId)).toEqual(['clip.redact ok', 'external-link.create ok']);
  });

  it('that sends the form as well, empty or with something in it, costs no try', async () => {
    const { url, link } = await giveExternal(desk, { wav: SHORT });
    for (const typed of ['', 'hello', '1234', '123456789', '<script>'])
      expect((await typePasscode(url, typed)).status, typed).toBe(400);
    expect((await typePasscode(url, 'x'.repeat(2_000))).status).toBe(413);
    expect((await typePasscode(url, '12345678', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await linkOf(link.id)).toEqual(link);
  });

  it('with a made-up token is told nothing', async () => {
    for (const token of ['x', 'a'.repeat(43), '%00', '..%2F..']) {
      const answer = await fetch(`${desk.address}/outside/${token}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('Wilson');
      expect((await typePasscode(`${desk.address}/outside/${token}`, '12345678')).status).toBe(404);
    }
  });
});

describe('a passcode', () => {
  it('is said to be written down only where it is: one that is none is not looked at', async () => {
    const { url, requestId } = await giveExternal(desk, { wav: SHORT });
    expect(await textOf(await fetch(url))).toContain('Each passcode that is looked at, right or wrong,');
    expect((await typePasscode(url, '1234')).status).toBe(400);
    expect(await outcomes(desk, requestId)).toEqual(['clip.redact ok', 'external-link.create ok']);
  });

  it('is taken with spaces or dashes, takes one playback and opens the player', async () => {
    const { url, passcode, link, requestId } = await giveExternal(desk, { wav: LONG }, { spans: SPANS });
    const spaced = passcode.replace('-', ' ');
    const visitor = await typePasscode(url, ` ${spaced} `);
    expect(visitor.status).toBe(303);
    expect(visitor.answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(await linkOf(link.id)).toMatchObject({ playbacksLeft: 2, triesLeft: 5 });
    const text = await textOf(await visitor.read());
    expect(text).toContain(CASE);
    expect(text).toContain('40 seconds');
    expect(text).toContain('11:30 today');
    expect(text).toContain('falls silent');
    expect(text).not.toMatch(/Paula|Amy|Alder|Subject access|Save a copy/);
    expect(text).not.toContain(requestId);
    expect(await register(desk, requestId)).toHaveLength(1);
    // What a player looks at first is one hearing with what follows; the beginning once more is another.
    for (const range of ['bytes=0-9', 'bytes=0-', 'bytes=0-']) await (await visitor.hear(range)).arrayBuffer();
    expect((await register(desk, requestId)).map(({ kind, recipient }) => `${kind}: ${recipient}`).sort()).toEqual([
      'heard: Mrs Alder',
      'link-given: Mrs Alder',
    ]);
    expect(await outcomes(desk, requestId)).toEqual([
      'clip.redact ok',
      'external-link.create ok',
      'external-link.passcode ok',
      'clip.play ok',
      'clip.play ok',
    ]);
    expect((await desk.events(requestId)).slice(2).map(({ actor }) => actor)).toEqual(Array(3).fill('external'));
  });

  it('that is wrong counts down in words, and the fifth locks the link for good', async () => {
    const { url, passcode, link, requestId } = await giveExternal(desk, { wav: SHORT });
    const wrong = wrongOnes(passcode, 10);
    for (const left of ['4 tries are', '3 tries are', '2 tries are', '1 try is']) {
      const { answer } = await typePasscode(url, wrong[0] ?? '');
      expect(answer.status).toBe(403);
      expect(await textOf(answer)).toContain(`That is not the passcode. ${left} left.`);
    }
    for (const each of wrong.slice(4)) {
      const { answer } = await typePasscode(url, each);
      expect(answer.status).toBe(410);
      expect(await textOf(answer)).toContain('This link is locked');
    }
    expect((await typePasscode(url, passcode)).status).toBe(410);
    expect(await textOf(await fetch(url))).toContain('a wrong passcode was typed too often');
    expect(await linkOf(link.id)).toMatchObject({ triesLeft: 0, playbacksLeft: 3, end: { why: 'locked' } });
    expect(await toldOfLock(requestId)).toEqual([PAULA.email]);
    expect((await register(desk, requestId)).map(({ kind, by }) => `${kind}: ${by}`).sort()).toEqual([
      'link-ended: Recording Desk',
      'link-given: Paula Price',
    ]);
    const tried = (await outcomes(desk, requestId)).filter((each) => each.startsWith('external-link.passcode'));
    expect(tried).toEqual([
      ...Array(5).fill('external-link.passcode wrong-passcode'),
      ...Array(3).fill('external-link.passcode external-link-locked'),
    ]);
  });

  it('that is wrong ten times side by side locks it after five, and no guess beyond is judged', async () => {
    const { url, passcode, link, requestId } = await giveExternal(desk, { wav: SHORT });
    const answers = await Promise.all(wrongOnes(passcode, 10).map((each) => typePasscode(url, each)));
    expect(answers.map(({ status }) => status).filter((status) => status === 403)).toHaveLength(4);
    expect(answers.map(({ status }) => status).filter((status) => status === 410)).toHaveLength(6);
    expect(await linkOf(link.id)).toMatchObject({ triesLeft: 0, end: { why: 'locked' } });
    const tried = await outcomes(desk, requestId);
    expect(tried.filter((each) => each === 'external-link.passcode wrong-passcode')).toHaveLength(5);
    expect((await typePasscode(url, passcode)).status).toBe(410);
    expect(await toldOfLock(requestId)).toEqual([PAULA.email]);
  });

  it('after four wrong ones is still right', async () => {
    const { url, passcode } = await giveExternal(desk, { wav: SHORT });
    for (const each of wrongOnes(passcode, 4)) await typePasscode(url, each);
    expect((await typePasscode(url, passcode)).status).toBe(303);
  });

  it('is taken as often as was agreed, and the last playback is heard to its end', async () => {
    const { url, passcode, requestId } = await giveExternal(desk, { wav: SHORT }, { playbacks: '2' });
    const first = await typePasscode(url, passcode);
    const second = await typePasscode(url, passcode);
    const third = await typePasscode(url, passcode);
    expect([first.status, second.status, third.status]).toEqual([303, 303, 410]);
    expect(await textOf(third.answer)).toContain('heard as often as was agreed');
    expect((await second.hear()).status).toBe(206);
    expect((await register(desk, requestId)).map(({ kind }) => kind).sort()).toEqual(['heard', 'link-given']);
    // One at a time: where it was typed before, it has ended.
    const ended = await first.hear();
    expect(ended.status).toBe(410);
    expect(await ended.text()).toContain('The passcode has been typed again since');
    expect((await desk.events(requestId)).at(-1)).toMatchObject({ actor: 'external', outcome: 'external-replaced' });
  });

  it('begins no playback that ends somebody else’s, by another link to the same recording', async () => {
    const { url, passcode, requestId } = await giveExternal(desk, { wav: SHORT });
    const values = { ...VALUES, recipient: 'Mr Alder' };
    const other = await desk.acts.giveExternalLink({ requestId, actor: PAULA, values, idempotencyKey: 'another' });
    if (!other.ok) throw new Error(other.error.kind);
    const hers = await typePasscode(url, passcode);
    const his = await typePasscode(other.value.url, other.value.passcode);
    for (const visitor of [hers, his]) expect((await visitor.hear()).status).toBe(206);
  });

  it('typed right many times side by side gives no more playbacks than were agreed', async () => {
    const { url, passcode, link } = await giveExternal(desk, { wav: SHORT }, { playbacks: '1' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => typePasscode(url, passcode)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await linkOf(link.id)).toMatchObject({ playbacksLeft: 0 });
  });

  it('is taken until the link’s days have passed, to the millisecond', async () => {
    const { url, passcode } = await giveExternal(desk, { wav: SHORT }, { days: '2' });
    desk.setNow(addMs(addDays(START, 2), -1));
    expect((await typePasscode(url, passcode)).status).toBe(303);
    desk.setNow(addDays(START, 2));
    const late = await typePasscode(url, passcode);
    expect(late.status).toBe(410);
    expect(await textOf(late.answer)).toContain('can no longer be used');
  });
});

describe('what somebody outside hears', () => {
  it('is the redacted sound and never the clip', async () => {
    const spans = [
      { fromMs: 1_000, toMs: 2_000 },
      { fromMs: 30_000, toMs: 31_500 },
    ];
    const { url, passcode, wav, redaction } = await giveExternal(desk, { wav: LONG }, { spans });
    const visitor = await typePasscode(url, passcode);
    const heard = Buffer.from(await (await visitor.hear()).arrayBuffer());
    expect(createHash('sha256').update(heard).digest('hex')).toBe(redaction.clip.sha256);
    const at = (ms: number) => 44 + ms * 8 * 4;
    const expected = Buffer.from(wav);
    for (const { fromMs, toMs } of spans) expected.fill(0, at(fromMs), at(toMs));
    expect(heard.equals(expected)).toBe(true);
    expect(heard.equals(Buffer.from(wav))).toBe(false);
  });

  it('cannot be saved as a copy, whatever was agreed for the practice', async () => {
    const { url, passcode, requestId } = await giveExternal(desk, { wav: SHORT, mode: 'copy' });
    const visitor = await typePasscode(url, passcode);
    expect((await visitor.read('/copy')).status).toBe(403);
    expect((await outcomes(desk, requestId)).at(-1)).toBe('clip.copy copy-not-agreed');
  });

  it('is for the browser in which the passcode was typed', async () => {
    const { url, passcode, requestId } = await giveExternal(desk, { wav: SHORT });
    const visitor = await typePasscode(url, passcode);
    const answer = await fetch(visitor.page);
    expect(answer.status).toBe(403);
    expect(await textOf(answer)).toContain('typed in another browser');
    expect((await fetch(`${visitor.page}/audio`)).status).toBe(403);
    expect((await desk.events(requestId)).at(-1)).toMatchObject({
      actor: 'the link of external',
      outcome: 'external-other-browser',
    });
  });

  it('ends after two hours, and the passcode begins another playback', async () => {
    const { url, passcode } = await giveExternal(desk, { wav: SHORT });
    const visitor = await typePasscode(url, passcode);
    desk.setNow(addMs(addMinutes(START, 120), -1));
    expect((await visitor.hear()).status).toBe(206);
    desk.setNow(addMinutes(START, 120));
    const over = await visitor.hear();
    expect(over.status).toBe(410);
    expect(await over.text()).toContain('Open the link you were sent again');
    expect((await typePasscode(url, passcode)).status).toBe(303);
  });

  it('falls silent at the next piece when the DPO ends the link, and the register says so', async () => {
    const { url, passcode, requestId } = await giveExternal(desk, {
      // Long enough that the answer does not fit into what lies between desk and listener.
      wav: buildWav({ channels: 2, sampleRate: 48_000, durationMs: 120_000 }),
    });
    const visitor = await typePasscode(url, passcode);
    const reader = (await visitor.hear('bytes=0-')).body?.getReader();
    await reader?.read();
    expect(await desk.acts.endExternalLinks({ requestId, actor: PAULA })).toEqual({ ok: true, value: { ended: 1 } });
    await expect(
      (async () => {
        for (let part = await reader?.read(); part && !part.done; ) part = await reader?.read();
      })(),
    ).rejects.toThrow();
    const next = await visitor.hear('bytes=500000-');
    expect(next.status).toBe(410);
    expect(await next.text()).toContain('can no longer be used');
    expect((await visitor.read('/standing')).status).toBe(410);
    expect((await typePasscode(url, passcode)).status).toBe(410);
    expect((await register(desk, requestId)).map(({ kind }) => kind).sort()).toEqual([
      'heard',
      'link-ended',
      'link-given',
    ]);
    expect(await desk.acts.endExternalLinks({ requestId, actor: PAULA })).toMatchObject({
      error: { code: 'no-external-link' },
    });
    expect(await outcomes(desk, requestId)).toContain('external-link.end ok');
  });

  it('falls silent when wrong passcodes lock the link meanwhile', async () => {
    const { url, passcode } = await giveExternal(desk, { wav: SHORT });
    const visitor = await typePasscode(url, passcode);
    for (const each of wrongOnes(passcode, 5)) await typePasscode(url, each);
    expect((await visitor.hear()).status).toBe(410);
  });

  it('falls silent when the access itself is stopped or runs out', async () => {
    const stopped = await giveExternal(desk, { wav: SHORT });
    const visitor = await typePasscode(stopped.url, stopped.passcode);
    await stopped.revoke();
    expect((await visitor.hear()).status).toBe(410);
    expect(await textOf(await fetch(stopped.url))).toContain('can no longer be used');

    const short = await giveExternal(desk, { wav: SHORT }, { days: '30' });
    desk.setNow(addMs(addDays(START, 7), -1));
    const late = await typePasscode(short.url, short.passcode);
    expect((await late.hear()).status).toBe(206);
    desk.setNow(addDays(START, 7));
    expect((await late.hear()).status).toBe(410);
  });

  it('is what is settled now: a part that was missed falls silent at once', async () => {
    const { url, passcode, requestId, redaction } = await giveExternal(desk, { wav: SHORT });
    const visitor = await typePasscode(url, passcode);
    await visitor.hear();
    const again = await desk.acts.saveRedaction({ requestId, actor: PAULA, spans: [{ fromMs: 0, toMs: 1_000 }] });
    if (!again.ok) throw new Error(again.error.code);
    const heard = Buffer.from(await (await visitor.hear()).arrayBuffer());
    expect(new Set(heard.subarray(44))).toEqual(new Set([0]));
    expect(again.value.clip.sha256).not.toBe(redaction.clip.sha256);
  });
});

it('leaves the chain whole, and no name, number or secret in it or in the log', async () => {
  expect(await desk.isChainWhole()).toBe(true);
  expect(await desk.everything()).not.toMatch(/alder|paula|price|amy|cole|01632|441632/i);
  expect(desk.log).toEqual([]);
});
