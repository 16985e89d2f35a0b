import { standingIn } from '../../domain/people/person.ts';
import type { Instant } from '../../domain/time.ts';
import { directoryNow } from '../directoryNow.ts';
import type { Stores } from '../ports.ts';
import { redrawCards } from '../postCards.ts';
import type { CaseDeps } from './actOnCase.ts';
import { redrawCase } from './redrawCase.ts';

/** Who stood in when somebody last looked: addresses, and the ids of what the DPO named in the chat; as JSON. */
const STOOD_IN = 'stood-in';

/** Draws what stand-ins may read again once somebody’s time begins or is over; nothing tells the desk of either. Gives 1 when it was so. */
export async function watchStandIns({ practice }: CaseDeps, stores: Stores, now: Instant): Promise<number> {
  const emails = standingIn(await directoryNow(stores, practice, now), now);
  const begun = (await stores.delegations.current(now)).filter(({ from }) => from <= now);
  const standing = [...emails, ...begun.map(({ id }) => id)].sort();
  const before = JSON.parse((await stores.marks.get(STOOD_IN)) ?? '[]') as readonly string[];
  const changed = [
    ...standing.filter((each) => !before.includes(each)),
    ...before.filter((each) => !standing.includes(each)),
  ];
  if (changed.length === 0) return 0;
  await stores.marks.set(STOOD_IN, JSON.stringify(standing));
  for (const id of changed) await redrawCards(stores, id);
  for (const { id } of await stores.cases.open()) await redrawCase(stores, id);
  for (const { id } of await stores.holds.standing()) await redrawCards(stores, id);
  return 1;
}
