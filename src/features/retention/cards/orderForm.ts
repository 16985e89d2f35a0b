import type { FormState } from '../../../kernel/form.ts';
import type { CardData } from '../../../platform/cards/cardData.ts';
import { presentForm } from '../../../platform/cards/layouts.ts';
import { countOf } from '../../../platform/cards/wording.ts';
import type { orderActions } from '../model/actions.ts';
import type { OrderReason } from '../model/deletionOrder.ts';
import type { RetentionCardOf } from './views.ts';

type OrderForm = RetentionCardOf<'order-form'>;

interface FormWords {
  readonly title: string;
  readonly speak: string;
  /** What matters most before anything is typed. */
  readonly first: string;
  readonly action: keyof typeof orderActions;
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
export function presentOrderForm(card: OrderForm): CardData {
  const { title, speak, first, action } = WORDS[card.reason];
  const minutes = countOf(card.orderMinutes, 'minute');
  return {
    title,
    speak,
    ...(card.reason === 'opt-out' ? transferOf(card.unrecordedLine) : {}),
    first,
    reach: `Every recording on that extension within ${minutes} of the time you give is deleted for good, and so is one of that very time whose extension the phone system does not give. “Just now” means the last ${minutes} and the call still going on.`,
    receipt: 'You get a receipt, and so does the Data Protection Officer.',
    action,
    earliest: card.earliest,
    today: card.today,
    ...(card.confirmAnother === null ? {} : { confirmAnother: card.confirmAnother }),
    ...presentForm(withNotice(card), {
      extension: '',
      whenKind: 'now',
      date: card.today,
      time: '',
      another: 'false',
    }),
  };
}

/** The box to tick comes with the answer, and Slack shows no sentence at an input that is new: it is said above. */
const withNotice = ({ form, confirmAnother }: OrderForm): FormState =>
  form.notice === null && confirmAnother !== null && form.errors.another !== undefined
    ? {
        ...form,
        notice: 'Nothing is deleted yet: the extension is not your own. Tick below that it is the right one.',
      }
    : form;

const transferOf = (line: string | null): CardData =>
  line === null
    ? {
        noLine:
          'Transfer the caller to a line that is not recorded. The desk has not been told its number: ask a manager.',
      }
    : { transfer: `Transfer the caller to ${line}` };
