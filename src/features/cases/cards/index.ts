import { listOf } from '../../../kernel/listOf.ts';
import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { FormLayout } from '../../../platform/cards/layouts.ts';
import { caseTitle, clockText } from '../caseWords.ts';
import { stepForm } from '../stepText.ts';
import { presentCase } from './case.ts';
import { presentCaseReminder, presentEmergencyNotice } from './notices.ts';
import { presentReportForm, presentReportReceived } from './report.ts';
import type { CaseCard, CaseCardOf } from './views.ts';

/** One step of a case. */
function presentStepForm({ view, step, form }: CaseCardOf<'step-form'>): FormLayout {
  const { caseRecord, clock } = view;
  const { button: _button, style: _style, ...words } = stepForm(step);
  return {
    ...words,
    speak: `${words.title}: ${caseTitle(caseRecord).toLowerCase()} ${caseRecord.id}.`,
    facts: listOf([row('Case', caseRecord.id), clock && row('Clock', clockText(clock))]),
    action: 'case-step',
    target: { kind: 'case', id: caseRecord.id, step },
    backTo: { kind: 'case', id: caseRecord.id },
    form: { ...form, values: { on: view.today, ...form.values } },
  };
}

export const caseCards: CardDrawers<CaseCard> = {
  'report-form': { template: 'form', draw: presentReportForm },
  'report-received': { template: 'case', draw: presentReportReceived },
  case: { template: 'case', draw: ({ view }) => presentCase(view), standsInChat: true },
  'case-reminder': { template: 'case', draw: ({ view }) => presentCaseReminder(view) },
  'emergency-notice': { template: 'case', draw: ({ view }) => presentEmergencyNotice(view), standsInChat: true },
  'step-form': { template: 'form', draw: presentStepForm },
};
