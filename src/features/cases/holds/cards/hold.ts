import type { FormState } from '../../../../kernel/form.ts';
import { listOf } from '../../../../kernel/listOf.ts';
import type { CardDrawers } from '../../../../platform/cards/drawers.ts';
import { row } from '../../../../platform/cards/factRow.ts';
import { field } from '../../../../platform/cards/field.ts';
import type { CaseLayout, Field, FormLayout } from '../../../../platform/cards/layouts.ts';
import { countOf, dateText, momentText, warningFrom } from '../../../../platform/cards/wording.ts';
import { buttonsOf } from '../../../messaging/button.ts';
import { tallyText } from '../../caseWords.ts';
import type { HoldView } from '../../loadCaseView.ts';
import { holdActions } from '../../model/actions.ts';
import { type LockCard, lockCards } from './lock.ts';

/** What the cards about holds are of. */
export type HoldCard =
  | { readonly kind: 'hold'; readonly view: HoldView }
  /** To each director: the DPO proposes to end a hold. */
  | { readonly kind: 'hold-end'; readonly view: HoldView }
  | LockCard
  | { readonly kind: 'hold-form'; readonly view: HoldView; readonly step: HoldStep; readonly form: FormState };

/** The forms of a hold. */
export type HoldStep = 'renew' | 'end' | 'give-up';

const button = buttonsOf(holdActions);

const holdTarget = ({ hold }: HoldView) => ({ kind: 'hold', id: hold.id }) as const;

const facts = ({ hold, tally, zone }: HoldView) =>
  listOf([
    row('Hold', hold.id),
    hold.caseId !== null && row('Case', hold.caseId),
    row('Recordings', tallyText(tally)),
    row('Owner', hold.ownerName),
    row('Placed', momentText(hold.placedAt, zone)),
    row('To be looked at by', dateText(hold.endsOn)),
  ]);

const kept = ({ tally }: HoldView): number =>
  (tally.held ?? 0) + (tally.unverified ?? 0) + (tally.accepted ?? 0) + (tally.copying ?? 0);

/** Copies that are not proven, or that could not be made although their recording is past its limit. */
const canGiveUp = ({ tally, pastLimit }: HoldView): boolean => (tally.unverified ?? 0) > 0 || pastLimit > 0;

const pastLimitText = ({ pastLimit }: HoldView): string | false =>
  pastLimit > 0 &&
  `${countOf(pastLimit, 'recording')} that should be deleted by now ${pastLimit === 1 ? 'is' : 'are'} kept, and locked, because no proven copy stands yet. Have the cause mended, or give up what cannot be proven.`;

/** A hold as it stands, with what the DPO can do about it. */
function presentHold(view: HoldView): CaseLayout {
  const { hold, faults, today } = view;
  const isDue = hold.state === 'active' && hold.endsOn <= today;
  return {
    title: `Hold ${hold.id}`,
    ...standingOf(view, isDue),
    speak: `Hold ${hold.id}: ${countOf(kept(view), 'recording')} kept past retention.`,
    warning: warningFrom([pastLimitText(view), ...faults]),
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
    buttons:
      hold.state === 'active'
        ? listOf([
            button('Let it stand longer', 'renew-hold', holdTarget(view)),
            button('End the hold', 'end-hold', holdTarget(view), 'destructive'),
            canGiveUp(view) && button('Give up what is not proven', 'give-up-copies', holdTarget(view)),
          ])
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
    buttons: waits
      ? [
          button('Agree, delete the copies', 'agree-end-hold', holdTarget(view), 'destructive'),
          button('Keep it', 'keep-hold', holdTarget(view)),
        ]
      : [],
  };
}

/** The DPO's forms: another day, the reason why it may end, and why copies are given up. */
const FORMS: Readonly<Record<HoldStep, (view: HoldView) => HoldForm>> = {
  renew: ({ hold }) => ({
    title: 'Let the hold stand longer',
    fields: [field('date', 'endsOn', 'To be looked at again by', { missing: 'Choose the day.', usual: hold.endsOn })],
    sendTitle: 'Renew',
    action: 'renew-hold',
  }),
  end: () => ({
    title: 'End the hold',
    explain: 'One director must agree. Then the copies are deleted for good.',
    fields: [reason('Why it is no longer needed')],
    sendTitle: 'Ask a director',
    action: 'end-hold',
    sendStyle: 'destructive',
  }),
  'give-up': () => ({
    title: 'Give up what is not proven',
    explain:
      'Copies that do not open or whose length is wrong are kept as they are. Recordings of which no copy could be made are no longer waited for: they are deleted when their time is over, and the case has no copy of them.',
    fields: [reason('Why, in your words')],
    sendTitle: 'Give up',
    action: 'give-up-copies',
    sendStyle: 'destructive',
  }),
};

type HoldForm = Pick<FormLayout, 'title' | 'explain' | 'fields' | 'sendTitle' | 'sendStyle' | 'action'>;

const reason = (label: string): Field => field('text', 'reason', label, { missing: 'Say why.' });

function presentHoldForm({ view, step, form }: Extract<HoldCard, { kind: 'hold-form' }>): FormLayout {
  const words = FORMS[step](view);
  return {
    ...words,
    speak: `${words.title}: hold ${view.hold.id}.`,
    facts: facts(view),
    target: holdTarget(view),
    form,
  };
}

export const holdCards: CardDrawers<HoldCard> = {
  hold: { template: 'case', draw: ({ view }) => presentHold(view) },
  'hold-end': { template: 'case', draw: ({ view }) => presentHoldEnd(view), standsInChat: true },
  'hold-form': { template: 'form', draw: presentHoldForm },
  ...lockCards,
};
