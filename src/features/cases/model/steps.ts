import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import {
  type CaseFile,
  type CaseStep,
  type CaseStepKind,
  isClosed,
  isConfidential,
  isEmergency,
  stepOf,
  type TakenStep,
  unreadReleases,
} from './case.ts';

/** Asked for and not yet received. */
export const clarificationOpen = (file: CaseFile): boolean => {
  const asked = file.steps.findLastIndex(({ kind }) => kind === 'clarification-asked');
  const received = file.steps.findLastIndex(({ kind }) => kind === 'clarification-received');
  return asked > received;
};

/** Nothing more is owed: answered, or refused as a whole. */
export const isSettled = (file: CaseFile): boolean =>
  stepOf(file, 'answered') !== undefined || stepOf(file, 'refused')?.partly === false;

/** What can be done about a case as it stands, by a person. What is not here is refused. */
export function stepsOpen(file: CaseFile): readonly CaseStepKind[] {
  if (isClosed(file)) return [];
  const settled = isSettled(file);
  const offered: readonly (readonly [CaseStepKind, boolean])[] =
    file.kind === 'subject-access'
      ? [
          ['identity-verified', stepOf(file, 'identity-verified') === undefined],
          ['clarification-asked', !settled && !clarificationOpen(file)],
          ['clarification-received', clarificationOpen(file)],
          ['extended', !settled && stepOf(file, 'extended') === undefined],
          ['refused', !settled],
          ['answered', stepOf(file, 'answered') === undefined && stepOf(file, 'refused')?.partly !== false],
          ['closed', true],
        ]
      : [
          ['police-details', true],
          ['emergency', !isEmergency(file) && stepOf(file, 'police-details') === undefined],
          ['confidential', true],
          ['refused', !settled],
          ['answered', stepOf(file, 'answered') === undefined && stepOf(file, 'refused')?.partly !== false],
          ['receipt-signed', stepOf(file, 'receipt-signed') === undefined],
          ['emergency-seen', unreadReleases(file).length > 0],
          ['closed', true],
        ];
  return offered.filter(([, open]) => open).map(([kind]) => kind);
}

/** Why recordings may not be released from a case yet; undefined when they may. */
export function releaseFault(file: CaseFile): Refusal | undefined {
  if (isClosed(file)) return 'case-closed';
  if (stepOf(file, 'refused')?.partly === false) return 'case-refused';
  if (file.kind === 'subject-access')
    return stepOf(file, 'identity-verified') === undefined ? 'identity-first' : undefined;
  return stepOf(file, 'police-details') === undefined && !isEmergency(file) ? 'police-incomplete' : undefined;
}

/** What must still be written down before a case may be closed; undefined when nothing must. */
function closingFault(file: CaseFile): Refusal | undefined {
  if (stepOf(file, 'emergency-release') === undefined) return undefined;
  if (stepOf(file, 'police-details') === undefined) return 'police-incomplete';
  return unreadReleases(file).length > 0 ? 'emergency-not-seen' : undefined;
}

/** Texts of a step, for what holds for all of them. */
const textsOf = (step: CaseStep): readonly string[] =>
  Object.values(step).filter((v) => typeof v === 'string');

/** Takes one step; refuses rather than throws. The dates are judged where they were typed. */
export function takeStep(
  file: CaseFile,
  step: CaseStep,
  by: TakenStep['by'],
  now: Instant,
): Result<CaseFile, Refusal> {
  if (isClosed(file)) return err('case-closed');
  if (!stepsOpen(file).includes(step.kind)) return err('step-not-open');
  if (textsOf(step).some(holdsCardNumber)) return err('card-number');
  if (step.kind === 'closed') {
    const fault = closingFault(file);
    if (fault) return err(fault);
    if (!isSettled(file) && step.words.trim() === '') return err('reason-missing');
  }
  return ok(withStep(file, step, by, now));
}

/** Writes down what happened, without asking whether it may: for what the desk does by itself. */
export const withStep = (file: CaseFile, step: CaseStep, by: TakenStep['by'], now: Instant): CaseFile => ({
  ...file,
  steps: [...file.steps, { ...step, at: now, by }],
});

/** Whether a person may see and work on a case: a confidential one is the DPO’s own (policy 5.6). */
export const mayWorkOn = (
  file: CaseFile,
  person: { readonly roles: readonly string[] },
): Refusal | undefined => {
  if (person.roles.includes('dpo')) return undefined;
  if (!person.roles.includes('dpo-delegate')) return 'not-the-dpo';
  return isConfidential(file) ? 'confidential-case' : undefined;
};
