import type { CaseId } from '../../domain/case/case.ts';
import { readClock } from '../../domain/case/clock.ts';
import { type FormedStep, parseStepForm } from '../../domain/case/stepForm.ts';
import { mayWorkOn, takeStep } from '../../domain/case/steps.ts';
import { err, type Result } from '../../domain/result.ts';
import { dateIn } from '../../domain/time.ts';
import type { FormValues } from '../cardView.ts';
import { refusal } from '../refused.ts';
import type { Actor } from '../resolveActor.ts';
import type { SubmitFault } from '../submitRequest.ts';
import { actOnCase, type CaseDeps } from './actOnCase.ts';
import { stepErrors } from './caseFieldText.ts';
import type { CaseView } from './caseView.ts';

export type TakeCaseStep = (act: {
  readonly caseId: CaseId;
  readonly actor: Actor;
  readonly kind: FormedStep;
  readonly values: FormValues;
}) => Promise<Result<CaseView, SubmitFault>>;

/** One step of a case, as the DPO fills it in (policy 5.5, 5.6). Its words stay in the case; the audit has the step and its dates. */
export const createTakeCaseStep =
  (deps: CaseDeps): TakeCaseStep =>
  async ({ caseId, actor, kind, values }) => {
    const { practice, isWorkingDay, clock } = deps;
    const file = await deps.uow.read(({ cases }) => cases.find(caseId));
    // Standing comes first: what is wrong with a form tells of the case.
    if (!file || mayWorkOn(file, actor)) return refuse(deps, caseId, actor, kind);
    const today = dateIn(clock.now(), practice.zone);
    const reading = readClock(file, { today, zone: practice.zone, isWorkingDay });
    const parsed = parseStepForm(kind, values, file, {
      today,
      extensionNoticeBy: reading?.extensionNoticeBy ?? null,
    });
    if (!parsed.ok) return err({ kind: 'fields', errors: stepErrors(parsed.error) });
    const step = parsed.value;
    const result = await actOnCase(deps, {
      caseId,
      actor,
      action: `case.${kind}`,
      detail: 'on' in step ? { on: step.on } : {},
      change: (current, _, now, person) => takeStep(current, step, person.email, now),
    });
    return result.ok ? result : err({ kind: 'refused', refused: result.error });
  };

const refuse = async (
  deps: CaseDeps,
  caseId: CaseId,
  actor: Actor,
  kind: FormedStep,
): Promise<Result<CaseView, SubmitFault>> => {
  const result = await actOnCase(deps, {
    caseId,
    actor,
    action: `case.${kind}`,
    change: () => err('step-not-open'),
  });
  return err({ kind: 'refused', refused: result.ok ? refusal('step-not-open') : result.error });
};
