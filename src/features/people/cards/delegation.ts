import type { CardView } from '../../../chat/cardView.ts';
import type { CardData } from '../../../platform/cards/cardData.ts';
import { row } from '../../../platform/cards/factRow.ts';
import { formData, sheetData } from '../../../platform/cards/layouts.ts';
import { dateText, momentText } from '../../../platform/cards/wording.ts';

type Of<Kind extends CardView['kind']> = Extract<CardView, { kind: Kind }>;

/** `/dpo-delegate`: who stands in, between which days. */
export const presentDelegationForm = ({ people, today, form }: Of<'delegation-form'>): CardData =>
  formData(
    {
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
          choices: people
            .slice(0, 100)
            .map(({ email, name }) => ({ title: name.slice(0, 75), value: email })),
        },
        { kind: 'date', id: 'from', label: 'From', required: true, usual: today },
        { kind: 'date', id: 'until', label: 'Until, the last day included', required: true },
      ],
      sendTitle: 'Name them',
      sendVerb: 'send-delegation',
      id: 'new',
    },
    form,
  );

/** Who stands in for the DPO, between which days; to both of them. */
export function presentDelegation({
  delegation,
  name,
  namedBy,
  now,
  mayEnd,
  zone,
}: Of<'delegation'>): CardData {
  const isOver = delegation.until <= now;
  const isBegun = delegation.from <= now;
  return sheetData({
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
                { title: 'End it now', verb: 'end-delegation', id: delegation.id, style: 'destructive' },
              ],
            },
          ]
        : [],
  });
}
