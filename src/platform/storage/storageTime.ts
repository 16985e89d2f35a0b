import { type BlobServiceClient, RestError } from '@azure/storage-blob';
import { fromEpochMs, type Instant } from '../../kernel/time.ts';
import { CONTAINERS, deadline } from './connect.ts';
import { translateStorageError } from './errors.ts';

/** What storage's clock shows, from the date of any answer of its own. Throws StorageUnavailable. */
export const createStorageTime = (service: BlobServiceClient) => async (): Promise<Instant> => {
  const container = service.getContainerClient(CONTAINERS.recordings);
  try {
    const { date } = await container.getProperties(deadline());
    if (date) return fromEpochMs(date.getTime());
  } catch (error) {
    // A refusal has a date too.
    const header = error instanceof RestError ? error.response?.headers.get('date') : undefined;
    const at = Date.parse(header ?? '');
    if (Number.isFinite(at)) return fromEpochMs(at);
    throw translateStorageError(error, { url: service.url, container: container.containerName });
  }
  throw new Error('Storage answered without a date');
};
