import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHoldCounter } from '../../../src/adapters/blob/holdCounter.ts';
import { StorageUnavailable } from '../../../src/usecases/audioPorts.ts';
import { startStorage, type TestStorage } from './storage.ts';

let storage: TestStorage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.azurite.stop());

it('counts what is held, and says so when it cannot', async () => {
  const holds = storage.service.getContainerClient('holds');
  const counter = createHoldCounter(holds);
  expect(await counter.count()).toBe(0);
  for (const name of ['case-1/a.wav', 'case-1/b.wav', 'case-2/a.wav'])
    await holds.getBlockBlobClient(name).uploadData(new Uint8Array(1));
  expect(await counter.count()).toBe(3);
  await storage.azurite.goAway();
  await expect(counter.count()).rejects.toThrow(StorageUnavailable);
});
