import type { CardView } from '../../../chat/cardView.ts';
import type { Answer } from '../../../chat/reply.ts';
import type { Deps } from '../../../deps.ts';
import type { FormValues } from '../../../kernel/form.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import type { Refused } from '../../../kernel/refused.ts';
import type { ReportCase } from '../../cases/reportCase.ts';
import type { Actor } from '../../people/actor.ts';
import type { SubmitRequest } from '../submitRequest.ts';
import { reportForm, requestForm, withErrors } from './forms.ts';

export interface RaisingDeps extends Pick<Deps, 'clock' | 'practice'> {
  readonly submitRequest: SubmitRequest;
  readonly reportCase: ReportCase;
}

const show = (card: CardView): Answer => ({ kind: 'show', card });

/** What was typed, but for what holds a payment card number: that must not come back in the form. */
export const withoutCards = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).map(([name, text]) => [name, holdsCardNumber(text) ? '' : text]));

/** Forms that raise something new: a request, a SAR, a police request. */
export function createRaising(deps: RaisingDeps, sorry: (fault: Refused) => Answer) {
  const { practice } = deps;
  const sendRequest = async (values: FormValues, actor: Actor, once: string): Promise<Answer> => {
    const result = await deps.submitRequest({ actor, values, once });
    if (result.ok)
      return show({
        kind: 'notice',
        tone: 'good',
        title: `Request ${result.value.request.id} is on its way`,
        text: 'The people who decide have been told. You will hear here, in your own chat, what they say.',
      });
    if (result.error.kind === 'refused') return sorry(result.error.refused);
    return requestForm(deps, withErrors(withoutCards(values), result.error.errors));
  };

  const sendReport = async (
    kind: 'subject-access' | 'police',
    values: FormValues,
    actor: Actor,
    once: string,
  ): Promise<Answer> => {
    const result = await deps.reportCase({ actor, kind, values, once });
    if (result.ok)
      return show({ kind: 'report-received', file: result.value, unreached: [], zone: practice.zone });
    if (result.error.kind === 'refused') return sorry(result.error.refused);
    return reportForm(deps, kind, withErrors(withoutCards(values), result.error.errors));
  };

  return { sendRequest, sendReport };
}
