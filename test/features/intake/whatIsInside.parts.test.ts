import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { presentRequester } from '../../../src/features/requests/cards/requester.ts';
import { loadRequestView } from '../../../src/features/requests/loadRequestView.ts';
import { addMinutes, toInstant } from '../../../src/kernel/time.ts';
import { StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { buildPerson, buildPractice, DANA, RITA, TOM } from '../../builders.ts';
import { buildMp3, LOUD } from '../../support/mp3.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../../support/simulatedDesk.ts';
import { buildWav } from '../../support/wav.ts';

const START = toInstant('2026-11-24T10:00:00Z');

const CALL = { start: '2026-11-24T09:30:00Z', extension: '204', number: '01632960123' };

let desk: SimulatedDesk;

beforeEach(async () => {
  desk = await startSimulatedDesk(buildPractice(), START);
  await desk.tick();
});

afterEach(() => desk.stop());

let minute = 0;

/** A minute later, when the desk has looked at what was delivered. */
async function later(): Promise<void> {
  minute += 1;
  desk.clock.set(addMinutes(desk.clock.now(), 1));
  await desk.tick();
}

const gsm = () => buildWav({ codec: 'mulaw', tag: 49 });

const known = (name: string) => desk.uow.read(({ recordings }) => recordings.find(recordingIdOf(name)));

const unread = (name: string) => desk.uow.read(async (context) => (await context.unread.findKnown([name]))[0]);

async function ask(): Promise<string> {
  const asked = await desk.usecases.submitRequest({
    actor: buildPerson({ email: RITA }),
    idempotencyKey: `form-${minute}-${Math.random()}`,
    values: { purpose: 'complaint', reason: 'A bill', date: '2026-11-24', time: '09:30', extension: '204' },
  });
  if (!asked.ok) throw new Error(JSON.stringify(asked.error));
  return asked.value.request.id;
}

/** What the person who asked reads, and who else has a card. */
async function cardsOf(id: string) {
  return desk.uow.run(async (context) => {
    const request = await context.requests.find(id);
    if (!request) throw new Error('No request');
    const view = await loadRequestView(context, request);
    const card = presentRequester(view);
    const posts = await context.posts.findBySubject(id);
    return { state: request.state, text: JSON.stringify(card), cards: posts.map((post) => post.card) };
  });
}

describe('what is known of a recording', () => {
  it('is the length of its sound, where the phone system states another', async () => {
    desk.storage.deliver('a.wav', buildWav({ durationMs: 30_000 }), { ...CALL, duration: '600' });
    desk.storage.deliver('b.mp3', buildMp3({ levels: Array(100).fill(LOUD), note: { frames: 9 } }), CALL);
    await later();
    // A recording may have been paused: the call was over when the phone system says.
    expect(await known('a.wav')).toMatchObject({ durationMs: 30_000, endedAt: '2026-11-24T09:40:00.000Z' });
    expect(await known('b.mp3')).toMatchObject({ durationMs: 7_200, fault: null });
  });

  it.each([
    ['a format', gsm(), { kind: 'unsupported-audio', format: 'GSM 6.10' }],
    ['no bytes', new Uint8Array(0), { kind: 'no-sound', format: null }],
    ['a header alone', buildWav({ frames: 0 }), { kind: 'no-sound', format: null }],
    ['damage', buildWav({ blockAlign: 4 }), { kind: 'broken-audio', format: null }],
  ])('is that it cannot be cut for %s', async (_, file, fault) => {
    desk.storage.deliver('a.wav', file, CALL);
    await later();
    expect(await known('a.wav')).toMatchObject({ fault });
  });
});

describe('a request for a recording from which nothing can be cut', () => {
  it.each([
    ['in a format the desk does not cut', gsm(), /can cut no part.*Its format: GSM 6\.10.*converted/],
    ['of no sound', buildWav({ frames: 0 }), /no sound in its file.*Data Protection Officer/],
    ['that is damaged', buildWav({ blockAlign: 4 }), /damaged.*Data Protection Officer/],
  ])('%s is answered at once with the reason and what to do, and nobody else is asked', async (_, file, text) => {
    desk.storage.deliver('a.wav', file, CALL);
    await later();
    const told = await cardsOf(await ask());
    expect(told.state).toBe('expired');
    expect(told.text).toMatch(text);
    expect(told.cards).toEqual(['requester']);
  });

  it('ends when such a recording arrives later, and the person who asked reads why', async () => {
    const id = await ask();
    expect((await cardsOf(id)).state).toBe('awaiting-approval');
    desk.storage.deliver('a.wav', gsm(), CALL);
    await later();
    const told = await cardsOf(id);
    expect(told.state).toBe('expired');
    expect(told.text).toContain('GSM 6.10');
  });

  it('goes on where another recording matches, which alone may be chosen', async () => {
    desk.storage.deliver('a.wav', gsm(), CALL);
    desk.storage.deliver('b.wav', buildWav(), { ...CALL, start: '2026-11-24T09:31:00Z' });
    await later();
    const id = await ask();
    expect((await cardsOf(id)).state).toBe('awaiting-approval');
    const approve = (name: string) =>
      desk.usecases.approve({
        requestId: id,
        actor: buildPerson({ email: DANA }),
        values: { recordingId: recordingIdOf(name), days: '1', mode: 'listen', from: '0:00', to: '0:00.5' },
      });
    expect(await approve('a.wav')).toMatchObject({ error: { refused: { code: 'sound-unreadable' } } });
    expect(await approve('b.wav')).toMatchObject({ ok: true });
  });
});

describe('a clip that cannot be made', () => {
  const agreed = async (): Promise<string> => {
    desk.storage.deliver('a.wav', buildWav(), CALL);
    await later();
    const id = await ask();
    const values = { recordingId: recordingIdOf('a.wav'), days: '1', mode: 'listen' };
    const result = await desk.usecases.approve({ requestId: id, actor: buildPerson({ email: DANA }), values });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return id;
  };

  it('ends its grant with the reason, and the person who asked reads it, where storage refuses it for good', async () => {
    Object.assign(desk.storage.clips, { put: () => Promise.reject(new Error('Storage answered 409')) });
    const id = await agreed();
    await desk.tick();
    const told = await cardsOf(id);
    expect(told.state).toBe('expired');
    expect(told.text).toContain('no clip could be made: storage or the file itself refuses it for good');
    const grant = await desk.uow.read(({ grants }) => grants.findByRequest(id));
    expect(grant).toMatchObject({ state: 'failed' });
  });

  it('says the format, where the recording became one that the desk does not cut', async () => {
    const id = await agreed();
    desk.storage.deliver('a.wav', gsm(), CALL);
    await desk.tick();
    expect((await cardsOf(id)).text).toContain('Its format: GSM 6.10.');
  });

  it('is tried again while storage does not answer', async () => {
    const { put } = desk.storage.clips;
    Object.assign(desk.storage.clips, { put: () => Promise.reject(new StorageUnavailable('Busy')) });
    const id = await agreed();
    await desk.tick();
    expect((await cardsOf(id)).state).toBe('approved');
    Object.assign(desk.storage.clips, { put });
    desk.clock.set(addMinutes(desk.clock.now(), 10));
    await desk.tick();
    expect((await cardsOf(id)).state).toBe('released');
  });
});

describe('one file that cannot be read', () => {
  const failing = (name: string, error: Error) => {
    const { readRange } = desk.storage.archive;
    Object.assign(desk.storage.archive, {
      readRange: async (asked: string, offset: number, length: number) => {
        if (asked === name) throw error;
        return readRange(asked, offset, length);
      },
    });
  };

  it.each([
    ['for good', new Error('Storage answered 409 BlobArchived'), 'not-given'],
    ['for now', new StorageUnavailable('Storage is busy'), 'waiting'],
  ])('%s is noted with its cause, and the others are indexed', async (_, error, cause) => {
    failing('2026/11/24/bad.wav', error);
    for (const name of ['bad', 'one', 'two', 'three']) desk.storage.deliver(`2026/11/24/${name}.wav`, buildWav(), CALL);
    await later();
    for (const name of ['one', 'two', 'three']) expect(await known(`2026/11/24/${name}.wav`)).toBeDefined();
    expect(await unread('2026/11/24/bad.wav')).toMatchObject({ cause });
    expect(desk.log.text()).not.toContain('bad.wav');
  });

  it('is one of many that storage does not give: what comes after them is indexed at the next look', async () => {
    const names = Array.from({ length: 9 }, (_, at) => `2026/11/24/bad-${at}.wav`);
    for (const name of names) {
      failing(name, new StorageUnavailable('Storage is busy'));
      desk.storage.deliver(name, buildWav(), CALL);
    }
    desk.storage.deliver('2026/11/24/good.wav', buildWav(), CALL);
    await later();
    await later();
    expect(await known('2026/11/24/good.wav')).toBeDefined();
    expect(await unread(names[0] ?? '')).toMatchObject({ cause: 'waiting' });
  });

  it('and is known already keeps what is known of it, and goes when it is due', async () => {
    desk.storage.deliver('2026/11/24/bad.wav', buildWav(), CALL);
    await later();
    failing('2026/11/24/bad.wav', new Error('Storage answered 409'));
    desk.storage.deliver('2026/11/24/bad.wav', buildWav({ durationMs: 9_000 }), CALL);
    await later();
    expect(await known('2026/11/24/bad.wav')).toMatchObject({ durationMs: 1_000 });
    desk.clock.set(toInstant('2026-12-24T02:30:00Z'));
    await desk.tick();
    expect(desk.storage.namesIn('recordings')).toEqual([]);
  });
});

it('keeps a file of which storage refuses to tell, and forgets the others that are gone', async () => {
  for (const name of ['a', 'b', 'c']) desk.storage.deliver(`2026/11/24/${name}.wav`, buildWav(), CALL);
  await later();
  await desk.storage.remover.remove('recordings', ['2026/11/24/a.wav', '2026/11/24/b.wav']);
  const { look } = desk.storage.archive;
  Object.assign(desk.storage.archive, {
    look: (name: string) => (name.endsWith('a.wav') ? Promise.reject(new Error('Storage answered 400')) : look(name)),
  });
  expect((await desk.usecases.indexRecordings.whole()).removed).toBe(1);
  expect(await known('2026/11/24/a.wav')).toBeDefined();
});

describe('a file whose call nobody knows', () => {
  const cardPayment = async () => {
    const order = async (sure: Readonly<Record<string, string>>) =>
      desk.usecases.orderDeletion({
        actor: buildPerson({ email: TOM, extensions: ['207'] }),
        reason: 'card-payment',
        idempotencyKey: `order-${Math.random()}`,
        values: { extension: '207', whenKind: 'now', ...sure },
      });
    const asked = await order({});
    if (!asked.ok && asked.error.kind === 'unsure') await order({ [asked.error.preview.sureField]: 'true' });
  };

  it('is deleted by an order when its sound may be of that time, by when it was stored, and no other is', async () => {
    desk.storage.deliver('long ago.wav', buildWav({ durationMs: 60_000 }));
    desk.clock.set(addMinutes(START, 30));
    desk.storage.deliver('that call.wav', buildWav({ durationMs: 60_000 }));
    desk.storage.deliver('scan.pdf', new Uint8Array(9));
    // Facts of another call, which must stay with it.
    desk.storage.deliver('scan.wav', buildWav());
    desk.storage.deliver('scan.json', new TextEncoder().encode(JSON.stringify({ ...CALL, extension: '209' })));
    await later();
    await cardPayment();
    await desk.tick();
    expect(desk.storage.namesIn('recordings')).toEqual(['long ago.wav', 'scan.json', 'scan.wav']);
    const tally = await desk.uow.read(({ receipts }) => receipts.tally(START, addMinutes(START, 600)));
    expect(tally['card-payment']?.count).toBe(2);
  });

  it('that arrives while the order is waiting is deleted on arrival', async () => {
    await cardPayment();
    desk.clock.set(addMinutes(START, 20));
    desk.storage.deliver('late.wav', buildWav({ durationMs: 21 * 60_000 }));
    desk.storage.deliver('short.wav', buildWav({ durationMs: 60_000 }));
    await later();
    await desk.tick();
    expect(desk.storage.namesIn('recordings')).toEqual(['short.wav']);
  });
});

it('shows the DPO each file that is not understood, or not wholly, or cannot be cut, with the cause', async () => {
  desk.storage.deliver('2026/11/24/a.wav', gsm(), CALL);
  desk.storage.deliver('2026/11/24/b.wav', buildWav(), { ...CALL, extension: 'reception' });
  desk.storage.deliver('2026/11/24/c.wav', buildWav());
  desk.storage.deliver('2026/11/24/d.wav', buildWav());
  desk.storage.deliver('2026/11/24/d.json', new TextEncoder().encode('{ not json'));
  desk.storage.deliver('2026/11/24/e.txt', new Uint8Array(3));
  desk.storage.deliver('2026/11/24/fine.wav', buildWav(), CALL);
  desk.clock.set(toInstant('2026-11-25T07:30:00Z'));
  await desk.tick();
  const card = await desk.uow.read(({ summaries }) => summaries.find('unread-2026-11-25'));
  const files = card?.kind === 'unread-files' ? card.files : [];
  expect(Object.fromEntries(files.map(({ name, why }) => [name.slice(11), why]))).toEqual({
    'a.wav': 'It cannot be cut: GSM 6.10.',
    'b.wav': 'Not understood of it: “extension reception”.',
    'c.wav': 'Nothing says when the call was.',
    'd.wav': 'The .json beside it cannot be read.',
    'e.txt': 'It is no audio file by its name.',
  });
  expect(card).toMatchObject({ total: 5 });
});
