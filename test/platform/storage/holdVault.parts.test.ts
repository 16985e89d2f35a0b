import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHoldVault } from '../../../src/platform/storage/holdVault.ts';
import { BlobMissing, StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { startStorage, type TestStorage } from '../../support/storage.ts';

let storage: TestStorage;

beforeAll(async () => {
  storage = await startStorage();
});

afterAll(() => storage.azurite.stop());

describe('held copies', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251);

  it('copies a recording to hold byte for byte, and leaves the recording as it was', async () => {
    const vault = createHoldVault(storage.service);
    expect(await vault.count()).toBe(0);
    await storage.deliver('2026/11/20/[Mrs Alder]_1.wav', bytes, { extension: '204' });
    await vault.copyIn('2026/11/20/[Mrs Alder]_1.wav', 'H-1/rec-1.wav');
    expect(Buffer.from(await vault.read('H-1/rec-1.wav')).equals(Buffer.from(bytes))).toBe(true);
    expect(Buffer.from(await vault.readRange('H-1/rec-1.wav', 100, 50))).toEqual(Buffer.from(bytes.slice(100, 150)));
    const source = storage.recordings.getBlobClient('2026/11/20/[Mrs Alder]_1.wav');
    expect((await source.downloadToBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(await vault.count()).toBe(1);
  });

  it('gives the same held copy when it is made twice', async () => {
    const vault = createHoldVault(storage.service);
    await vault.copyIn('2026/11/20/[Mrs Alder]_1.wav', 'H-1/rec-1.wav');
    expect(await vault.count()).toBe(1);
  });

  it('rejects with BlobMissing when the recording to hold is not there', async () => {
    await expect(createHoldVault(storage.service).copyIn('nothing.wav', 'H-1/nothing.wav')).rejects.toThrow(
      BlobMissing,
    );
  });

  it('makes a copy for another hold from a held copy, once the recording has gone', async () => {
    const vault = createHoldVault(storage.service);
    await storage.recordings.deleteBlob('2026/11/20/[Mrs Alder]_1.wav');
    await vault.copyAgain('H-1/rec-1.wav', 'H-2/rec-1.wav');
    expect(Buffer.from(await vault.read('H-2/rec-1.wav')).equals(Buffer.from(bytes))).toBe(true);
    expect(await vault.count()).toBe(2);
    await expect(vault.copyAgain('H-9/none.wav', 'H-2/none.wav')).rejects.toThrow(BlobMissing);
  });

  it('rejects with StorageUnavailable when storage is away while a copy is made', async () => {
    const vault = createHoldVault(storage.service);
    await storage.azurite.goAway();
    await expect(vault.count()).rejects.toThrow(StorageUnavailable);
    await expect(vault.copyIn('a.wav', 'b.wav')).rejects.toThrow(StorageUnavailable);
  });
});
