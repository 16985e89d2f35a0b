import { listOf } from '../../../kernel/listOf.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { field } from '../../../platform/cards/field.ts';
import type { Field, FormLayout } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import type { RequestView } from '../loadRequestView.ts';
import type { RequestAction } from '../model/actions.ts';
import { openQuestion } from '../model/request.ts';
import {
  askedFacts,
  isSoon,
  nameOf,
  recordingField,
  recordingOf,
  requesterFacts,
  soonestDeletion,
  termsText,
  typedOf,
  when,
} from '../requestFacts.ts';
import type { RequestCardOf } from './views.ts';

/** The second step of a yes: which recording, which part, how, how long. */
export function presentApproveForm(card: RequestCardOf<'approve-form'>): FormLayout {
  const { view, within, form } = card;
  const agreed = within === null ? null : recordingOf(view, within.recordingId);
  return {
    ...aboutRequest(view, 'approve'),
    title: 'Approve a request',
    speak: `Approve the request of ${view.request.requesterName}.`,
    within: within ? `Already agreed: ${termsText(within, agreed)}. You may allow less, not more.` : undefined,
    deletion: deletionWarning(view),
    fields: [
      ...termFields(card),
      ...statementField('statement', card.statement, 'Write your agreement in your own words.'),
      ...statementField('consultation', card.consultation, 'Say when and how you consulted.'),
      field('text', 'comment', 'Comment for the person who asked'),
    ],
    form,
    sendTitle: 'Approve',
  };
}

/** Each is filled in when the form is opened: `approveForm` says with what. */
const termFields = ({ view, within, dayChoices }: RequestCardOf<'approve-form'>): readonly Field[] => [
  recordingField(view),
  field('example', 'from', 'From, in minutes and seconds', {
    maxLength: 12,
    placeholder: '0:00',
    missing: 'Say where the part begins, for example 0:30.',
  }),
  field('example', 'to', 'To (leave empty for the end of the call)', {
    maxLength: 12,
    placeholder: 'For example: 2:15',
    hint: 'Allow only the part that answers the reason.',
  }),
  field('choice', 'days', 'For how long', {
    missing: 'Choose for how long.',
    choices: dayChoices
      .filter((each) => within === null || each <= within.days)
      .map((each) => ({ title: countOf(each, 'day'), value: String(each) })),
  }),
  field('radio', 'mode', 'They may', {
    missing: 'Choose one.',
    choices: listOf([
      { title: 'Listen only', value: 'listen' },
      (within === null || within.mode === 'copy') && { title: 'Listen, or keep a copy', value: 'copy' },
    ]),
  }),
];

const statementField = (id: string, label: string | null, missing: string): readonly Field[] =>
  label === null ? [] : [field('text', id, label, { missing })];

const deletionWarning = (view: RequestView): string | undefined =>
  isSoon(view) ? `A recording listed here ${soonestDeletion(view)}. The clip goes with it.` : undefined;

export const presentDenyForm = ({ view, form }: RequestCardOf<'deny-form'>): FormLayout => ({
  ...aboutRequest(view, 'deny'),
  title: 'Deny a request',
  speak: `Deny the request of ${view.request.requesterName}.`,
  fields: [
    field('text', 'reason', 'Why you deny it', {
      missing: 'Say why you deny it.',
      hint: 'The person who asked will read this. One denial ends the request for everybody.',
    }),
  ],
  form,
  sendTitle: 'Deny',
  sendStyle: 'destructive',
});

export const presentAskForm = ({ view, form }: RequestCardOf<'ask-form'>): FormLayout => ({
  ...aboutRequest(view, 'ask'),
  title: 'Ask a question',
  speak: `Ask ${view.request.requesterName} a question.`,
  fields: [
    field('text', 'question', 'Your question', {
      missing: 'Write your question.',
      hint: 'It goes to the person who asked. The request waits for the answer. Do not say which recordings exist.',
    }),
  ],
  form,
  sendTitle: 'Send question',
});

/** For the requester: shows the question and what they asked, never what is stored. */
export function presentAnswerForm({ view, form }: RequestCardOf<'answer-form'>): FormLayout {
  const open = openQuestion(view.request);
  return {
    title: 'Answer a question',
    facts: askedFacts(view),
    speak: 'Answer a question about your request.',
    notes: [
      {
        lead:
          open === undefined
            ? 'Already answered: '
            : `${nameOf(view, open.askedBy)} asked, ${when(view, open.askedAt)}: `,
        text: open?.text ?? 'no question is open.',
      },
    ],
    fields: [field('text', 'answer', 'Your answer', { missing: 'Write your answer.' })],
    form,
    sendTitle: 'Send answer',
    action: 'answer',
    target: { kind: 'request', id: view.request.id },
  };
}

export const presentRevokeForm = ({ view, form }: RequestCardOf<'revoke-form'>): FormLayout => ({
  title: 'Stop access',
  facts: listOf([
    ...requesterFacts(view),
    row('For', view.request.rule.title),
    view.grant !== null && row('May listen until', when(view, view.grant.until)),
  ]),
  speak: `Stop the access of ${view.request.requesterName}.`,
  fields: [
    field('text', 'reason', 'Why you stop it', {
      missing: 'Say why you stop it.',
      hint: 'Access ends at once and the clip is deleted. The person who had access will read this.',
    }),
  ],
  form,
  sendTitle: 'Stop access',
  sendStyle: 'destructive',
  action: 'revoke',
  target: { kind: 'request', id: view.request.id },
});

const aboutRequest = (view: RequestView, action: RequestAction) => ({
  facts: [...requesterFacts(view), ...askedFacts(view)],
  sections: typedOf(view),
  action,
  target: { kind: 'request', id: view.request.id } as const,
});
