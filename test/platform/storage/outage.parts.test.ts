import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClipStore } from '../../../src/platform/storage/clipStore.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../../../src/platform/storage/connect.ts';
import { StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { createRecordingArchive } from '../../../src/platform/storage/recordingArchive.ts';
import { listAll, startStorage, type TestStorage } from '../../support/storage.ts';

let storage: TestStorage;

beforeAll(async () => {
  storage = await startStorage();
});

afterAll(() => storage.azurite.stop());

async function failureOf(question: () => Promise<unknown>): Promise<{ error: Error; tookMs: number }> {
  const from = Date.now();
  const error = await question().then(
    () => new Error('it answered'),
    (reason: Error) => reason,
  );
  return { error, tookMs: Date.now() - from };
}

describe('when storage is not there', () => {
  it('says StorageUnavailable within 12 seconds while it is down, and works again when it is back', async () => {
    const archive = createRecordingArchive(storage.recordings);
    const clips = createClipStore(storage.service);
    await storage.deliver('kept.wav', new Uint8Array(9));
    await storage.azurite.goAway();
    const questions = [
      () => archive.readRange('kept.wav', 0, 9),
      () => listAll(archive),
      () => clips.put('x.wav', new Uint8Array(9)),
      () => clips.remove('x.wav'),
      () => ensureContainers(storage.service),
    ];
    for (const { error, tookMs } of await Promise.all(questions.map(failureOf))) {
      expect(error).toBeInstanceOf(StorageUnavailable);
      expect(error.message).toContain('check the network');
      expect(error.message).not.toContain('Eby8vdM02');
      expect(tookMs).toBeLessThan(12_000);
    }
    await expect(clips.tryOut()).rejects.toThrow(StorageUnavailable);
    await storage.azurite.restart();
    expect(await archive.readRange('kept.wav', 0, 9)).toHaveLength(9);
    await clips.tryOut();
  });

  it('says StorageUnavailable within 12 seconds when it takes connections but never answers', async () => {
    storage.azurite.freeze();
    const { error, tookMs } = await failureOf(() =>
      createRecordingArchive(storage.recordings).readRange('kept.wav', 0, 9),
    );
    await storage.azurite.restart();
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(tookMs).toBeLessThan(12_000);
  });

  it('names the container that is missing', async () => {
    const archive = createRecordingArchive(storage.service.getContainerClient('elsewhere'));
    const { error } = await failureOf(() => archive.readRange('a.wav', 0, 1));
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(error.message).toContain('no container elsewhere');
  });

  it('says that the account key is wrong, and does not show it', async () => {
    const wrong = Buffer.from('not the key').toString('base64');
    const service = connectStorage({
      connectionString: storage.azurite.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${wrong}`),
    });
    const archive = createRecordingArchive(service.getContainerClient(CONTAINERS.recordings));
    for (const question of [() => archive.readRange('kept.wav', 0, 1), () => listAll(archive)]) {
      const { error } = await failureOf(question);
      expect(error).toBeInstanceOf(StorageUnavailable);
      expect(error.message).toContain('check the account key');
      expect(error.message).not.toContain(wrong);
    }
  });
});
