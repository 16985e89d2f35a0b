import type { ContainerClient } from '@azure/storage-blob';
import type { HoldCounter } from '../../usecases/audioPorts.ts';
import { listPages } from './listing.ts';

/** Counts what the `holds` container keeps past retention. Throws StorageUnavailable. */
export function createHoldCounter(container: ContainerClient): HoldCounter {
  return {
    async count() {
      let held = 0;
      for await (const { blobs } of listPages(container, { metadata: false })) held += blobs.length;
      return held;
    },
  };
}
