import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClipStore } from '../../../src/platform/storage/clipStore.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../../../src/platform/storage/connect.ts';
import type { BlobRemover, ClipStore, RecordingArchive } from '../../../src/platform/storage/ports.ts';
import { BlobMissing, type StoredBlob } from '../../../src/platform/storage/ports.ts';
import { createRecordingArchive } from '../../../src/platform/storage/recordingArchive.ts';
import { createBlobRemover } from '../../../src/platform/storage/recordingRemover.ts';
import { NOW } from '../../builders.ts';
import { createMemoryStorage } from '../../fakes/memoryStorage.ts';
import { startAzurite } from '../../support/azurite.ts';

interface Storage {
  readonly archive: RecordingArchive;
  readonly remover: BlobRemover;
  readonly clips: ClipStore;
  deliver(name: string, bytes: Uint8Array, metadata?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

const STORAGES: Readonly<Record<string, () => Promise<Storage>>> = {
  Azurite: async () => {
    const azurite = await startAzurite();
    const service = connectStorage({ connectionString: azurite.connectionString });
    await ensureContainers(service);
    const recordings = service.getContainerClient(CONTAINERS.recordings);
    return {
      archive: createRecordingArchive(recordings),
      remover: createBlobRemover(service),
      clips: createClipStore(service),
      deliver: async (name, bytes, metadata = {}) => {
        await recordings.getBlockBlobClient(name).uploadData(bytes, { metadata });
      },
      stop: () => azurite.stop(),
    };
  },
  'the storage in memory': async () => {
    const { archive, remover, clips, deliver } = createMemoryStorage(() => NOW);
    return { archive, remover, clips, deliver: async (...blob) => deliver(...blob), stop: async () => {} };
  },
};

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

const namesOf = async (pages: AsyncIterable<readonly { readonly name: string }[]>) =>
  (await all(pages)).map(({ name }) => name);

for (const [name, start] of Object.entries(STORAGES))
  describe(`storage: ${name}`, () => {
    let storage: Storage;
    beforeAll(async () => {
      storage = await start();
    });
    afterAll(() => storage.stop());

    it('holds nothing in any container at first', async () => {
      expect(await namesOf(storage.archive.pages())).toEqual([]);
      expect(await storage.archive.folders('')).toEqual([]);
      expect(await namesOf(storage.clips.pages())).toEqual([]);
    });

    it('lists blobs by prefix, by folder and outside folders, in name order', async () => {
      for (const blob of ['b.wav', 'a.wav', '2026/11/23/z.wav', '2026/11/24/a.wav', '204/x (1).wav'])
        await storage.deliver(blob, new Uint8Array(3), { extension: '204' });
      const { archive } = storage;
      expect(await namesOf(archive.pages())).toEqual([
        '2026/11/23/z.wav',
        '2026/11/24/a.wav',
        '204/x (1).wav',
        'a.wav',
        'b.wav',
      ]);
      expect(await namesOf(archive.pages('2026/11/24/'))).toEqual(['2026/11/24/a.wav']);
      expect(await namesOf(archive.loosePages(''))).toEqual(['a.wav', 'b.wav']);
      expect(await archive.folders('')).toEqual(['2026/', '204/']);
      expect(await archive.folders('2026/11/')).toEqual(['2026/11/23/', '2026/11/24/']);
    });

    it('shows one blob, and another state of it once it is written again', async () => {
      const before: StoredBlob = await storage.archive.look('a.wav');
      expect(before).toMatchObject({ name: 'a.wav', bytes: 3, metadata: { extension: '204' } });
      await storage.deliver('a.wav', new Uint8Array(4));
      const after = await storage.archive.look('a.wav');
      expect(after.bytes).toBe(4);
      expect(after.etag).not.toBe(before.etag);
      await expect(storage.archive.look('none.wav')).rejects.toThrow(BlobMissing);
      await expect(storage.archive.readRange('none.wav', 0, 1)).rejects.toThrow(BlobMissing);
      expect(await storage.archive.readRange('a.wav', 1, 99)).toHaveLength(3);
    });

    it('removes blobs, and says which were gone already', async () => {
      const removals = await storage.remover.remove('recordings', ['a.wav', 'none.wav', '204/x (1).wav']);
      expect(removals.map(({ name: blob, outcome }) => [blob, outcome])).toEqual([
        ['a.wav', 'deleted'],
        ['none.wav', 'gone'],
        ['204/x (1).wav', 'deleted'],
      ]);
      expect(await namesOf(storage.archive.pages())).toEqual(['2026/11/23/z.wav', '2026/11/24/a.wav', 'b.wav']);
      expect(await storage.remover.remove('recordings', [])).toEqual([]);
    });

    it('keeps clips apart from recordings', async () => {
      await storage.clips.put('g-1.wav', new Uint8Array([1, 2, 3]));
      expect(await namesOf(storage.clips.pages())).toEqual(['g-1.wav']);
      expect([...(await storage.clips.readRange('g-1.wav', 1, 9))]).toEqual([2, 3]);
      await storage.clips.remove('g-1.wav');
      await storage.clips.remove('g-1.wav');
      await expect(storage.clips.readRange('g-1.wav', 0, 1)).rejects.toThrow(BlobMissing);
      await storage.clips.tryOut();
      expect(await namesOf(storage.clips.pages())).toEqual([]);
    });
  });
