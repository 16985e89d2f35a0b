import { unreadReleases } from '../../domain/case/case.ts';
import { takeStep } from '../../domain/case/steps.ts';
import { holds } from '../../domain/people/person.ts';
import { actOnCase, type CaseDeps, type OnCase } from './actOnCase.ts';

/** A director has read what was released in an emergency (FACTS: share what is necessary, record after). */
export const createSeeEmergency =
  (deps: CaseDeps): OnCase =>
  ({ caseId, actor }) =>
    actOnCase(deps, {
      caseId,
      actor,
      action: 'case.emergency-seen',
      fault: (file, person) => {
        if (!holds(person, 'director')) return 'not-a-director';
        // Whoever released it does not read it for themselves, as long as there is another director.
        const isOwn = unreadReleases(file).some(({ by }) => by === person.email);
        const isOnlyOne = deps.practice.directory.directors.every((email) => email === person.email);
        return isOwn && !isOnlyOne ? 'own-request' : undefined;
      },
      change: (file, _, now, person) => takeStep(file, { kind: 'emergency-seen' }, person.email, now),
    });
