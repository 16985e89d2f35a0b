import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCheckpointVault } from '../../../src/platform/storage/checkpointVault.ts';
import { StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { NOW } from '../../builders.ts';
import { createMemoryStorage } from '../../fakes/memoryStorage.ts';
import { namesIn } from '../../support/recordings.ts';
import { startStorage, type TestStorage } from '../../support/storage.ts';

let storage: TestStorage;

beforeAll(async () => {
  storage = await startStorage();
});

afterAll(() => storage.azurite.stop());

describe.each(['Azurite', 'the storage in memory'])('the container of checkpoints on %s', (where) => {
  const vault = () => (where === 'Azurite' ? createCheckpointVault(storage.service) : memory.checkpoints);
  const memory = createMemoryStorage(() => NOW);

  it('gives nothing where nothing is', async () => {
    expect(await vault().last('desk.example.com/audit/')).toBeUndefined();
  });

  it('gives the last by name of one log, however they came', async () => {
    await vault().put('desk.example.com/audit/000000000000012.txt', 'twelve — é\n');
    await vault().put('desk.example.com/audit/000000000000007.txt', 'seven\n');
    await vault().put('desk.example.com/audit-2/000000000000099.txt', 'of another log\n');
    expect(await vault().last('desk.example.com/audit/')).toBe('twelve — é\n');
  });

  it('never overwrites what is there, and is not troubled by it', async () => {
    await vault().put('desk.example.com/audit/000000000000012.txt', 'another\n');
    expect(await vault().last('desk.example.com/audit/')).toBe('twelve — é\n');
  });
});

describe('the container of checkpoints', () => {
  it('rejects with StorageUnavailable when storage is away', async () => {
    const vault = createCheckpointVault(storage.service);
    expect(await namesIn(storage.azurite.connectionString, 'checkpoints')).toHaveLength(3);
    await storage.azurite.goAway();
    await expect(vault.put('a.txt', 'a')).rejects.toThrow(StorageUnavailable);
    await expect(vault.last('a')).rejects.toThrow(StorageUnavailable);
  });
});
