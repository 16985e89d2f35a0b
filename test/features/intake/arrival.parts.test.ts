import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import type { Recording } from '../../../src/features/recordings/model/recording.ts';
import { buildPerson, RITA } from '../../builders.ts';
import { type StorageProxy, startStorageProxy } from '../../fakes/storageProxy.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { callOf, emptyStorage, type NightDesk, startNightDesk } from '../../support/nightDesk.ts';
import { storeCalls } from '../../support/recordings.ts';
import { buildWav } from '../../support/wav.ts';

const SECRET = 'told by Event Grid alone';

const WAV = buildWav({ codec: 'mulaw', durationMs: 1_500 });

let azurite: Azurite;

let proxy: StorageProxy;

let desk: NightDesk;

beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startStorageProxy(azurite);
});

afterAll(async () => {
  await proxy.stop();
  await azurite.stop();
});

afterEach(async () => {
  await desk.stop();
  await emptyStorage(azurite);
});

const start = async (): Promise<void> => {
  desk = await startNightDesk(azurite, {
    settings: { storage: { connectionString: proxy.connectionString }, hookSecret: SECRET },
  });
};

const known = (name: string): Promise<Recording | undefined> =>
  desk.desk.uow.read(({ recordings }) => recordings.find(recordingIdOf(name)));

const unread = (): Promise<number> => desk.desk.uow.read((stores) => stores.unread.count());

const sidecar = (name: string, facts: Readonly<Record<string, unknown>>) => ({
  name,
  wav: new TextEncoder().encode(JSON.stringify(facts)),
});

/** Blobs whose bytes were asked for since. */
const readSince = (before: number): readonly string[] =>
  proxy.questions
    .slice(before)
    .filter(({ method, url }) => method === 'GET' && !url.includes('comp=') && !url.includes('restype='))
    .map(({ url }) => decodeURIComponent(url.split('?')[0] ?? ''));

describe('a recording that arrives', () => {
  it('is an unreadable file until its sidecar comes', async () => {
    await start();
    await desk.deliver([{ name: 'calls/0001.wav', wav: WAV }]);
    expect([await known('calls/0001.wav'), await unread()]).toEqual([undefined, 1]);
    await desk.deliver([sidecar('calls/0001.json', { start: '2026-11-23T15:10:00Z', extension: 204 })]);
    expect(await known('calls/0001.wav')).toMatchObject({
      startedAt: '2026-11-23T15:10:00.000Z',
      extension: '204',
      durationMs: 1_500,
      sidecar: 'calls/0001.json',
    });
    expect(await unread()).toBe(0);
  });

  it('is read again when it or its sidecar changes, and at no other time', async () => {
    await start();
    const name = 'calls/0002.wav';
    await desk.deliver([{ name, wav: WAV }, sidecar('calls/0002.json', { start: '2026-11-23T15:10:00Z' })]);
    const before = proxy.questions.length;
    await desk.index();
    await desk.desk.usecases.indexRecordings.recent();
    expect(readSince(before)).toEqual([]);

    await desk.deliver([sidecar('calls/0002.json', { start: '2026-11-23T16:20:00Z' })]);
    expect((await known(name))?.startedAt).toBe('2026-11-23T16:20:00.000Z');
    await desk.deliver([{ name, wav: buildWav({ codec: 'mulaw', durationMs: 2_500 }) }]);
    expect((await known(name))?.durationMs).toBe(2_500);
    const after = proxy.questions.length;
    await desk.index();
    expect(readSince(after)).toEqual([]);
  });

  it('is one of two with the same call id, both of which are known', async () => {
    await start();
    const legs = ['204', '205'].map((extension) =>
      callOf(`legs/${extension}.wav`, '2026-11-23T15:10:00Z', { extension, callid: 'one call' }),
    );
    await desk.deliver(legs);
    const found = await desk.desk.uow.read(({ recordings }) => recordings.findByCall('one call'));
    expect(found.map(({ extension }) => extension).sort()).toEqual(['204', '205']);
  });

  it.each([
    ['with quotes', `it’s "quoted" & it's <b>.wav`],
    ['with what looks like an escaped way out', '%2e%2e/clips/x.wav'],
    ['with dots that lead nowhere', 'a..b/...wav'],
    ['of a thousand characters', `${'long/'.repeat(199)}x.wav`],
    ['in other alphabets', 'Zoë Здраве 🐢.wav'],
  ])('has a name %s, is known by it and deleted by it', async (_, name) => {
    await start();
    await desk.deliver([callOf(name, '2026-10-26T09:00:00Z'), callOf('beside.wav', '2026-11-20T09:00:00Z')]);
    expect((await known(name))?.blobName).toBe(name);
    await desk.at('2026-11-25T02:30:00Z');
    expect(await desk.left()).toEqual(['beside.wav']);
  });

  it('is empty: known all the same when something says when it was, and kept count of when nothing does', async () => {
    await start();
    const empty = new Uint8Array(0);
    await desk.deliver([
      { ...callOf('empty.wav', '2026-11-23T15:10:00Z', { duration: '' }), wav: empty },
      { name: 'nothing.wav', wav: empty },
    ]);
    expect(await known('empty.wav')).toMatchObject({ durationMs: 0, bytes: 0 });
    expect(await unread()).toBe(1);
  });

  it('lasted over midnight: it is found from either day, and goes by when it began', async () => {
    await start();
    const name = 'late/shift.wav';
    await desk.deliver([callOf(name, '2026-11-23T23:50:00Z', { duration: '1800', extension: '204' })]);
    expect((await known(name))?.endedAt).toBe('2026-11-24T00:20:00.000Z');
    const ordered = await desk.desk.usecases.orderDeletion({
      actor: buildPerson({ email: RITA, extensions: ['204'] }),
      reason: 'card-payment',
      values: { extension: '204', whenKind: 'at', date: '2026-11-24', time: '00:15' },
      idempotencyKey: 'over midnight',
    });
    expect(ordered.ok).toBe(true);
    await desk.settled();
    expect(await desk.left()).toEqual([]);
  });
});

