import type { Stores } from '../../stores.ts';
import type { Actor } from './actor.ts';

/** The id the audit knows a person by. */
export const actorId = (people: Stores['people'], actor: Pick<Actor, 'email'>): Promise<string> =>
  people.idOf(actor.email);
