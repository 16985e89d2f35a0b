import type { CardView } from '../../src/chat/cards.ts';
import type { DeletionOrder, Receipt } from '../../src/features/recordings/model/deletionOrder.ts';
import type { OrderView } from '../../src/features/retention/loadOrderView.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { AMY, EMPTY_FORM, NOW, ZONE } from './sampleRequests.ts';

const ORDER_FORM = {
  kind: 'order-form',
  form: EMPTY_FORM,
  earliest: '2026-10-24',
  today: '2026-11-23',
  orderMinutes: 10,
  unrecordedLine: null,
  preview: null,
  whence: null,
  zone: ZONE,
} as const;

export const orderOf = (changes: Partial<DeletionOrder> = {}): DeletionOrder => ({
  id: 'D-7K3MQ9A',
  reason: 'card-payment',
  extension: '204',
  from: toInstant('2026-11-23T09:19:00Z'),
  to: toInstant('2026-11-23T09:29:00Z'),
  statedTime: null,
  orderedBy: AMY,
  ordererName: 'Amy Cole',
  orderedAt: toInstant('2026-11-23T09:29:00Z'),
  forAnother: false,
  where: null,
  liveUntil: toInstant('2026-11-26T09:29:00Z'),
  ...changes,
});

export const receiptOf = (changes: Partial<Receipt> = {}): Receipt => ({
  recordingId: 'rec-5f0c9a1be2d44b7f8a6c2d10',
  reason: 'card-payment',
  orderId: 'D-7K3MQ9A',
  runId: null,
  startedAt: toInstant('2026-11-23T09:21:07Z'),
  durationMs: 432_000,
  bytes: 3_456_044,
  extension: '204',
  number: '+441632960123',
  callId: null,
  deletedAt: toInstant('2026-11-23T09:31:20Z'),
  ...changes,
});

export const orderViewOf = (changes: Partial<OrderView> = {}): OrderView => ({
  order: orderOf(),
  underWay: 0,
  receipts: [],
  requestsMet: 0,
  lately: 1,
  extensionOf: null,
  zone: ZONE,
  now: NOW,
  ...changes,
});

const earlier = orderOf({
  reason: 'opt-out',
  from: toInstant('2026-11-20T14:58:00Z'),
  to: toInstant('2026-11-20T15:18:00Z'),
  statedTime: toInstant('2026-11-20T15:08:00Z'),
  liveUntil: toInstant('2026-11-23T15:18:00Z'),
  forAnother: true,
});

const twoReceipts = [
  receiptOf(),
  receiptOf({
    recordingId: 'rec-a81d33c07e5942bb9f204c61',
    startedAt: toInstant('2026-11-23T09:28:50Z'),
    durationMs: 0,
  }),
];

const CALLS = [
  { startedAt: toInstant('2026-11-23T09:21:07Z'), durationMs: 432_000 },
  { startedAt: toInstant('2026-11-23T09:17:40Z'), durationMs: 61_000 },
];

/** A view for every state of the cards about what must not be kept. */
export const ORDER_VIEWS: Readonly<Record<string, CardView>> = {
  'order-form.card-payment': { ...ORDER_FORM, reason: 'card-payment' },
  'order-form.own-extension': {
    ...ORDER_FORM,
    reason: 'card-payment',
    whence: '204 is your own extension.',
    form: { ...EMPTY_FORM, values: { extension: '204' } },
  },
  'order-form.opt-out': { ...ORDER_FORM, reason: 'opt-out', unrecordedLine: '01632 960100' },
  'order-form.no-line': { ...ORDER_FORM, reason: 'opt-out' },
  'order-form.another': {
    ...ORDER_FORM,
    reason: 'card-payment',
    preview: { extension: '210', forAnother: true, calls: CALLS.slice(0, 1), sureField: 'sure-5f0c9a1be2d4' },
    form: { ...EMPTY_FORM, values: { extension: '210', whenKind: 'at', date: '2026-11-23', time: '09:20' } },
  },
  'order-form.several': {
    ...ORDER_FORM,
    reason: 'opt-out',
    unrecordedLine: '01632 960100',
    preview: { extension: '204', forAnother: false, calls: CALLS, sureField: 'sure-5f0c9a1be2d4' },
    form: { ...EMPTY_FORM, values: { extension: '204', whenKind: 'now' } },
  },
  'order-form.nothing-stored': {
    ...ORDER_FORM,
    reason: 'card-payment',
    preview: { extension: '210', forAnother: true, calls: [], sureField: 'sure-5f0c9a1be2d4' },
    form: { ...EMPTY_FORM, values: { extension: '210', whenKind: 'now' } },
  },
  'order-form.doubt': {
    ...ORDER_FORM,
    reason: 'card-payment',
    form: {
      values: { extension: '', whenKind: 'at', date: '2026-11-23', time: '' },
      errors: {
        extension: 'The desk could not tell which extension you mean. Give one, for example 204.',
        time: 'Say whether you mean 03:10 or 15:10: give the time on the 24-hour clock.',
      },
      notice: null,
    },
  },
  'order-receipt.waiting': { kind: 'order-receipt', view: orderViewOf() },
  'order-receipt.under-way': { kind: 'order-receipt', view: orderViewOf({ underWay: 1, receipts: [receiptOf()] }) },
  'order-receipt.deleted': { kind: 'order-receipt', view: orderViewOf({ receipts: twoReceipts }) },
  'order-receipt.done': {
    kind: 'order-receipt',
    view: orderViewOf({ receipts: [receiptOf()], now: toInstant('2026-11-26T09:29:00Z') }),
  },
  'order-receipt.nothing-found': {
    kind: 'order-receipt',
    view: orderViewOf({ order: earlier, now: toInstant('2026-11-23T15:18:00Z') }),
  },
  'order-receipt.many': {
    kind: 'order-receipt',
    view: orderViewOf({ receipts: Array.from({ length: 25 }, () => receiptOf()) }),
  },
  'order-notice.waiting': { kind: 'order-notice', view: orderViewOf() },
  'order-notice.deleted': { kind: 'order-notice', view: orderViewOf({ receipts: [receiptOf()], requestsMet: 1 }) },
  'order-notice.many-orders': { kind: 'order-notice', view: orderViewOf({ lately: 6, receipts: [receiptOf()] }) },
  'order-notice.for-another': {
    kind: 'order-notice',
    view: orderViewOf({
      order: earlier,
      receipts: [
        receiptOf({ startedAt: toInstant('2026-11-20T15:08:12Z'), durationMs: 272_000 }),
        receiptOf({ startedAt: toInstant('2026-11-20T15:13:30Z'), durationMs: 48_000 }),
      ],
      requestsMet: 2,
      extensionOf: 'Tom Reed',
    }),
  },
};
