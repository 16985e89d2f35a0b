import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMs, fromEpochMs } from '../../../src/kernel/time.ts';
import { createClipStore } from '../../../src/platform/storage/clipStore.ts';
import type { ClipStore } from '../../../src/platform/storage/ports.ts';
import { BlobMissing } from '../../../src/platform/storage/ports.ts';
import { startStorage, type TestStorage } from '../../support/storage.ts';
import { buildWav } from '../../support/wav.ts';

let storage: TestStorage;

let clips: ClipStore;

beforeAll(async () => {
  storage = await startStorage();
  clips = createClipStore(storage.service);
});

afterAll(() => storage.azurite.stop());

const soon = (ms = 300_000) => addMs(fromEpochMs(Date.now()), ms);

const wav = buildWav({ durationMs: 500 });

async function allOf(store: ClipStore) {
  const found: { readonly name: string; readonly storedAt: string }[] = [];
  for await (const page of store.pages()) found.push(...page);
  return found;
}

describe('the clips container', () => {
  it('stores a clip and gives back the same bytes', async () => {
    await clips.put('grants/1.wav', wav);
    expect([...(await clips.readRange('grants/1.wav', 0, wav.length))]).toEqual([...wav]);
    expect([...(await clips.readRange('grants/1.wav', 4, 4))]).toEqual([...wav.slice(4, 8)]);
  });

  it('stores a clip of several blocks and gives back the same bytes', async () => {
    const long = buildWav({ channels: 2, sampleRate: 48_000, durationMs: 50_000 });
    await clips.put('long.wav', long);
    const read = await clips.readRange('long.wav', 0, long.length + 10);
    expect(Buffer.from(read).equals(Buffer.from(long))).toBe(true);
  });

  it('replaces a stored clip by one of the same name', async () => {
    await clips.put('twice.wav', buildWav({ durationMs: 10 }));
    await clips.put('twice.wav', wav);
    expect(await clips.readRange('twice.wav', 0, 1_000_000)).toHaveLength(wav.length);
  });

  it('removes a clip; removing it again is no error', async () => {
    await clips.put('short-lived.wav', wav);
    await clips.remove('short-lived.wav');
    await clips.remove('short-lived.wav');
    await expect(clips.readRange('short-lived.wav', 0, 10)).rejects.toThrow(BlobMissing);
  });

  it('gives a direct link that plays as WAV, is not to be cached, and dies with the clip', async () => {
    const name = '204/[Mrs Alder] & co #1.wav';
    await clips.put(name, wav);
    const link = await clips.directLink(name, soon());
    const answer = await fetch(link);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await answer.arrayBuffer()).byteLength).toBe(wav.length);
    await clips.remove(name);
    expect((await fetch(link)).status).toBe(404);
  });

  it('gives a direct link that reads that clip only, and only until its time', async () => {
    await clips.put('mine.wav', wav);
    await clips.put('other.wav', wav);
    const link = await clips.directLink('mine.wav', soon());
    expect((await fetch(link.replace('mine.wav', 'other.wav'))).status).toBe(403);
    expect((await fetch(link, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(link.split('?')[0] ?? '')).status).not.toBe(200);
    expect((await fetch(await clips.directLink('mine.wav', soon(-60_000)))).status).toBe(403);
  });

  it('lists every clip in name order, with when it was stored', async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    const fresh = createClipStore(storage.service, 'listed');
    await storage.service.getContainerClient('listed').create();
    expect(await allOf(fresh)).toEqual([]);
    await fresh.put('b.wav', wav);
    await fresh.put('a.wav', wav);
    const found = await allOf(fresh);
    expect(found.map(({ name }) => name)).toEqual(['a.wav', 'b.wav']);
    expect(found.every(({ storedAt }) => storedAt > before)).toBe(true);
  });

  it('tries storage out by writing, and leaves nothing', async () => {
    const before = (await allOf(clips)).length;
    await clips.tryOut();
    expect(await allOf(clips)).toHaveLength(before);
  });

  it('says that storage does not take what it writes when the container is not there', async () => {
    await expect(createClipStore(storage.service, 'nowhere').tryOut()).rejects.toMatchObject({
      kind: 'place',
      code: 'ContainerNotFound',
    });
  });
});
