import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import type { RecordingArchive } from '../../../src/platform/storage/ports.ts';
import { BlobMissing, type StoredBlob } from '../../../src/platform/storage/ports.ts';
import { createRecordingArchive } from '../../../src/platform/storage/recordingArchive.ts';
import { listAll, startStorage, type TestStorage } from '../../support/storage.ts';
import { buildWav } from '../../support/wav.ts';

const CX = '4166/[Celia Perez]_4166-01553888553_20260514131342(3644).wav';

let storage: TestStorage;

let archive: RecordingArchive;

beforeAll(async () => {
  storage = await startStorage();
  archive = createRecordingArchive(storage.recordings);
});

afterAll(() => storage.azurite.stop());

const listed = () => listAll(archive);

describe('the recordings container', () => {
  it('lists nothing of an empty recordings container', async () => {
    expect(await listed()).toEqual([]);
  });

  it('lists every blob in name order with size, time and metadata', async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    await storage.deliver('2026/b.wav', new Uint8Array(7));
    await storage.deliver('2026/a.wav', new Uint8Array(5), { start: '2026-07-01T14:10:00Z', extension: '204' });
    await storage.deliver(CX, new Uint8Array(3));
    const blobs = await listed();
    expect(blobs.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['2026/a.wav', 5],
      ['2026/b.wav', 7],
      [CX, 3],
    ]);
    expect(blobs[0]?.metadata).toEqual({ start: '2026-07-01T14:10:00Z', extension: '204' });
    expect(blobs[1]?.metadata).toEqual({});
    expect(blobs.every(({ storedAt, etag }) => storedAt > before && etag.length > 0)).toBe(true);
  });

  it('reads a range, fewer bytes at the end, none after it', async () => {
    await storage.deliver(
      'range.wav',
      Uint8Array.from({ length: 100 }, (_, i) => i),
    );
    expect([...(await archive.readRange('range.wav', 10, 3))]).toEqual([10, 11, 12]);
    expect([...(await archive.readRange('range.wav', 97, 50))]).toEqual([97, 98, 99]);
    expect(await archive.readRange('range.wav', 100, 10)).toHaveLength(0);
    expect(await archive.readRange('range.wav', 5, 0)).toHaveLength(0);
  });

  it('reads no bytes of an empty recording', async () => {
    await storage.deliver('empty.wav', new Uint8Array(0));
    expect(await archive.readRange('empty.wav', 0, 10)).toHaveLength(0);
  });

  it('rejects with BlobMissing when a recording to read is not there', async () => {
    await expect(archive.readRange('gone.wav', 0, 10)).rejects.toThrow(BlobMissing);
  });

  it('gives the ranges from which a part of a stored call is cut', async () => {
    const file = buildWav({ codec: 'mulaw', durationMs: 120_000 });
    await storage.deliver(CX, file);
    const source = { bytes: file.length, read: (o: number, l: number) => archive.readRange(CX, o, l) };
    const result = await createAudioCutter().cut(source, { fromMs: 30_000, toMs: 90_000 });
    expect(result).toMatchObject({ ok: true, value: { durationMs: 60_000 } });
  });

  it('lists every recording across several pages of storage’s listing', async () => {
    const names = Array.from({ length: 105 }, (_, i) => `many/${String(i).padStart(4, '0')}.wav`);
    for (let i = 0; i < names.length; i += 50) {
      await Promise.all(names.slice(i, i + 50).map((name) => storage.deliver(name, new Uint8Array(1))));
    }
    const paged = createRecordingArchive(storage.recordings, { pageSize: 10 });
    const pages: number[] = [];
    const found: string[] = [];
    for await (const page of paged.pages('many/')) {
      pages.push(page.length);
      found.push(...page.map(({ name }) => name));
    }
    expect(found).toEqual(names);
    expect(pages).toEqual([...Array.from({ length: 10 }, () => 10), 5]);
  });

  it('lists only the recordings whose name begins with the prefix', async () => {
    const found: string[] = [];
    for await (const page of archive.pages('2026/a')) found.push(...page.map(({ name }) => name));
    expect(found).toEqual(['2026/a.wav']);
    expect(await listAll(archive, 'nothing-like-it/')).toEqual([]);
  });

  it('tells the folders directly under a prefix, and the blobs directly under it', async () => {
    for (const name of ['f/2026/05/14/a.wav', 'f/2026/06/01/b.wav', 'f/2025/c.wav', 'f/loose.wav', 'f/z.wav'])
      await storage.deliver(name, new Uint8Array(1), { start: 'x' });
    expect(await archive.folders('f/')).toEqual(['f/2025/', 'f/2026/']);
    expect(await archive.folders('f/2026/')).toEqual(['f/2026/05/', 'f/2026/06/']);
    expect(await archive.folders('f/2025/')).toEqual([]);
    expect(await archive.folders('')).toContain('f/');
    const loose: StoredBlob[] = [];
    for await (const page of archive.loosePages('f/')) loose.push(...page);
    expect(loose.map(({ name, metadata }) => [name, metadata.start])).toEqual([
      ['f/loose.wav', 'x'],
      ['f/z.wav', 'x'],
    ]);
  });

  it('tells more folders and loose blobs than fit in one page', async () => {
    const folders = Array.from({ length: 700 }, (_, i) => `wide/${String(i).padStart(3, '0')}/`);
    const loose = Array.from({ length: 400 }, (_, i) => `wide/x${String(i).padStart(3, '0')}.wav`);
    const names = [...folders.map((folder) => `${folder}a.wav`), ...loose];
    for (let i = 0; i < names.length; i += 50)
      await Promise.all(names.slice(i, i + 50).map((name) => storage.deliver(name, new Uint8Array(1))));
    expect(await archive.folders('wide/')).toEqual(folders);
    const found: string[] = [];
    for await (const page of archive.loosePages('wide/')) found.push(...page.map(({ name }) => name));
    expect(found).toEqual(loose);
  });
});

