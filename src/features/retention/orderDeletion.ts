import { createHash } from 'node:crypto';
import type { FormValues } from '../../kernel/form.ts';
import { refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import { earlier, type Instant, later, msBetween } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { postToAll, postToPerson } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { dpoAudiences } from '../people/audiences.ts';
import { type DeletionOrder, liveUntil, type OrderReason, orderSpan } from '../recordings/model/deletionOrder.ts';
import { callsOf } from '../recordings/model/legs.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { markForDeletion, meantBy } from './applyOrder.ts';
import { loadOrderView, type OrderView, orderedLately } from './loadOrderView.ts';
import { type OrderAsk, type OrderFormContext, orderFieldErrors, parseOrderForm } from './model/orderForm.ts';

type OrderDeletionDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

export type OrderDeletion = (act: {
  readonly actor: Actor;
  readonly reason: OrderReason;
  readonly values: FormValues;
  /** Names this copy of the form: sent again, it counts once. */
  readonly idempotencyKey: string;
}) => Promise<Result<OrderView, SubmitFault | UnsureFault>>;

/** Nothing was ordered: the reporter is shown first what the order would take, and asked. */
interface UnsureFault {
  readonly kind: 'unsure';
  readonly preview: OrderPreview;
}

/** What an order would take now: times and lengths, and nothing else of calls that may be another's. */
export interface OrderPreview {
  readonly calls: readonly { readonly startedAt: Instant; readonly durationMs: number }[];
  readonly extension: string;
  readonly forAnother: boolean;
  /** The input whose tick says yes to these very calls: other calls want another tick. */
  readonly sureField: string;
}

const mustBeSure = ({ forAnother, calls }: OrderPreview): boolean => forAnother || calls.length > 1;

/** Orders one person may give in 24 hours: enough for a busy day at the desk, not for wiping an archive. */
const MAX_A_DAY = 60;

/** Whose extensions are whose, for the one who orders. */
const orderContext = ({ practice, clock }: Pick<Deps, 'practice' | 'clock'>, actor: Actor): OrderFormContext => ({
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
    if (!parsed.ok) return err({ kind: 'fields', errors: orderFieldErrors(parsed.error, practice.limits) });
    return uow.run(async (context) => {
      const { now } = context;
      const order = orderOf(parsed.value, { actor, reason, id: ids.order() }, deps);
      const meant = await meantBy(context, order);
      const preview = previewOf(order, meant);
      if (mustBeSure(preview) && values[preview.sureField] !== 'true') {
        await context.recordAudit(actor, {
          action: `order.${reason}`,
          outcome: 'unsure',
          detail: { another: order.forAnother, calls: preview.calls.length },
        });
        return err({ kind: 'unsure', preview });
      }
      const isNew = await context.inbound.claimEvent(`form:${idempotencyKey}`, now);
      const tooMany = (await orderedLately(context, actor.email, now)) >= MAX_A_DAY;
      const fault = !isNew ? 'already-sent' : tooMany ? 'too-many-requests' : undefined;
      await context.recordAudit(actor, {
        action: `order.${reason}`,
        subject: fault ? '-' : order.id,
        outcome: fault,
        detail: { another: order.forAnother },
      });
      if (fault) return err({ kind: 'refused', refused: refusal(fault) });
      await context.orders.insert(order);
      await context.people.rememberExtension(actor.email, order.extension, now);
      await markForDeletion(context, order, meant);
      await postToPerson(context, actor.email, order.id, 'order-receipt');
      await postToAll(context, order.id, 'order-notice', await dpoAudiences(context));
      return ok(await loadOrderView(context, order));
    });
  };
};

/** Conversations, the newest first: the legs of one are one. */
function previewOf({ extension, forAnother }: DeletionOrder, meant: readonly Recording[]): OrderPreview {
  const calls = callsOf(meant)
    .map((legs) => {
      const startedAt = legs.map((leg) => leg.startedAt).reduce(earlier);
      const endedAt = legs.map((leg) => leg.endedAt).reduce(later);
      return { startedAt, durationMs: msBetween(startedAt, endedAt) };
    })
    .toReversed();
  const asked = [extension, ...meant.map(({ id }) => id).sort()].join(' ');
  const sureField = `sure-${createHash('sha256').update(asked).digest('hex').slice(0, 12)}`;
  return { extension, forAnother, calls, sureField };
}

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
    where: ask.where,
    // A call that is still going on is delivered after its end, so the waiting counts from now.
    liveUntil: liveUntil(now, practice.limits),
  };
}
