import { afterAll, beforeAll, expect, it } from 'vitest';
import { addMs, fromEpochMs } from '../../../src/kernel/time.ts';
import { createClipStore } from '../../../src/platform/storage/clipStore.ts';
import { ensureContainers } from '../../../src/platform/storage/connect.ts';
import { createBlobRemover } from '../../../src/platform/storage/recordingRemover.ts';
import { startSignedInStorage } from '../../support/signedIn.ts';
import { buildWav } from '../../support/wav.ts';

let storage: Awaited<ReturnType<typeof startSignedInStorage>>;

beforeAll(async () => {
  storage = await startSignedInStorage();
  await ensureContainers(storage.service);
});

afterAll(() => storage.stop());

it('signs a link with a user delegation key when the desk signs in by identity: read only, HTTPS only', async () => {
  const clips = createClipStore(storage.service);
  await clips.put('a b.wav', buildWav());
  const link = await clips.directLink('a b.wav', addMs(fromEpochMs(Date.now()), 300_000));
  const query = new URL(link).searchParams;
  expect([query.get('sp'), query.get('spr'), query.get('sr')]).toEqual(['r', 'https', 'b']);
  expect(query.get('skoid')).toBeTruthy();
  expect((await fetch(link)).status).toBe(200);
  expect((await fetch(link, { method: 'DELETE' })).status).toBe(403);
});

it('deletes many blobs with at most two sign-ins', async () => {
  const recordings = storage.service.getContainerClient('recordings');
  const names = Array.from({ length: 40 }, (_, i) => `2026/05/14/[Zoë & co] ${i}.wav`);
  for (const name of names) await recordings.getBlockBlobClient(name).uploadData(new Uint8Array(1));
  const before = storage.signIns();
  const removals = await createBlobRemover(storage.service).remove('recordings', names);
  expect(removals.every(({ outcome }) => outcome === 'deleted')).toBe(true);
  expect(storage.signIns() - before).toBeLessThanOrEqual(2);
});
