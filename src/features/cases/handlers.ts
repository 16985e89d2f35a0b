import type { FormState, FormValues } from '../../kernel/form.ts';
import { refusal } from '../../kernel/refusal.ts';
import { NEW } from '../../kernel/target.ts';
import { dateIn } from '../../kernel/time.ts';
import {
  type ActionHandlers,
  type CommandHandlers,
  EMPTY_FORM,
  type FormHandler,
  type FormReply,
  formsOf,
  type RefusalReplies,
  type ShowTarget,
  show,
  typedForm,
  withErrors,
  withoutCards,
} from '../messaging/reply.ts';
import { type CaseDeps, loadFullCaseView, type OnCase } from './actOnCase.ts';
import type { CaseCard } from './cards/views.ts';
import type { CaseView } from './loadCaseView.ts';
import { caseActions, type caseCommands } from './model/actions.ts';
import type { CaseKind, CaseRecord } from './model/case.ts';
import { type FormedStep, isFormedStep, stepsOpen } from './model/stepForm.ts';
import { mayWorkOn } from './model/steps.ts';
import type { ReportCase } from './reportCase.ts';
import type { TakeCaseStep } from './takeCaseStep.ts';

export interface CaseHandlerDeps extends CaseDeps {
  readonly reportCase: ReportCase;
  readonly takeCaseStep: TakeCaseStep;
  readonly markConfidential: OnCase;
  readonly acknowledgeEmergency: OnCase;
}

/** What is replied about cases: reporting one, its steps, its card. */
export function createCaseHandlers(deps: CaseHandlerDeps, refusals: RefusalReplies) {
  const { refusalReply, refuse } = refusals;
  const { report, typedReport } = reporting(deps, refusals);

  const actions: ActionHandlers<typeof caseActions, CaseCard> = {
    'subject-access': report('subject-access'),
    police: report('police'),
    'case-step': stepping(deps, refusals),
    'mark-confidential': async ({ target, actor }) => {
      const result = await deps.markConfidential({ caseId: target.id, actor });
      return result.ok ? show({ kind: 'case', view: result.value }) : refusalReply(result.error, target);
    },
    'acknowledge-emergency': async ({ target, actor }) => {
      const result = await deps.acknowledgeEmergency({ caseId: target.id, actor });
      return result.ok ? show({ kind: 'emergency-notice', view: result.value }) : refusalReply(result.error);
    },
  };

  const commands: CommandHandlers<typeof caseCommands, CaseCard> = {
    'subject-access': (text) => typedReport('subject-access', text),
    'police-request': (text) => typedReport('police', text),
  };

  const showCase: ShowTarget<'case', CaseCard> = async ({ id }, actor, action) => {
    const view = await loadFullCaseView(deps, id);
    if (!view) return refuse(action, 'case-not-found', actor);
    const fault = mayWorkOn(view.caseRecord, actor);
    return fault ? refuse(action, fault, actor, view.caseRecord.id) : show({ kind: 'case', view });
  };

  return { actions, commands, shows: { case: showCase } };
}

/** Reports a case, by a form or by what was typed after a command. */
function reporting(deps: CaseHandlerDeps, { refusalReply }: RefusalReplies) {
  const { clock, practice } = deps;

  const reportForm = (report: CaseKind, form: FormState): FormReply<CaseCard> => {
    const today = dateIn(clock.now(), practice.zone);
    return {
      // The action that reports a kind of case is called as the kind is.
      ...formsOf(caseActions)(report, NEW),
      card: { kind: 'report-form', report, form: { ...form, values: { receivedOn: today, ...form.values } }, today },
    };
  };

  const report = (kind: CaseKind): FormHandler<'new', CaseCard> => ({
    open: ({ values }) => reportForm(kind, withErrors(values, {})),
    submit: async ({ values, actor, idempotencyKey }) => {
      const result = await deps.reportCase({ actor, kind, values, idempotencyKey });
      if (result.ok)
        return show({ kind: 'report-received', caseRecord: result.value, unreached: [], zone: practice.zone });
      if (result.error.kind === 'refused') return refusalReply(result.error.refused);
      return reportForm(kind, withErrors(withoutCards(values), result.error.errors));
    },
  });

  const typedReport = (kind: CaseKind, text: string): FormReply<CaseCard> =>
    reportForm(kind, typedForm(text, text === '' ? {} : { details: text }, practice.zone));

  return { report, typedReport };
}

/** Takes a step of a case by its form. */
function stepping(deps: CaseHandlerDeps, refusals: RefusalReplies): FormHandler<'case', CaseCard> {
  const { refusalReply, refuse } = refusals;
  return {
    open: async ({ target, actor }) => {
      const view = await loadFullCaseView(deps, target.id);
      const step = formedStep(target.step);
      // The attempt is written down with the step that was meant, where it is one.
      const attempt = step ? `case-step.${step}` : 'case-step';
      if (!view) return refuse(attempt, 'case-not-found', actor);
      const { caseRecord } = view;
      const barred = mayWorkOn(caseRecord, actor);
      return step && !barred && stepsOpen(caseRecord).includes(step)
        ? stepForm(view, step, EMPTY_FORM)
        : refuse(attempt, barred ?? 'step-not-open', actor, caseRecord.id);
    },
    submit: async ({ target, values, actor }) => {
      const step = formedStep(target.step);
      if (step === undefined) return refusalReply(refusal('step-not-open'), target);
      const result = await deps.takeCaseStep({ caseId: target.id, actor, kind: step, values });
      if (result.ok) return show({ kind: 'case', view: result.value });
      if (result.error.kind === 'refused') return refusalReply(result.error.refused, { kind: 'case', id: target.id });
      const view = await loadFullCaseView(deps, target.id);
      return view && !mayWorkOn(view.caseRecord, actor)
        ? stepForm(view, step, withErrors(withoutCards(values), result.error.errors))
        : refusalReply(refusal('case-not-found'));
    },
  };
}

const stepForm = (view: CaseView, step: FormedStep, form: FormState): FormReply<CaseCard> => ({
  ...formsOf(caseActions)('case-step', { kind: 'case', id: view.caseRecord.id, step }),
  card: {
    kind: 'step-form',
    view,
    step,
    form: { ...form, values: { ...prefilled(view.caseRecord, step), ...form.values } },
  },
});

const formedStep = (step = ''): FormedStep | undefined => (isFormedStep(step) ? step : undefined);

/** What was filled in before stands there again: the police’s particulars may be completed bit by bit. */
function prefilled(caseRecord: CaseRecord, step: FormedStep): FormValues {
  const before = caseRecord.steps.findLast(({ kind }) => kind === step);
  if (before?.kind !== 'police-details') return {};
  const { offence, ...fields } = before.fields;
  return { ...fields, offence: offence ?? '', offenceWithheld: String(offence === null) };
}
