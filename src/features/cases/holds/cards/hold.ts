import type { FormState } from '../../../../kernel/form.ts';
import type { CardDrawers } from '../../../../platform/cards/drawers.ts';
import { row } from '../../../../platform/cards/factRow.ts';
import type { CaseLayout, FormLayout } from '../../../../platform/cards/layouts.ts';
import { countOf, dateText, momentText } from '../../../../platform/cards/wording.ts';
import { buttonsOf } from '../../../messaging/button.ts';
import { tallyText } from '../../cards/wording.ts';
import type { HoldView } from '../../caseView.ts';
import { holdActions } from '../../model/actions.ts';

/** What the cards about holds are of. */
export type HoldCard =
  | { readonly kind: 'hold'; readonly view: HoldView }
  /** To each director: the DPO proposes to end a hold. */
  | { readonly kind: 'hold-end'; readonly view: HoldView }
  | {
      readonly kind: 'hold-form';
      readonly view: HoldView;
      readonly step: 'renew' | 'end';
      readonly form: FormState;
    };

const button = buttonsOf(holdActions);

const holdTarget = ({ hold }: HoldView) => ({ kind: 'hold', id: hold.id }) as const;

const facts = ({ hold, tally, zone }: HoldView) => [
  row('Hold', hold.id),
  ...(hold.caseId === null ? [] : [row('Case', hold.caseId)]),
  row('Recordings', tallyText(tally)),
  row('Owner', hold.ownerName),
  row('Placed', momentText(hold.placedAt, zone)),
  row('To be looked at by', dateText(hold.endsOn)),
];

const kept = ({ tally }: HoldView): number =>
  (tally.held ?? 0) + (tally.unverified ?? 0) + (tally.copying ?? 0);

/** A hold as it stands, with what the DPO can do about it. */
function presentHold(view: HoldView): CaseLayout {
  const { hold, faults, today } = view;
  const isDue = hold.state === 'active' && hold.endsOn <= today;
  return {
    title: `Hold ${hold.id}`,
    ...standingOf(view, isDue),
    speak: `Hold ${hold.id}: ${countOf(kept(view), 'recording')} kept past retention.`,
    ...(faults.length > 0 ? { warning: faults.join(' ') } : {}),
    facts: facts(view),
    sections: [
      { heading: 'Why', text: hold.reason },
      { heading: 'Why it may end', text: hold.proposal?.reason ?? '' },
    ],
    next:
      hold.state === 'active'
        ? isDue
          ? 'Let it stand for longer, or end it: that takes you and one director. It does not end by itself.'
          : 'It does not end by itself: that takes you and one director.'
        : hold.state === 'released'
          ? 'The copies are deleted. There is nothing left to do.'
          : 'A director has been asked to agree.',
    groups:
      hold.state === 'active'
        ? [
            {
              heading: '',
              buttons: [
                button('Let it stand longer', 'renew-hold', holdTarget(view)),
                button('End the hold', 'end-hold', holdTarget(view), 'destructive'),
              ],
            },
          ]
        : [],
  };
}

function standingOf({ hold, names, zone, tally }: HoldView, isDue: boolean) {
  if (hold.state === 'released')
    return {
      tone: 'emphasis' as const,
      status: `Ended${hold.released ? ` by ${names[hold.released.by] ?? 'a director'}, ${momentText(hold.released.at, zone)}` : ''}.`,
    };
  if (hold.state === 'release-proposed')
    return { tone: 'accent' as const, status: 'You want to end it. Waiting for one director.' };
  if ((tally.lost ?? 0) + (tally.unverified ?? 0) > 0)
    return { tone: 'attention' as const, status: 'Not all of it stands.' };
  if (isDue) return { tone: 'attention' as const, status: `Its day has come: ${dateText(hold.endsOn)}.` };
  return (tally.copying ?? 0) > 0
    ? { tone: 'warning' as const, status: 'Being copied.' }
    : { tone: 'good' as const, status: 'Held and checked.' };
}

/** To each director: the DPO proposes to end a hold. */
function presentHoldEnd(view: HoldView): CaseLayout {
  const { hold, names, zone } = view;
  const waits = hold.state === 'release-proposed';
  return {
    title: 'End a hold?',
    tone: waits ? 'warning' : 'emphasis',
    status: waits
      ? `${hold.proposal ? (names[hold.proposal.by] ?? 'The Data Protection Officer') : 'The Data Protection Officer'} wants to end it. One director must agree.`
      : hold.state === 'released'
        ? `Ended${hold.released ? ` by ${names[hold.released.by] ?? 'a director'}, ${momentText(hold.released.at, zone)}` : ''}.`
        : 'It stands as before.',
    speak: `A hold on ${countOf(kept(view), 'recording')} is to end. One director must agree.`,
    facts: facts(view),
    sections: [
      { heading: 'Why it was placed', text: hold.reason },
      { heading: 'Why it may end', text: hold.proposal?.reason ?? '' },
    ],
    next: waits
      ? 'If you agree, the copies are deleted for good. If a case or a claim still needs them, keep it.'
      : 'There is nothing left for you to do.',
    groups: waits
      ? [
          {
            heading: '',
            buttons: [
              button('Agree, delete the copies', 'agree-end-hold', holdTarget(view), 'destructive'),
              button('Keep it', 'keep-hold', holdTarget(view)),
            ],
          },
        ]
      : [],
  };
}

/** The DPO's two forms: another day, or the reason why it may end. */
const presentHoldForm = ({ view, step, form }: Extract<HoldCard, { kind: 'hold-form' }>): FormLayout =>
  step === 'renew'
    ? {
        title: 'Let the hold stand longer',
        speak: `Renew hold ${view.hold.id}.`,
        facts: facts(view),
        fields: [
          {
            kind: 'date',
            id: 'endsOn',
            label: 'To be looked at again by',
            required: true,
            missing: 'Choose the day.',
            usual: view.hold.endsOn,
          },
        ],
        sendTitle: 'Renew',
        action: 'renew-hold',
        target: holdTarget(view),
        form,
      }
    : {
        title: 'End the hold',
        explain: 'One director must agree. Then the copies are deleted for good.',
        speak: `End hold ${view.hold.id}.`,
        facts: facts(view),
        fields: [
          {
            kind: 'text',
            id: 'reason',
            label: 'Why it is no longer needed',
            required: true,
            missing: 'Say why.',
          },
        ],
        sendTitle: 'Ask a director',
        action: 'end-hold',
        sendStyle: 'destructive',
        target: holdTarget(view),
        form,
      };

export const holdCards: CardDrawers<HoldCard> = {
  hold: { template: 'case', draw: ({ view }) => presentHold(view) },
  'hold-end': { template: 'case', draw: ({ view }) => presentHoldEnd(view), standsInChat: true },
  'hold-form': { template: 'form', draw: presentHoldForm },
};
