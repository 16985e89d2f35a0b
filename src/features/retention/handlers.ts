import type { FormState, FormValues } from '../../kernel/form.ts';
import { holdsCardNumber } from '../../kernel/paymentCard.ts';
import { NEW } from '../../kernel/target.ts';
import { addDays, dateIn } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { type NoticeCard, notice } from '../messaging/model/notice.ts';
import {
  type ActionHandlers,
  type CommandHandlers,
  type FormHandler,
  type FormReply,
  formsOf,
  type RefusalReplies,
  type Reply,
  show,
  typedForm,
  withErrors,
} from '../messaging/reply.ts';
import type { Actor } from '../people/actor.ts';
import type { OrderReason } from '../recordings/model/deletionOrder.ts';
import { readFreeText } from '../requests/model/freeText.ts';
import type { RetentionCard } from './cards/views.ts';
import { orderActions, type orderCommands } from './model/actions.ts';
import { isAnothers } from './model/orderForm.ts';
import { type OrderDeletion, orderContext } from './orderDeletion.ts';

export interface OrderHandlerDeps extends Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'> {
  readonly orderDeletion: OrderDeletion;
}

const SENT_ALREADY = notice(
  'warning',
  'Nothing was changed',
  'This form has been sent already, and it counted once. The receipt is in your own chat.',
);

/**
 * `/card-payment` and `/unrecorded-line`: with "now" or a time that leaves no doubt they act at once,
 * otherwise they ask.
 */
export function createOrderHandlers(deps: OrderHandlerDeps, { refusalReply }: RefusalReplies) {
  const { uow, ids, practice } = deps;

  const submit = async (
    reason: OrderReason,
    values: FormValues,
    actor: Actor,
    idempotencyKey: string,
  ): Promise<Reply<RetentionCard>> => {
    const result = await deps.orderDeletion({ actor, reason, values, idempotencyKey });
    if (result.ok) return show(taken(deps, reason, result.value.order.extension));
    if (result.error.kind === 'refused')
      return result.error.refused.code === 'already-sent'
        ? show(SENT_ALREADY)
        : refusalReply(result.error.refused);
    const kept = holdsCardNumber(values.extension ?? '') ? { ...values, extension: '' } : values;
    return orderForm(deps, reason, actor, withErrors(kept, result.error.errors));
  };

  const typed = async (reason: OrderReason, text: string, actor: Actor): Promise<Reply<RetentionCard>> => {
    if (holdsCardNumber(text)) return orderForm(deps, reason, actor, typedForm(text, {}, practice.zone));
    const { values, isPlain } = readOrderText(text, deps);
    const extension =
      values.extension ??
      actor.extensions[0] ??
      (await uow.read(({ people }) => people.rememberedExtension(actor.email))) ??
      '';
    const filled = { ...values, extension };
    // A command typed to see what it does must delete nothing, and another's extension wants a second look.
    if (!isPlain || extension === '' || isForAnother(deps, extension, actor))
      return orderForm(deps, reason, actor, withErrors(filled, {}));
    return submit(reason, filled, actor, ids.unique());
  };

  const order = (reason: OrderReason): FormHandler<'new', RetentionCard> => ({
    open: ({ values, actor }) => orderForm(deps, reason, actor, withErrors(values, {})),
    submit: ({ values, actor, idempotencyKey }) => submit(reason, values, actor, idempotencyKey),
  });

  const actions: ActionHandlers<typeof orderActions, RetentionCard> = {
    'card-payment': order('card-payment'),
    'unrecorded-line': order('opt-out'),
  };
  const commands: CommandHandlers<typeof orderCommands, RetentionCard> = {
    'card-payment': (text, actor) => typed('card-payment', text, actor),
    'unrecorded-line': (text, actor) => typed('opt-out', text, actor),
  };
  return { actions, commands };
}

function orderForm(
  deps: OrderHandlerDeps,
  reason: OrderReason,
  actor: Actor,
  state: FormState,
): FormReply<RetentionCard> {
  const { clock, practice } = deps;
  const now = clock.now();
  const extension = state.values.extension?.trim() ?? '';
  return {
    ...formsOf(orderActions)(reason === 'card-payment' ? 'card-payment' : 'unrecorded-line', NEW),
    card: {
      kind: 'order-form',
      reason,
      form: { ...state, values: { whenKind: 'now', ...state.values } },
      today: dateIn(now, practice.zone),
      earliest: dateIn(addDays(now, -practice.limits.recordingsDays), practice.zone),
      orderMinutes: practice.limits.orderMinutes,
      unrecordedLine: reason === 'opt-out' ? practice.unrecordedLine : null,
      confirmAnother: isForAnother(deps, extension, actor)
        ? `Extension ${extension} is not my own, and I am sure`
        : null,
    },
  };
}

const isForAnother = (deps: OrderHandlerDeps, extension: string, actor: Actor): boolean =>
  extension !== '' && isAnothers(extension, orderContext(deps, actor));

/** What the person hears at once; the receipt with what was deleted comes to their own chat. */
function taken({ practice }: OrderHandlerDeps, reason: OrderReason, extension: string): NoticeCard {
  const deletion = `Whatever was recorded on extension ${extension} is being deleted; what arrives later is deleted as it arrives. You get a receipt in your own chat.`;
  if (reason === 'card-payment') return notice('good', 'The call is being deleted', deletion);
  return practice.unrecordedLine === null
    ? notice(
        'warning',
        'Transfer the caller to the unrecorded line',
        `The desk has not been told its number: ask the practice manager. ${deletion}`,
      )
    : notice('good', `Transfer the caller to ${practice.unrecordedLine}`, deletion);
}

/**
 * `204 now`, `ext 204 15:10`, `3.10pm 204`: nothing but an extension, and now or a time that can mean one
 * moment only.
 */
const PLAIN =
  /^(?:(?:ext(?:ension)?\.?\s*)?(\d{2,3}|\d{5,8})\s+)?(?:at\s+)?(now|\d{1,2}[:.][0-5]\d\s*(?:am|pm)?)(?:\s+(?:ext(?:ension)?\.?\s*)?(\d{2,3}|\d{5,8}))?$/i;

interface Typed {
  readonly values: FormValues;
  /** True when there is no doubt what was meant: only then is anything deleted without a form. */
  readonly isPlain: boolean;
}

/** What was typed after the command. In doubt it is only filled in: what is deleted in error is gone. */
function readOrderText(text: string, { clock, practice }: Pick<Deps, 'clock' | 'practice'>): Typed {
  const line = text.trim().slice(0, MAX_LINE_LENGTH);
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

const MAX_LINE_LENGTH = 500;
