import type { FormValues } from '../../kernel/form.ts';
import { refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import { addHours } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { postMessage, postToAll } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { dpoAudiences } from '../people/audiences.ts';
import {
  type DeletionOrder,
  liveUntil,
  type OrderReason,
  orderSpan,
} from '../recordings/model/deletionOrder.ts';
import { markForDeletion, meantBy } from './applyOrder.ts';
import { loadOrderView } from './loadOrderView.ts';
import {
  type OrderAsk,
  type OrderField,
  type OrderFieldFault,
  type OrderFormContext,
  parseOrderForm,
} from './model/orderForm.ts';
import type { OrderView } from './orderView.ts';

type OrderDeletionDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

export type OrderDeletion = (act: {
  readonly actor: Actor;
  readonly reason: OrderReason;
  readonly values: FormValues;
  /** Names this copy of the form: sent again, it counts once. */
  readonly idempotencyKey: string;
}) => Promise<Result<OrderView, SubmitFault>>;

/** Orders one person may give in 24 hours: enough for a busy day at the desk, not for wiping an archive. */
const MAX_A_DAY = 60;

/** Whose extensions are whose, for the one who orders. */
export const orderContext = (
  { practice, clock }: Pick<Deps, 'practice' | 'clock'>,
  actor: Actor,
): OrderFormContext => ({
  now: clock.now(),
  zone: practice.zone,
  recordingsDays: practice.limits.recordingsDays,
  own: actor.extensions,
  others: practice.directory.people
    .filter(({ email }) => email !== actor.email)
    .flatMap(({ extensions }) => extensions),
});

/**
 * Orders the deletion of a call with card details (policy 4) or of a caller who opted out (policy 5.8): what
 * is stored at once, what arrives later on arrival. Nobody agrees to it first, and no request comes before
 * it; the DPO is told of every one.
 */
export const createOrderDeletion = (deps: OrderDeletionDeps): OrderDeletion => {
  const { uow, ids, practice } = deps;
  return async ({ actor, reason, values, idempotencyKey }) => {
    const parsed = parseOrderForm(values, orderContext(deps, actor));
    if (!parsed.ok)
      return err({ kind: 'fields', errors: orderFieldErrors(parsed.error, practice.limits.recordingsDays) });
    return uow.run(async (context) => {
      const { now } = context;
      const isNew = await context.inbound.claimEvent(`form:${idempotencyKey}`, now);
      const order = orderOf(parsed.value, { actor, reason, id: ids.order() }, deps);
      const recent = await context.orders.orderedIn(dayBefore(now), now);
      const tooMany = recent.filter(({ orderedBy }) => orderedBy === actor.email).length >= MAX_A_DAY;
      const fault = !isNew ? 'already-sent' : tooMany ? 'too-many-requests' : undefined;
      await context.recordAudit(actor, {
        action: `order.${reason}`,
        subject: fault ? '-' : order.id,
        outcome: fault ?? 'ok',
        detail: { another: order.forAnother },
      });
      if (fault) return err({ kind: 'refused', refused: refusal(fault) });
      await context.orders.insert(order);
      await context.people.rememberExtension(actor.email, order.extension, now);
      await markForDeletion(context, order, await meantBy(context, order));
      const reporter = { kind: 'person', email: actor.email } as const;
      await postMessage(context, { subject: order.id, card: 'order-receipt', audience: reporter });
      await postToAll(context, order.id, 'order-notice', await dpoAudiences(context));
      return ok(await loadOrderView(context, order));
    });
  };
};

const dayBefore = (now: DeletionOrder['orderedAt']) => addHours(now, -24);

function orderOf(
  ask: OrderAsk,
  { actor, reason, id }: { readonly actor: Actor; readonly reason: OrderReason; readonly id: string },
  { clock, practice }: OrderDeletionDeps,
): DeletionOrder {
  const now = clock.now();
  const span = orderSpan(ask.moments, now, practice.limits);
  return {
    id,
    reason,
    extension: ask.extension,
    ...span,
    statedTime: ask.moments[0] ?? null,
    orderedBy: actor.email,
    ordererName: actor.name,
    orderedAt: now,
    forAnother: ask.forAnother,
    // A call that is still going on is delivered after its end, so the waiting counts from now.
    liveUntil: liveUntil(now, practice.limits),
  };
}

const orderFieldErrors = (
  faults: Partial<Record<OrderField, OrderFieldFault>>,
  recordingsDays: number,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(faults).map(([field, fault]) => [field, SENTENCES[fault](recordingsDays)]),
  );

const SENTENCES: Readonly<Record<OrderFieldFault, (recordingsDays: number) => string>> = {
  'extension-missing': () => 'Give the extension the call was on, for example 204.',
  'not-an-extension': () => 'An extension has two to eight digits, for example 204.',
  'card-number': () =>
    'This looks like a payment card number. Card numbers must never be typed here, and nothing was kept. Give the extension, for example 204.',
  'date-missing': () => 'Choose the date of the call.',
  'time-missing': () =>
    'Give the time of the call on the 24-hour clock, for example 15:10. Roughly is enough.',
  'in-the-future': () => 'This is in the future. Give when the call took place, or choose Now.',
  'past-retention': (days) =>
    `Recordings are deleted within ${days} days, so nothing from then exists any more. There is nothing to delete.`,
  'not-confirmed': () =>
    'This is not your own extension. Tick this if you are sure, or change the extension.',
};
