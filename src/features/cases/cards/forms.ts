import type { CardData } from '../../../platform/cards/cardData.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { formData } from '../../../platform/cards/layouts.ts';
import { STEPS } from './steps.ts';
import type { CaseCardOf } from './views.ts';
import { caseTitle, clockText } from './wording.ts';

/** One step of a case. */
export function presentStepForm({ view, step, form }: CaseCardOf<'step-form'>): CardData {
  const { file, clock } = view;
  const { button: _button, style: _style, ...words } = STEPS[step];
  return formData(
    {
      ...words,
      speak: `${words.title}: ${caseTitle(file).toLowerCase()} ${file.id}.`,
      facts: [row('Case', file.id), ...(clock ? [row('Clock', clockText(clock))] : [])],
      action: 'case-step',
      target: { kind: 'case', id: file.id, step },
      backTo: { kind: 'case', id: file.id },
    },
    { ...form, values: { on: view.today, ...form.values } },
  );
}