describe('being told by Event Grid', () => {
  const tell = (names: readonly string[], code = SECRET): Promise<Response> =>
    fetch(`${desk.url}/hooks/recordings?code=${encodeURIComponent(code)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'aeg-event-type': 'Notification' },
      body: JSON.stringify(
        names.map((name) => ({
          id: name,
          subject: `/blobServices/default/containers/recordings/blobs/${name}`,
          eventType: 'Microsoft.Storage.BlobCreated',
          data: { api: 'PutBlob', url: `https://x.blob.core.windows.net/recordings/${encodeURI(name)}` },
        })),
      ),
    });

  it('makes a recording known at once, with its sidecar, and without a look through the container', async () => {
    await start();
    const name = 'told/0001.wav';
    await storeCalls(azurite.connectionString, [
      { name, wav: WAV },
      sidecar('told/0001.json', { start: '2026-11-23T15:10:00Z', extension: '204' }),
    ]);
    const before = proxy.questions.length;
    expect((await tell([name])).status).toBe(200);
    expect(await known(name)).toMatchObject({ extension: '204', sidecar: 'told/0001.json' });
    expect(proxy.questions.slice(before).filter(({ url }) => url.includes('comp=list'))).toEqual([]);
  });

  it('deletes on arrival what an order waits for', async () => {
    await start();
    const ordered = await desk.desk.usecases.orderDeletion({
      actor: buildPerson({ email: RITA, extensions: ['204'] }),
      reason: 'card-payment',
      values: { extension: '204', whenKind: 'now' },
      idempotencyKey: 'before it arrives',
    });
    expect(ordered.ok).toBe(true);
    const name = 'told/card.wav';
    await storeCalls(azurite.connectionString, [callOf(name, '2026-11-24T09:58:00Z', { extension: '204' })]);
    await tell([name]);
    await desk.settled();
    expect(await desk.left()).toEqual([]);
    expect(desk.receipts()).toMatchObject([{ reason: 'card-payment' }]);
  });

  it('takes nothing in from somebody who does not know the secret', async () => {
    await start();
    await storeCalls(azurite.connectionString, [callOf('told/no.wav', '2026-11-23T15:10:00Z')]);
    expect((await tell(['told/no.wav'], 'a guess')).status).toBe(401);
    expect(await known('told/no.wav')).toBeUndefined();
  });
});
