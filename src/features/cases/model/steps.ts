import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import { hasRole, isThem, type Person } from '../../people/model/person.ts';
import {
  type CaseRecord,
  type CaseStep,
  isClosed,
  isConfidential,
  isEmergency,
  isEmergencyNow,
  isSettled,
  stepOf,
  type TakenStep,
  unreadReleases,
} from './case.ts';
import { stepsOpen } from './stepForm.ts';

/** Why recordings may not be released from a case yet; undefined when they may. */
export function releaseFault(caseRecord: CaseRecord): Refusal | undefined {
  if (isClosed(caseRecord)) return 'case-closed';
  if (stepOf(caseRecord, 'refused')?.partly === false) return 'case-refused';
  if (caseRecord.kind === 'subject-access')
    return stepOf(caseRecord, 'identity-verified') === undefined ? 'identity-first' : undefined;
  return stepOf(caseRecord, 'police-details') === undefined && !isEmergency(caseRecord)
    ? 'police-incomplete'
    : undefined;
}

/** The same of one person: in an emergency a delegate releases nothing from a case they reported themselves. */
export function raisingFault(caseRecord: CaseRecord, person: Person): Refusal | undefined {
  const fault = mayWorkOn(caseRecord, person) ?? releaseFault(caseRecord);
  if (fault || hasRole(person, 'dpo') || !isEmergencyNow(caseRecord)) return fault;
  return isThem(person, caseRecord.report.reportedBy) ? 'own-report' : undefined;
}

/** What must still be written down before a case may be closed; undefined when nothing must. */
function closingFault(caseRecord: CaseRecord): Refusal | undefined {
  if (stepOf(caseRecord, 'emergency-release') === undefined) return undefined;
  if (stepOf(caseRecord, 'police-details') === undefined) return 'police-incomplete';
  return unreadReleases(caseRecord).length > 0 ? 'emergency-not-seen' : undefined;
}

/** Texts of a step, for what holds for all of them. */
const textsOf = (step: CaseStep): readonly string[] => Object.values(step).filter((v) => typeof v === 'string');

/** Takes one step; refuses rather than throws. The dates are judged where they were typed. */
export function takeStep(
  caseRecord: CaseRecord,
  step: CaseStep,
  by: TakenStep['by'],
  now: Instant,
): Result<CaseRecord, Refusal> {
  if (isClosed(caseRecord)) return err('case-closed');
  if (!stepsOpen(caseRecord).some((open) => open === step.kind)) return err('step-not-open');
  if (textsOf(step).some(holdsCardNumber)) return err('card-number');
  if (step.kind === 'closed') {
    const fault = closingFault(caseRecord);
    if (fault) return err(fault);
    if (!isSettled(caseRecord) && step.words.trim() === '') return err('reason-missing');
  }
  return ok(withStep(caseRecord, step, by, now));
}

/** Writes down what happened, without asking whether it may: for what the desk does by itself. */
export const withStep = (caseRecord: CaseRecord, step: CaseStep, by: TakenStep['by'], now: Instant): CaseRecord => ({
  ...caseRecord,
  steps: [...caseRecord.steps, { ...step, at: now, by }],
});

/** Whether a person may see and work on a case: a confidential one is the DPO’s own (policy 5.6). */
export const mayWorkOn = (
  caseRecord: CaseRecord,
  person: { readonly roles: readonly string[] },
): Refusal | undefined => {
  if (person.roles.includes('dpo')) return undefined;
  if (!person.roles.includes('dpo-delegate')) return 'not-the-dpo';
  return isConfidential(caseRecord) ? 'confidential-case' : undefined;
};
