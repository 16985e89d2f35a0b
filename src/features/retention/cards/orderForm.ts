import type { FormState } from '../../../kernel/form.ts';
import { listOf } from '../../../kernel/listOf.ts';
import { NEW } from '../../../kernel/target.ts';
import { field } from '../../../platform/cards/field.ts';
import type { Field, FormLayout } from '../../../platform/cards/layouts.ts';
import { callLengthText, countOf, momentText } from '../../../platform/cards/wording.ts';
import type { OrderReason } from '../../recordings/model/deletionOrder.ts';
import type { retentionActions } from '../model/actions.ts';
import { MAX_WHERE_LENGTH } from '../model/orderForm.ts';
import type { OrderPreview } from '../orderDeletion.ts';
import type { RetentionCardOf } from './views.ts';

type OrderForm = RetentionCardOf<'order-form'>;

interface FormWords {
  readonly title: string;
  readonly speak: string;
  /** What matters most before anything is typed. */
  readonly first: string;
  readonly action: keyof typeof retentionActions;
}

const WORDS: Readonly<Record<OrderReason, FormWords>> = {
  'card-payment': {
    title: 'Delete a call with card details',
    speak: 'Delete the recording of a call on which a card was read out.',
    first: 'Never type card details here. Say only which call it was.',
    action: 'card-payment',
  },
  'opt-out': {
    title: 'The caller does not want to be recorded',
    speak: 'A caller does not want to be recorded: transfer them, and delete what was recorded.',
    first: 'Then send this, so that what was recorded before the transfer is deleted.',
    action: 'unrecorded-line',
  },
};

/** `/card-payment` and `/unrecorded-line`: which extension, and now or when. */
export function presentOrderForm(card: OrderForm): FormLayout {
  const { title, speak, first, action } = WORDS[card.reason];
  const minutes = countOf(card.orderMinutes, 'minute');
  return {
    title,
    speak,
    ...(card.reason === 'opt-out' ? transferOf(card.unrecordedLine) : {}),
    first,
    explain: `Every recording on that extension within ${minutes} of the time you give is deleted for good, and so is one of that very time whose extension the phone system does not give. “Just now” means the last ${minutes} and the call still going on.`,
    quiet: 'You get a receipt, and so does the Data Protection Officer.',
    ...previewOf(card),
    fields: orderFields(card),
    form: withNotice(card),
    sendTitle: 'Delete these recordings',
    sendStyle: 'destructive',
    action,
    target: NEW,
    backTitle: 'Cancel',
  };
}

/** More than these say no more than their number. */
const CALLS_SHOWN = 12;

/** What the order would take: times and lengths, nothing else. */
function previewOf({ preview, zone }: OrderForm): Pick<FormLayout, 'sections'> {
  if (preview === null) return {};
  const { calls, extension } = preview;
  const lines = calls
    .slice(0, CALLS_SHOWN)
    .map(({ startedAt, durationMs }) => `${momentText(startedAt, zone)}, ${callLengthText(durationMs)}`);
  const more = calls.length - lines.length;
  return {
    sections: [
      {
        heading: 'This would be deleted for good',
        text:
          calls.length === 0
            ? `Nothing of that time is stored yet on extension ${extension}. Whatever arrives of it would be deleted as it arrives.`
            : listOf([...lines, more > 0 && `And ${countOf(more, 'more', 'more')}.`]).join('\n'),
      },
    ],
  };
}

const sureText = ({ calls, forAnother, extension }: OrderPreview): string => {
  const what =
    calls.length === 2 ? 'both conversations' : calls.length > 2 ? `all ${calls.length} conversations` : 'it';
  return forAnother ? `Extension ${extension} is not my own: delete ${what} for good` : `Delete ${what} for good`;
};

const orderFields = ({ preview, whence, reason, today, earliest }: OrderForm): readonly Field[] =>
  listOf([
    preview !== null && field('tick', preview.sureField, sureText(preview)),
    field('example', 'extension', 'Extension the call was on', {
      maxLength: 20,
      placeholder: 'For example: 204',
      ...(whence === null ? {} : { hint: whence }),
      missing: 'Say which extension.',
    }),
    field('radio', 'whenKind', 'When the call was', {
      missing: 'Choose one.',
      choices: [
        { title: 'Just now, or still going on', value: 'now' },
        { title: 'At another time, given below', value: 'at' },
      ],
      usual: 'now',
    }),
    field('kept-date', 'date', 'Date, if at another time', { min: earliest, max: today, usual: today }),
    field('time', 'time', 'Time, if at another time'),
    reason === 'card-payment' &&
      field('example', 'where', 'How far into the call the card was read out, if you know', {
        maxLength: MAX_WHERE_LENGTH,
        placeholder: 'For example: about two minutes in',
      }),
  ]);

/** The box to tick comes with the answer, and Slack shows no sentence at an input that is new: it is said above. */
const withNotice = ({ form, preview }: OrderForm): FormState =>
  preview === null
    ? form
    : {
        ...form,
        notice: preview.forAnother
          ? 'Nothing is deleted yet: the extension is not your own. Look at what would be deleted, and tick below that it is right.'
          : 'Nothing is deleted yet: this means more than one conversation. Tick below if all of them are to go, or give a time nearer to the one you mean.',
      };

const transferOf = (line: string | null): Pick<FormLayout, 'heading' | 'warning'> =>
  line === null
    ? {
        warning:
          'Transfer the caller to a line that is not recorded. The desk has not been told its number: ask a manager.',
      }
    : { heading: `Transfer the caller to ${line}` };
