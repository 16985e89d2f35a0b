import type { FormState } from '../../../kernel/form.ts';
import { NEW } from '../../../kernel/target.ts';
import type { Instant, PlainDate } from '../../../kernel/time.ts';
import type { CardDrawers } from '../../../platform/cards/drawers.ts';
import { row } from '../../../platform/cards/factRow.ts';
import type { CaseLayout, FormLayout } from '../../../platform/cards/layouts.ts';
import { dateText, momentText } from '../../../platform/cards/wording.ts';
import { buttonsOf } from '../../messaging/button.ts';
import type { NamedDelegation } from '../model/absence.ts';
import { delegationActions } from '../model/actions.ts';
import type { Email } from '../model/person.ts';

/** What the cards about delegations are of. */
export type DelegationCard =
  | {
      readonly kind: 'delegation-form';
      readonly people: readonly { readonly email: Email; readonly name: string }[];
      readonly today: PlainDate;
      readonly form: FormState;
    }
  /** `/away`: on which days somebody who decides is not to be asked. */
  | {
      readonly kind: 'absence-form';
      readonly today: PlainDate;
      readonly now: { readonly fromDate: PlainDate; readonly untilDate: PlainDate } | undefined;
      readonly form: FormState;
    }
  /** Who stands in for the DPO, between which days; to both of them. */
  | {
      readonly kind: 'delegation';
      readonly delegation: NamedDelegation;
      readonly name: string;
      readonly namedBy: string;
      readonly now: Instant;
      /** True in the DPO's own chat. */
      readonly mayEnd: boolean;
      readonly zone: string;
    };

type Of<Kind extends DelegationCard['kind']> = Extract<DelegationCard, { readonly kind: Kind }>;

/** The first and the last day. */
const daysFrom = (today: PlainDate): FormLayout['fields'] => [
  { kind: 'date', id: 'from', label: 'From', required: true, usual: today },
  { kind: 'date', id: 'until', label: 'Until, the last day included', required: true },
];

/** `/dpo-delegate`: who stands in, between which days. */
const presentDelegationForm = ({ people, today, form }: Of<'delegation-form'>): FormLayout => ({
  title: 'Name a stand-in',
  explain:
    'They may then do what you do, and must state each time how they consulted you (policy 5.7). You are told of each agreement. It is over by itself after the last day.',
  speak: 'Name somebody to stand in for the Data Protection Officer.',
  fields: [
    {
      kind: 'choice',
      id: 'email',
      label: 'Who',
      required: true,
      missing: 'Choose somebody.',
      choices: people.slice(0, 100).map(({ email, name }) => ({ title: name.slice(0, 75), value: email })),
    },
    ...daysFrom(today),
  ],
  sendTitle: 'Name them',
  action: 'delegate',
  target: NEW,
  form,
});

/** `/away`: from when until when. */
const presentAbsenceForm = ({ today, now, form }: Of<'absence-form'>): FormLayout => ({
  title: 'When are you away?',
  explain:
    'On these days you are asked nothing in your own chat while somebody else can decide: another in your role; for a director the Data Protection Officer; for them whoever stands in. Where nobody is there, you are asked all the same.',
  quiet:
    now && `You are away from ${dateText(now.fromDate)} to ${dateText(now.untilDate)}. To end it, type /away back.`,
  speak: 'Say on which days you are away.',
  fields: daysFrom(today),
  sendTitle: 'Save',
  action: 'away',
  target: NEW,
  form,
});

/** Who stands in for the DPO, between which days; to both of them. */
function presentDelegation({ delegation, name, namedBy, now, mayEnd, zone }: Of<'delegation'>): CaseLayout {
  const isOver = delegation.until <= now;
  const isBegun = delegation.from <= now;
  return {
    title: 'Standing in for the Data Protection Officer',
    tone: isOver ? 'emphasis' : isBegun ? 'good' : 'accent',
    status: isOver
      ? `Over since ${momentText(delegation.until, zone)}.`
      : isBegun
        ? `${name} stands in until the end of ${dateText(delegation.untilDate)}.`
        : `${name} will stand in from ${dateText(delegation.fromDate)}.`,
    speak: `${name} stands in for the Data Protection Officer.`,
    facts: [
      row('Who', name),
      row('From', dateText(delegation.fromDate)),
      row('Until', `end of ${dateText(delegation.untilDate)}`),
      row('Named by', `${namedBy}, ${momentText(delegation.namedAt, zone)}`),
    ],
    next: isOver
      ? 'Nothing is to be done.'
      : 'Whoever stands in states at each agreement when and how the Data Protection Officer was consulted.',
    groups:
      mayEnd && !isOver
        ? [
            {
              heading: '',
              buttons: [
                buttonsOf(delegationActions)(
                  'End it now',
                  'end-delegation',
                  { kind: 'delegation', id: delegation.id },
                  'destructive',
                ),
              ],
            },
          ]
        : [],
  };
}

export const delegationCards: CardDrawers<DelegationCard> = {
  'delegation-form': { template: 'form', draw: presentDelegationForm },
  'absence-form': { template: 'form', draw: presentAbsenceForm },
  delegation: { template: 'case', draw: presentDelegation },
};
