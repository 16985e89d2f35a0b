import type { Actor } from './actor.ts';
import type { PeopleStore } from './storeTypes.ts';

/** The id the audit knows a person by. */
export const actorId = (people: PeopleStore, actor: Pick<Actor, 'email'>): Promise<string> =>
  people.idOf(actor.email);
