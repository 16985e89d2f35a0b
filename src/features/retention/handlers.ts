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
  withoutCards,
} from '../messaging/reply.ts';
import type { Actor } from '../people/actor.ts';
import type { OrderReason } from '../recordings/model/deletionOrder.ts';
import type { AgreeToPurge } from './askBeforePurge.ts';
import type { RetentionCard } from './cards/views.ts';
import { type orderCommands, retentionActions } from './model/actions.ts';
import { readOrderText } from './model/orderText.ts';
import type { OrderDeletion, OrderPreview } from './orderDeletion.ts';

export interface OrderHandlerDeps extends Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'> {
  readonly orderDeletion: OrderDeletion;
  readonly agreeToPurge: AgreeToPurge;
}

const SENT_ALREADY = notice(
  'warning',
  'Sent already',
  'This form has been sent already, and it counted once. The receipt is in your own chat.',
);

/** `/card-payment` and `/unrecorded-line`: with "now" or a time without doubt they act at once, otherwise they ask. */
export function createOrderHandlers(deps: OrderHandlerDeps, { refusalReply }: RefusalReplies) {
  const { uow, ids, practice, clock } = deps;

  const submit = async (
    reason: OrderReason,
    values: FormValues,
    actor: Actor,
    idempotencyKey: string,
  ): Promise<Reply<RetentionCard>> => {
    const result = await deps.orderDeletion({ actor, reason, values, idempotencyKey });
    if (result.ok) return show(taken(deps, reason, result.value.order.extension, actor));
    const fault = result.error;
    switch (fault.kind) {
      case 'unsure':
        return orderForm(deps, reason, withErrors(values, {}), { preview: fault.preview });
      case 'fields':
        return orderForm(deps, reason, withErrors(withoutCards(values), fault.errors));
      case 'refused':
        return fault.refused.code === 'already-sent' ? show(SENT_ALREADY) : refusalReply(fault.refused);
    }
  };

  const typed = async (reason: OrderReason, text: string, actor: Actor): Promise<Reply<RetentionCard>> => {
    if (holdsCardNumber(text)) return orderForm(deps, reason, typedForm(text, {}, practice.zone));
    const known = practice.directory.people.flatMap(({ extensions }) => extensions);
    const read = readOrderText(text, { now: clock.now(), zone: practice.zone, known });
    if (read.values.extension !== undefined || read.errors.extension !== undefined)
      return read.isPlain
        ? submit(reason, read.values, actor, ids.unique())
        : orderForm(deps, reason, withErrors(read.values, read.errors));
    const usual = await usualExtension(actor);
    const values = { ...read.values, extension: usual.extension };
    // Their own extension is what somebody means who types when the call was and no more, and they read that it was
    // taken; any other is only offered.
    return read.isPlain && usual.isOwn
      ? submit(reason, values, actor, ids.unique())
      : orderForm(deps, reason, withErrors(values, read.errors), { whence: usual.extension === '' ? null : usual.why });
  };

  /** The extension of somebody who typed none, and where the desk has it from. */
  const usualExtension = async ({ email, extensions }: Actor) => {
    const [own, another] = extensions;
    if (another !== undefined) return { extension: '', isOwn: false, why: null };
    if (own !== undefined) return { extension: own, isOwn: true, why: `${own} is your own extension.` };
    const extension = (await uow.read(({ people }) => people.rememberedExtension(email))) ?? '';
    return { extension, isOwn: false, why: `${extension} is the extension you gave last time.` };
  };

  const order = (reason: OrderReason): FormHandler<'new', RetentionCard> => ({
    open: ({ values }) => orderForm(deps, reason, withErrors(values, {})),
    submit: ({ values, actor, idempotencyKey }) => submit(reason, values, actor, idempotencyKey),
  });

  const actions: ActionHandlers<typeof retentionActions, RetentionCard> = {
    'card-payment': order('card-payment'),
    'unrecorded-line': order('opt-out'),
    'agree-purge': async ({ target, actor }) => {
      const result = await deps.agreeToPurge({ questionId: target.id, actor });
      return result.ok ? show({ kind: 'purge-question', question: result.value }) : refusalReply(result.error);
    },
  };
  const commands: CommandHandlers<typeof orderCommands, RetentionCard> = {
    'card-payment': (text, actor) => typed('card-payment', text, actor),
    'unrecorded-line': (text, actor) => typed('opt-out', text, actor),
  };
  return { actions, commands };
}

function orderForm(
  { clock, practice }: OrderHandlerDeps,
  reason: OrderReason,
  state: FormState,
  { preview = null, whence = null }: { readonly preview?: OrderPreview | null; readonly whence?: string | null } = {},
): FormReply<RetentionCard> {
  const now = clock.now();
  return {
    ...formsOf(retentionActions)(reason === 'card-payment' ? 'card-payment' : 'unrecorded-line', NEW),
    card: {
      kind: 'order-form',
      reason,
      form: { ...state, values: { whenKind: 'now', ...state.values } },
      today: dateIn(now, practice.zone),
      earliest: dateIn(addDays(now, -practice.limits.recordingsDays), practice.zone),
      orderMinutes: practice.limits.orderMinutes,
      unrecordedLine: reason === 'opt-out' ? practice.unrecordedLine : null,
      preview,
      whence,
      zone: practice.zone,
    },
  };
}

/** What the person hears at once; the receipt with what was deleted comes to their own chat. */
function taken({ practice }: OrderHandlerDeps, reason: OrderReason, extension: string, actor: Actor): NoticeCard {
  const whose = actor.extensions.includes(extension) ? 'your own extension' : 'extension';
  const deletion = `Whatever was recorded on ${whose} ${extension} is being deleted; what arrives later is deleted as it arrives. You get a receipt in your own chat.`;
  if (reason === 'card-payment') return notice('good', 'The call is being deleted', deletion);
  return practice.unrecordedLine === null
    ? notice(
        'warning',
        'Transfer the caller to the unrecorded line',
        `The desk has not been told its number: ask the practice manager. ${deletion}`,
      )
    : notice('good', `Transfer the caller to ${practice.unrecordedLine}`, deletion);
}
