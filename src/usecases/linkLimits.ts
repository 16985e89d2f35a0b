import type { Practice } from '../domain/practice.ts';
import type { LinkLimits } from '../domain/release/listenLink.ts';
import type { PeopleStore } from './ports.ts';
import type { Actor } from './resolveActor.ts';

export const linkLimits = ({ limits }: Practice): LinkLimits => ({
  openMinutes: limits.listenLinkMinutes,
  sessionMinutes: limits.listenSessionMinutes,
});

/** The id the audit knows a person by. */
export const actorId = (people: PeopleStore, actor: Pick<Actor, 'email'>): Promise<string> =>
  people.idOf(actor.email);
