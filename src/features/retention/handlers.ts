import type { Answer, FormAnswer } from '../../chat/reply.ts';
import type { Deps } from '../../deps.ts';
import type { FormState, FormValues } from '../../kernel/form.ts';
import { holdsCardNumber } from '../../kernel/paymentCard.ts';
import { refusalText } from '../../kernel/refusalText.ts';
import { refusal } from '../../kernel/refused.ts';
import { addDays, dateIn } from '../../kernel/time.ts';
import type { Actor } from '../people/actor.ts';
import { withErrors } from '../requests/handlers/forms.ts';
import { readFreeText } from '../requests/model/freeText.ts';
import type { OrderReason } from './model/deletionOrder.ts';
import { isAnothers } from './model/orderForm.ts';
import { type OrderDeletion, orderContext } from './orderDeletion.ts';

export interface OrderDialogueDeps extends Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'> {
  readonly orderDeletion: OrderDeletion;
}

export interface OrderDialogue {
  command(reason: OrderReason, text: string, actor: Actor): Promise<Answer>;
  send(reason: OrderReason, values: FormValues, actor: Actor, once: string): Promise<Answer>;
}

/** `/card-payment` and `/unrecorded-line`: with "now" or a time that leaves no doubt they act at once, otherwise they ask. */
export function createOrderDialogue(deps: OrderDialogueDeps): OrderDialogue {
  const { uow, clock, ids, practice } = deps;

  const form = (reason: OrderReason, actor: Actor, state: FormState): FormAnswer => {
    const now = clock.now();
    const extension = state.values.extension?.trim() ?? '';
    const another = extension !== '' && isAnothers(extension, orderContext(deps, actor));
    return {
      kind: 'form',
      send: reason === 'card-payment' ? 'send-card-payment' : 'send-unrecorded-line',
      id: '',
      errors: state.errors,
      card: {
        kind: 'order-form',
        reason,
        form: { ...state, values: { whenKind: 'now', ...state.values } },
        today: dateIn(now, practice.zone),
        earliest: dateIn(addDays(now, -practice.limits.recordingsDays), practice.zone),
        orderMinutes: practice.limits.orderMinutes,
        unrecordedLine: reason === 'opt-out' ? practice.unrecordedLine : null,
        confirmAnother: another ? `Extension ${extension} is not my own, and I am sure` : null,
      },
    };
  };

  const send: OrderDialogue['send'] = async (reason, values, actor, once) => {
    const result = await deps.orderDeletion({ actor, reason, values, once });
    if (result.ok) return { kind: 'show', card: taken(reason, result.value.order.extension) };
    if (result.error.kind === 'refused')
      return {
        kind: 'show',
        card: {
          kind: 'notice',
          tone: 'warning',
          title: 'Nothing was changed',
          text:
            result.error.refused.code === 'already-sent'
              ? 'This form has been sent already, and it counted once. The receipt is in your own chat.'
              : refusalText(result.error.refused, practice.zone),
        },
      };
    const kept = holdsCardNumber(values.extension ?? '') ? { ...values, extension: '' } : values;
    return form(reason, actor, withErrors(kept, result.error.errors));
  };

  /** What the person hears at once; the receipt with what was deleted comes to their own chat. */
  const taken = (reason: OrderReason, extension: string) => {
    const deletion = `Whatever was recorded on extension ${extension} is being deleted; what arrives later is deleted as it arrives. You get a receipt in your own chat.`;
    return reason === 'card-payment'
      ? ({ kind: 'notice', tone: 'good', title: 'The call is being deleted', text: deletion } as const)
      : ({
          kind: 'notice',
          tone: practice.unrecordedLine === null ? 'warning' : 'good',
          title:
            practice.unrecordedLine === null
              ? 'Transfer the caller to the unrecorded line'
              : `Transfer the caller to ${practice.unrecordedLine}`,
          text:
            practice.unrecordedLine === null
              ? `The desk has not been told its number: ask the practice manager. ${deletion}`
              : deletion,
        } as const);
  };

  return {
    send,
    command: async (reason, text, actor) => {
      if (holdsCardNumber(text))
        return form(reason, actor, withErrors({}, {}, refusalText(refusal('card-number'), practice.zone)));
      const { values, isPlain } = readOrderText(text, deps);
      const extension =
        values.extension ??
        actor.extensions[0] ??
        (await uow.read(({ people }) => people.rememberedExtension(actor.email))) ??
        '';
      const filled = { ...values, extension };
      const another = extension !== '' && isAnothers(extension, orderContext(deps, actor));
      // A command typed to see what it does must delete nothing, and another's extension wants a second look.
      if (!isPlain || extension === '' || another) return form(reason, actor, withErrors(filled, {}));
      return send(reason, filled, actor, ids.unique());
    },
  };
}

/** `204 now`, `ext 204 15:10`, `3.10pm 204`: nothing but an extension, and now or a time that can mean one moment only. */
const PLAIN =
  /^(?:(?:ext(?:ension)?\.?\s*)?(\d{2,3}|\d{5,8})\s+)?(?:at\s+)?(now|\d{1,2}[:.][0-5]\d\s*(?:am|pm)?)(?:\s+(?:ext(?:ension)?\.?\s*)?(\d{2,3}|\d{5,8}))?$/i;

interface Typed {
  readonly values: FormValues;
  /** True when there is no doubt what was meant: only then is anything deleted without a form. */
  readonly isPlain: boolean;
}

/** What was typed after the command. In doubt it is only filled in: what is deleted in error is gone. */
function readOrderText(text: string, { clock, practice }: Pick<Deps, 'clock' | 'practice'>): Typed {
  const line = text.trim().slice(0, LONGEST_LINE);
  const [, before, when = '', after] = PLAIN.exec(line) ?? [];
  const extension = before ?? after;
  const known = extension === undefined ? {} : { extension };
  if (when.toLowerCase() === 'now')
    return { values: { ...known, whenKind: 'now' }, isPlain: !(before && after) };
  const read = readFreeText(when === '' ? line : when.replace('.', ':'), clock.now(), practice.zone);
  const found = { ...(read.extension === undefined ? {} : { extension: read.extension }), ...known };
  if (read.whenKind !== 'about' && read.whenKind !== 'day')
    return { values: { ...found, whenKind: 'now' }, isPlain: false };
  const at = {
    whenKind: 'at',
    date: read.date ?? '',
    ...(read.time === undefined ? {} : { time: read.time }),
  };
  const today = read.date === dateIn(clock.now(), practice.zone);
  // Ten past three may be at night or in the afternoon.
  const isClear = /[ap]m$/i.test(when) || Number.parseInt(when, 10) >= 8;
  return { values: { ...found, ...at }, isPlain: when !== '' && !(before && after) && today && isClear };
}

const LONGEST_LINE = 500;
