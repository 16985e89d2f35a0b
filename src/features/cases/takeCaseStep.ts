import { errorsAt, type FormValues } from '../../kernel/form.ts';
import type { CaseId } from '../../kernel/ids.ts';
import { refusal } from '../../kernel/refusal.ts';
import { err, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import type { Actor } from '../people/actor.ts';
import { hasRole, isThem } from '../people/model/person.ts';
import { actOnCase, type CaseDeps, type OnCase, refreshCase } from './actOnCase.ts';
import { clockFace } from './caseClock.ts';
import type { CaseView } from './loadCaseView.ts';
import { isConfidential, unreadReleases } from './model/case.ts';
import { readClock } from './model/deadline.ts';
import { type FormedStep, parseStepForm, STEP_FAULTS } from './model/stepForm.ts';
import { mayWorkOn, takeStep } from './model/steps.ts';

export type TakeCaseStep = (act: {
  readonly caseId: CaseId;
  readonly actor: Actor;
  readonly kind: FormedStep;
  readonly values: FormValues;
}) => Promise<Result<CaseView, SubmitFault>>;

/** One step of a case by the DPO (policy 5.5, 5.6). Its words stay in the case; the audit has step and dates. */
export const createTakeCaseStep =
  (deps: CaseDeps): TakeCaseStep =>
  async ({ caseId, actor, kind, values }) => {
    const caseRecord = await deps.uow.read(({ cases }) => cases.find(caseId));
    // Whether the person may is asked first: what is wrong with a form tells of the case.
    if (!caseRecord || mayWorkOn(caseRecord, actor)) return refuse(deps, { caseId, actor }, kind);
    const face = clockFace({ ...deps, now: deps.clock.now() });
    const extensionNoticeBy = readClock(caseRecord, face)?.extensionNoticeBy ?? null;
    const parsed = parseStepForm(kind, values, caseRecord, { today: face.today, extensionNoticeBy });
    if (!parsed.ok) return err({ kind: 'fields', errors: errorsAt(parsed.error, (fault) => STEP_FAULTS[fault]) });
    const step = parsed.value;
    const result = await actOnCase(deps, {
      caseId,
      actor,
      action: `case.${kind}`,
      detail: 'on' in step ? { on: step.on } : {},
      change: (current, { now }, person) => takeStep(current, step, person.email, now),
    });
    return result.ok ? result : err({ kind: 'refused', refused: result.error });
  };

const refuse = async (
  deps: CaseDeps,
  on: Parameters<OnCase>[0],
  kind: FormedStep,
): Promise<Result<CaseView, SubmitFault>> => {
  const result = await actOnCase(deps, { ...on, action: `case.${kind}`, change: () => err('step-not-open') });
  return err({ kind: 'refused', refused: result.ok ? refusal('step-not-open') : result.error });
};

/** Marks a case confidential, or takes the mark off: the DPO’s own, since it keeps names from delegates too. */
export const createMarkConfidential =
  (deps: CaseDeps): OnCase =>
  (on) =>
    actOnCase(deps, {
      ...on,
      action: 'case.confidential',
      fault: (_, person) => (hasRole(person, 'dpo') ? undefined : 'not-the-dpo'),
      change: (caseRecord, { now }, person) =>
        takeStep(caseRecord, { kind: 'confidential', isConfidential: !isConfidential(caseRecord) }, person.email, now),
      alongside: (caseRecord, context) => refreshCase(context, caseRecord.id),
    });

/** A director has read what was released in an emergency (ICO: share what is necessary, record after). */
export const createAcknowledgeEmergency =
  (deps: CaseDeps): OnCase =>
  (on) =>
    actOnCase(deps, {
      ...on,
      action: 'case.emergency-seen',
      fault: (caseRecord, person) => {
        if (!hasRole(person, 'director')) return 'not-a-director';
        // Whoever released it does not read it for themselves, as long as there is another director.
        const isOwn = unreadReleases(caseRecord).some(({ by }) => isThem(person, by));
        const isOnlyOne = deps.practice.directory.directors.every((email) => isThem(person, email));
        return isOwn && !isOnlyOne ? 'own-request' : undefined;
      },
      change: (caseRecord, { now }, person) => takeStep(caseRecord, { kind: 'emergency-seen' }, person.email, now),
    });
