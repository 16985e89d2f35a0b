import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import { addMinutes, type Instant } from '../../src/kernel/time.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../../src/platform/storage/connect.ts';
import { azuriteConnection, launchAzurite } from '../demo/azurite.ts';
import { endChild, freePort } from '../demo/childProcess.ts';

export interface StoredCalls {
  /** A storage of its own that holds them all, for as long as `use` runs. */
  withStorage<T>(use: (storage: SeededStorage) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

export interface SeededStorage {
  readonly connectionString: string;
  readonly service: BlobServiceClient;
  readonly recordings: ContainerClient;
}

const AT_ONCE = 32;

/** `2026/10/01/000123.wav`: path by date, as the phone system delivers. */
const nameOf = (startedAt: Instant, n: number): string =>
  `${startedAt.slice(0, 10).replaceAll('-', '/')}/${String(n).padStart(6, '0')}.wav`;

/**
 * Delivers calls of ten bytes, fifteen seconds apart from `begin` on, once; each use begins with a copy of
 * all of them.
 */
export async function storeCallsOnce(count: number, begin: Instant): Promise<StoredCalls> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-stored-'));
  const original = join(folder, 'original');
  await withAzurite(original, async ({ recordings }) => {
    for (let from = 0; from < count; from += AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => {
          const startedAt = addMinutes(begin, (from + i) * (1 / 4));
          const metadata = { start: startedAt, extension: '204', number: '01632960123', duration: '61' };
          return recordings.getBlockBlobClient(nameOf(startedAt, from + i)).upload('0123456789', 10, { metadata });
        }),
      );
  });
  let copies = 0;
  return {
    withStorage: async (use) => {
      copies += 1;
      const copy = join(folder, `copy-${copies}`);
      await cp(original, copy, { recursive: true });
      try {
        return await withAzurite(copy, use);
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An emulator of its own on this folder. */
export async function withAzurite<T>(folder: string, use: (storage: SeededStorage) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const azurite = await launchAzurite({ port, folder });
  try {
    const connectionString = azuriteConnection(`http://127.0.0.1:${port}`);
    const service = connectStorage({ connectionString });
    await ensureContainers(service);
    return await use({ connectionString, service, recordings: service.getContainerClient(CONTAINERS.recordings) });
  } finally {
    await endChild(azurite);
  }
}