describe('one recording', () => {
  it('shows one recording with the same facts as the listing', async () => {
    const name = `looked/${CX}`;
    await storage.deliver(name, new Uint8Array(7), { start: '2026-07-01T14:10:00Z' });
    const [listing] = await listAll(archive, 'looked/');
    expect(await archive.look(name)).toEqual(listing);
    expect(listing).toMatchObject({ name, bytes: 7, metadata: { start: '2026-07-01T14:10:00Z' } });
    expect(listing?.etag).not.toContain('"');
  });

  it('rejects with BlobMissing when the recording to show is not there, or its name leads into another container', async () => {
    const clip = storage.service.getContainerClient('clips').getBlockBlobClient('secret.wav');
    await clip.uploadData(new Uint8Array(3));
    for (const name of ['gone.wav', '../clips/secret.wav', 'x/../../clips/secret.wav', '']) {
      await expect(archive.look(name)).rejects.toThrow(BlobMissing);
      await expect(archive.readRange(name, 0, 3)).rejects.toThrow(BlobMissing);
    }
  });

  it('takes the age of an imported recording from its file’s own time', async () => {
    await storage.deliver('old.wav', new Uint8Array(1), { modified: '2026-05-14T12:13:42.000Z' });
    expect((await archive.look('old.wav')).storedAt).toBe('2026-05-14T12:13:42.000Z');
    expect((await listAll(archive, 'old.wav'))[0]?.storedAt).toBe('2026-05-14T12:13:42.000Z');
  });

  it.each([
    '2999-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    'yesterday',
    '',
  ])('takes the age of a recording from storage where its file’s time is no time: %j', async (modified) => {
    const before = new Date(Date.now() - 60_000).toISOString();
    await storage.deliver('odd.wav', new Uint8Array(1), { modified });
    const { storedAt } = await archive.look('odd.wav');
    expect(storedAt > before && storedAt < new Date(Date.now() + 60_000).toISOString()).toBe(true);
  });
});
