import { addDays } from '../../kernel/time.ts';
import { type BlobRemover, isLeft } from '../../platform/storage/ports.ts';
import { removeEach } from '../../platform/storage/removeEach.ts';
import type { Deps } from '../../stores.ts';
import { blobsOfGrant, grantIdOfClip } from './clipNames.ts';

type SweepClipsDeps = Pick<Deps, 'uow' | 'clock' | 'clips' | 'log'> & { readonly remover: BlobRemover };

const BATCH = 256;

/** What no grant knows may be something that is being written at this moment; after a day it is not. */
const STRAY_AFTER_DAYS = 1;

/** Deletes every clip that no grant in force stands for: missed by its grant’s end, or unknown. Gives how many. */
export async function sweepClips({ uow, clock, clips, remover, log }: SweepClipsDeps): Promise<number> {
  let removed = 0;
  for await (const page of clips.pages()) {
    const now = clock.now();
    const grants = await uow.read((context) => context.grants.findAll(page.map(({ name }) => grantIdOfClip(name))));
    const byId = new Map(grants.map((grant) => [grant.id, grant]));
    const over = page.filter(({ name, storedAt }) => {
      const grant = byId.get(grantIdOfClip(name));
      const isStray = addDays(storedAt, STRAY_AFTER_DAYS) <= now;
      if (!grant) return isStray;
      if (grant.state === 'cutting') return false;
      if (grant.state !== 'ready' || now >= grant.until) return true;
      return isStray && !blobsOfGrant(grant).includes(name);
    });
    for (let from = 0; from < over.length; from += BATCH) {
      const names = over.slice(from, from + BATCH).map(({ name }) => name);
      const removals = await removeEach(remover, 'clips', names);
      removed += removals.filter(({ outcome }) => outcome === 'deleted').length;
      const kept = removals.filter(isLeft).length;
      if (kept > 0) log.error('clips.not-deleted', { count: kept });
    }
  }
  return removed;
}
