import type { FormState } from '../../../../kernel/form.ts';
import { listOf } from '../../../../kernel/listOf.ts';
import type { CardDrawers } from '../../../../platform/cards/drawers.ts';
import { row } from '../../../../platform/cards/factRow.ts';
import { field } from '../../../../platform/cards/field.ts';
import type { CaseLayout, Field, FormLayout } from '../../../../platform/cards/layouts.ts';
import { callLengthText, listText, momentText } from '../../../../platform/cards/wording.ts';
import { buttonsOf } from '../../../messaging/button.ts';
import { formatOffset } from '../../../requests/model/part.ts';
import { holdActions } from '../../model/actions.ts';
import type { HeldLockView } from '../lockView.ts';

export type LockDecision = 'redact-held' | 'delete-locked' | 'unlock';

/** What the cards about a locked call are of. */
export type LockCard =
  /** To the DPO: a deletion order met a held call. */
  | { readonly kind: 'held-lock'; readonly view: HeldLockView }
  | {
      readonly kind: 'lock-form';
      readonly view: HeldLockView;
      readonly decision: LockDecision;
      readonly form: FormState;
    };

const button = buttonsOf(holdActions);

const lockTarget = ({ lock }: HeldLockView) => ({ kind: 'lock', id: lock.id }) as const;

const WHY: Readonly<Record<HeldLockView['lock']['reason'], string>> = {
  'card-payment': 'a card was read out (policy 4)',
  'opt-out': 'the caller did not want to be recorded (policy 5.8)',
};

const spansText = ({ lock }: HeldLockView): string =>
  lock.spans.map(({ fromMs, toMs }) => `${formatOffset(fromMs)}-${formatOffset(toMs)}`).join(', ');

const facts = (view: HeldLockView) => {
  const { lock, zone, keptFor } = view;
  const { startedAt, durationMs, extension } = lock.recording;
  return listOf([
    row('Call', `${momentText(startedAt, zone)}, ${callLengthText(durationMs)}`),
    extension !== null && row('Extension', extension),
    row('Kept for', keptFor.length === 0 ? 'a hold that is over' : listText([...keptFor])),
    row('Reported by', `${lock.reporterName}, ${momentText(lock.lockedAt, zone)}`),
    row('Because', WHY[lock.reason]),
    lock.where !== null && row('Where in the call', lock.where),
    row('Order', lock.orderId),
  ]);
};

function presentLock(view: HeldLockView): CaseLayout {
  const { lock, names, zone } = view;
  const isOpen = lock.state === 'open';
  const by = lock.decision
    ? ` by ${names[lock.decision.by] ?? 'the Data Protection Officer'}, ${momentText(lock.decision.at, zone)}`
    : '';
  const standing = {
    open: { tone: 'attention', status: 'Locked: nobody hears it until you have decided.' },
    redacting: { tone: 'warning', status: 'Being redacted. It stays locked until that is done.' },
    redacted: { tone: 'good', status: `Redacted${by}: silent at ${spansText(view)}. It may be heard again.` },
    deleted: { tone: 'emphasis', status: `Deleted${by}.` },
    unlocked: { tone: 'emphasis', status: `Unlocked as it is${by}.` },
  } as const;
  return {
    title: 'A held call was reported for deletion',
    ...standing[lock.state],
    speak: 'A deletion order met a held call. It is locked until you have decided.',
    ...(lock.fault === null ? {} : { warning: lock.fault }),
    facts: facts(view),
    sections: [{ heading: 'Why', text: lock.decision?.why ?? '' }],
    next: isOpen
      ? lock.reason === 'card-payment'
        ? 'Redact the part in which the card was read out: that keeps the evidence. Delete it only if nothing of it is needed. You are asked each day until you have decided.'
        : 'A caller’s wish does not overrule a hold. Redact what was said after it, or unlock it. You are asked each day until you have decided.'
      : 'There is nothing left to do.',
    buttons: isOpen
      ? listOf([
          button('Redact a part', 'redact-held', lockTarget(view), 'positive'),
          button('Unlock it', 'unlock', lockTarget(view)),
          lock.reason === 'card-payment' && button('Delete it', 'delete-locked', lockTarget(view), 'destructive'),
        ])
      : [],
  };
}

interface DecisionForm extends Pick<FormLayout, 'title' | 'explain' | 'sendTitle' | 'sendStyle'> {
  readonly field: Field;
}

const why: Field = field('text', 'reason', 'Why', { missing: 'Say why.' });

const FORMS: Readonly<Record<LockDecision, DecisionForm>> = {
  'redact-held': {
    title: 'Redact a part of the call',
    explain:
      'These parts become silent in every copy, in every channel, for good. The rest stays as it is, and the call may be heard again. If you are not sure where it was said, take a wider part.',
    field: field('example', 'parts', 'From and to, in minutes and seconds of the call', {
      placeholder: 'For example: 1:50-2:40, 5:00-5:20',
      missing: 'Say which part.',
    }),
    sendTitle: 'Redact',
  },
  'delete-locked': {
    title: 'Delete the held call',
    explain:
      'Every copy of this call is deleted for good. Destroying what answers a subject access request can be an offence (DPA 2018 s.173).',
    field: why,
    sendTitle: 'Delete for good',
    sendStyle: 'destructive',
  },
  unlock: {
    title: 'Unlock the held call',
    explain: 'It may be heard again as it is. Card details that were read out can then be heard too.',
    field: why,
    sendTitle: 'Unlock',
  },
};

function presentLockForm({ view, decision, form }: Extract<LockCard, { kind: 'lock-form' }>): FormLayout {
  const { field, ...rest } = FORMS[decision];
  return {
    ...rest,
    speak: rest.title,
    facts: facts(view),
    fields: [field],
    action: decision,
    target: lockTarget(view),
    form,
  };
}

export const lockCards: CardDrawers<LockCard> = {
  'held-lock': { template: 'case', draw: ({ view }) => presentLock(view), standsInChat: true },
  'lock-form': { template: 'form', draw: presentLockForm },
};
