import { DefaultAzureCredential } from '@azure/identity';
import { BlobServiceClient, type ContainerClient, type StoragePipelineOptions } from '@azure/storage-blob';
import { translateStorageError } from './errors.ts';

/** The containers: of the phone system, of approved parts, of copies kept past retention, and of the audit’s checkpoints. */
export const CONTAINERS = {
  recordings: 'recordings',
  clips: 'clips',
  holds: 'holds',
  checkpoints: 'checkpoints',
} as const;

/** One of them: a connection string (a key, or Azurite), or an account address for a managed identity or `az login`. */
export type StorageSettings = { readonly connectionString: string } | { readonly accountUrl: string };

/** Longest time for one question, all tries together: a person is waiting. */
const ANSWER_MS = 10_000;

/** Longest time for writing one clip. */
export const UPLOAD_MS = 60_000;

const PIPELINE: StoragePipelineOptions = {
  retryOptions: { maxTries: 2, tryTimeoutInMs: 5_000, retryDelayInMs: 300, maxRetryDelayInMs: 1_000 },
};

/** Ends one question. The SDK's own try timeout binds the server only, not a server that has gone quiet. */
export const deadline = (ms = ANSWER_MS): { readonly abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(ms),
});

/** A client for the account. Asks nothing of it yet; throws only on a connection string that is none. */
export function connectStorage(settings: StorageSettings): BlobServiceClient {
  return 'connectionString' in settings
    ? BlobServiceClient.fromConnectionString(settings.connectionString, PIPELINE)
    : new BlobServiceClient(settings.accountUrl, new DefaultAzureCredential(), PIPELINE);
}

async function ensure(container: ContainerClient, service: BlobServiceClient): Promise<void> {
  try {
    // Looked for first: an identity that may use containers is often not allowed to create them.
    if (await container.exists(deadline())) return;
    await container.createIfNotExists(deadline());
  } catch (error) {
    throw translateStorageError(error, { url: service.url, container: container.containerName });
  }
}

/** Creates what is missing of the containers, without public access. Throws StorageUnavailable. */
export async function ensureContainers(service: BlobServiceClient): Promise<void> {
  for (const name of Object.values(CONTAINERS)) await ensure(service.getContainerClient(name), service);
}
