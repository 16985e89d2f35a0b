import { isConfidential } from '../../domain/case/case.ts';
import { takeStep } from '../../domain/case/steps.ts';
import { holds } from '../../domain/people/person.ts';
import { actOnCase, type CaseDeps, type OnCase } from './actOnCase.ts';
import { redrawCase } from './redrawCase.ts';

/** Marks a case confidential, or takes the mark off: the DPO’s own, since it is from stand-ins too that it keeps names. */
export const createMarkConfidential =
  (deps: CaseDeps): OnCase =>
  ({ caseId, actor }) =>
    actOnCase(deps, {
      caseId,
      actor,
      action: 'case.confidential',
      fault: (_, person) => (holds(person, 'dpo') ? undefined : 'not-the-dpo'),
      change: (file, _, now, person) =>
        takeStep(file, { kind: 'confidential', isConfidential: !isConfidential(file) }, person.email, now),
      alongside: (file, stores) => redrawCase(stores, file.id),
    });
