import { row } from '../../../platform/cards/factRow.ts';
import type { RequestLayout } from '../../../platform/cards/layouts.ts';
import type { RequestView } from '../loadRequestView.ts';
import { claimsOf, nameOf, termsText, when } from '../requestFacts.ts';

/** To the DPO: a delegate has agreed for them, and stated how they were consulted (policy 5.7). */
export function presentDelegateAgreed(view: RequestView): RequestLayout {
  const { request } = view;
  const given = request.agreements.findLast(({ delegate }) => delegate);
  return {
    title: 'Agreed in your place',
    tone: 'accent',
    status: `${given ? nameOf(view, given.by) : 'A stand-in'} agreed to ${request.id} as your stand-in.`,
    speak: `A stand-in agreed to ${request.id} in your place.`,
    facts: [
      row('Request', request.id),
      row('For', `${request.rule.title} (policy ${request.rule.clause})`),
      ...(given ? [row('When', when(view, given.at)), row('To', termsText(given.terms, view.agreed))] : []),
    ],
    notes: claimsOf(view),
    sections: [
      { heading: 'How they say that you were consulted', text: given?.consultation ?? '' },
      { heading: 'What they agreed to, word for word', text: given?.statement ?? '' },
    ],
    next: 'If you were not consulted, stop the access: press Stop access on its card, or ask a director to deny the request.',
  };
}
