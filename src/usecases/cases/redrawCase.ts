import type { CaseId } from '../../domain/case/case.ts';
import type { Stores } from '../ports.ts';
import { redrawCards } from '../postCards.ts';

/** Orders every card about a case to be drawn again, its releases’ and its holds’ too: who may read them has changed. */
export async function redrawCase(stores: Stores, id: CaseId): Promise<void> {
  await redrawCards(stores, id);
  for (const request of await stores.requests.ofCase(id)) await redrawCards(stores, request.id);
  for (const hold of await stores.holds.ofCase(id)) await redrawCards(stores, hold.id);
}
