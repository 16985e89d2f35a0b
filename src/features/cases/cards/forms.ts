import { row } from '../../../platform/cards/factRow.ts';
import type { FormLayout } from '../../../platform/cards/layouts.ts';
import { stepForm } from '../stepText.ts';
import type { CaseCardOf } from './views.ts';
import { caseTitle, clockText } from './wording.ts';

/** One step of a case. */
export function presentStepForm({ view, step, form }: CaseCardOf<'step-form'>): FormLayout {
  const { caseRecord, clock } = view;
  const { button: _button, style: _style, ...words } = stepForm(step);
  return {
    ...words,
    speak: `${words.title}: ${caseTitle(caseRecord).toLowerCase()} ${caseRecord.id}.`,
    facts: [row('Case', caseRecord.id), ...(clock ? [row('Clock', clockText(clock))] : [])],
    action: 'case-step',
    target: { kind: 'case', id: caseRecord.id, step },
    backTo: { kind: 'case', id: caseRecord.id },
    form: { ...form, values: { on: view.today, ...form.values } },
  };
}
