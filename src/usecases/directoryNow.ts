import type { Directory } from '../domain/people/person.ts';
import type { Practice } from '../domain/practice.ts';
import type { Instant } from '../domain/time.ts';
import type { Stores } from './ports.ts';

/** Who is who at this moment: the practice file's stand-ins for the DPO, and those the DPO has named in the chat (policy 5.7). */
export async function directoryNow(
  { delegations }: Pick<Stores, 'delegations'>,
  { directory }: Pick<Practice, 'directory'>,
  now: Instant,
): Promise<Directory> {
  const named = await delegations.current(now);
  return named.length === 0
    ? directory
    : { ...directory, dpoDelegates: [...directory.dpoDelegates, ...named] };
}

/** The practice as its roles stand at this moment. */
export const practiceNow = async (
  stores: Pick<Stores, 'delegations'>,
  practice: Practice,
  now: Instant,
): Promise<Practice> => ({ ...practice, directory: await directoryNow(stores, practice, now) });
