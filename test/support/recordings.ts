import { BlobServiceClient } from '@azure/storage-blob';
import { CONTAINERS } from '../../src/platform/storage/connect.ts';

/** A call as a phone system stores it in the container. */
export interface StoredCall {
  readonly name: string;
  readonly wav: Uint8Array;
  readonly metadata?: Readonly<Record<string, string>>;
}

const container = (connectionString: string, name: string) =>
  BlobServiceClient.fromConnectionString(connectionString).getContainerClient(name);

export async function storeCalls(connectionString: string, calls: readonly StoredCall[]): Promise<void> {
  const recordings = container(connectionString, CONTAINERS.recordings);
  await recordings.createIfNotExists();
  for (const { name, wav, metadata = {} } of calls)
    await recordings.getBlockBlobClient(name).upload(Buffer.from(wav), wav.length, { metadata: { ...metadata } });
}

export async function deleteCall(connectionString: string, name: string): Promise<void> {
  await container(connectionString, CONTAINERS.recordings).deleteBlob(name);
}

/** Names in a container, in order. */
export async function namesIn(connectionString: string, name: keyof typeof CONTAINERS): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const blob of container(connectionString, CONTAINERS[name]).listBlobsFlat()) names.push(blob.name);
  return names;
}

/** The bytes of one blob. */
export const bytesIn = (connectionString: string, name: keyof typeof CONTAINERS, blob: string): Promise<Buffer> =>
  container(connectionString, CONTAINERS[name]).getBlobClient(blob).downloadToBuffer();

/**
 * Every blob of every container with its metadata, as Latin-1 text, so that a test can look for what must not
 * be stored.
 */
export async function everythingStored(connectionString: string): Promise<string> {
  const service = BlobServiceClient.fromConnectionString(connectionString);
  const texts: string[] = [];
  for await (const { name } of service.listContainers())
    for await (const blob of service.getContainerClient(name).listBlobsFlat({ includeMetadata: true })) {
      const bytes = await service.getContainerClient(name).getBlobClient(blob.name).downloadToBuffer();
      texts.push(`${blob.name} ${JSON.stringify(blob.metadata)} ${bytes.toString('latin1')}`);
    }
  return texts.join('\n');
}
