import { CONTAINERS, connectStorage, ensureContainers } from '../../src/platform/storage/connect.ts';
import type { RecordingArchive, StoredBlob } from '../../src/platform/storage/ports.ts';
import { type Azurite, startAzurite } from './azurite.ts';

/** Starts a storage with the desk's containers, and gives a way to put recordings there as a phone system would. */
export async function startStorage() {
  const azurite: Azurite = await startAzurite();
  const service = connectStorage({ connectionString: azurite.connectionString });
  await ensureContainers(service);
  const recordings = service.getContainerClient(CONTAINERS.recordings);
  const deliver = async (name: string, bytes: Uint8Array, metadata: Record<string, string> = {}): Promise<void> => {
    await recordings.getBlockBlobClient(name).uploadData(bytes, { metadata });
  };
  return { azurite, service, recordings, deliver };
}

export type TestStorage = Awaited<ReturnType<typeof startStorage>>;

/** Everything that an archive lists under a prefix, or everything. */
export async function listAll(archive: RecordingArchive, prefix = ''): Promise<StoredBlob[]> {
  const blobs: StoredBlob[] = [];
  for await (const page of archive.pages(prefix)) blobs.push(...page);
  return blobs;
}
