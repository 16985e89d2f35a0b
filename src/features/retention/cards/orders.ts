import { timeIn } from '../../../kernel/time.ts';
import { type FactRow, row } from '../../../platform/cards/factRow.ts';
import type { DeletionLayout } from '../../../platform/cards/layouts.ts';
import { callLengthText, countOf, momentText, spanText, warningFrom } from '../../../platform/cards/wording.ts';
import type { OrderReason, Receipt } from '../../recordings/model/deletionOrder.ts';
import type { CardStatus } from '../../requests/status.ts';
import type { OrderView } from '../loadOrderView.ts';

/** More than this on one extension in an hour is not one call; the rest are counted. */
const RECEIPTS_SHOWN = 10;

const WHY: Readonly<Record<OrderReason, string>> = {
  'card-payment': 'card details were read out (policy 4)',
  'opt-out': 'the caller did not want to be recorded (policy 5.8)',
};

const COMMAND: Readonly<Record<OrderReason, string>> = {
  'card-payment': '/card-payment',
  'opt-out': '/unrecorded-line',
};

/** To the person who reported it: what is being deleted, and the proof of what has been. Never a phone number. */
export function presentOrderReceipt(view: OrderView): DeletionLayout {
  const standing = orderStatus(view);
  return {
    title: 'Deletion of a call',
    ...standing,
    speak: `Deletion of a call. ${standing.status}`,
    facts: [...orderFacts(view), row('Reported', momentText(view.order.orderedAt, view.zone))],
    ...receiptsOf(view),
    next: nextOf(view),
  };
}

/** The same to the DPO: who reported it, whether for somebody else's extension, which requests it met. */
export function presentOrderNotice(view: OrderView): DeletionLayout {
  const { order, requestsMet, zone } = view;
  const standing = orderStatus(view);
  return {
    title: 'A call was reported for deletion',
    ...standing,
    speak: `${order.ordererName} reported a call that must be deleted. ${standing.status}`,
    warning: warningOf(view),
    facts: [
      row('Reported by', `${order.ordererName}, ${momentText(order.orderedAt, zone)}`),
      ...orderFacts(view),
      row('Requests met', requestsMetText(requestsMet)),
    ],
    ...receiptsOf(view),
    next:
      order.forAnother || view.lately > HANDFUL || unknownOf(view) > 0
        ? `If you did not expect this, ask ${order.ordererName}. What has been deleted cannot be brought back.`
        : 'There is nothing for you to do. This card changes when something more is deleted.',
  };
}

/** Deleted although nobody knows whose call it was. */
const unknownOf = ({ receipts }: OrderView): number => receipts.filter(({ extension }) => extension === null).length;

/** More orders than this by one person in a day are more than a busy desk gives. */
const HANDFUL = 5;

/** What the DPO should look at twice. */
function warningOf(view: OrderView): string | undefined {
  const unknown = unknownOf(view);
  return warningFrom([
    view.lately > HANDFUL && `${view.order.ordererName} has given ${view.lately} such orders in the last 24 hours.`,
    view.order.forAnother && anothersText(view),
    unknown > 0 &&
      `The phone system gave no extension for ${countOf(unknown, 'deleted recording')}: it may have been anybody’s call at that time.`,
  ]);
}

const anothersText = ({ order, extensionOf }: OrderView): string =>
  `Extension ${order.extension} is not ${order.ordererName}’s own${extensionOf === null ? '' : `: it is that of ${extensionOf}`}.`;

const requestsMetText = (count: number): string =>
  count === 0
    ? 'none: nobody had asked to hear it'
    : count === 1
      ? '1 request to hear this call has ended because of it'
      : `${count} requests to hear this call have ended because of it`;

/** Waiting, being deleted, deleted, or over without anything found. */
function orderStatus({ order, underWay, receipts, now, zone }: OrderView): CardStatus {
  const done = receipts.length;
  if (underWay > 0) {
    const before = done === 0 ? '' : ` ${done} deleted already.`;
    return { tone: 'warning', status: `Being deleted now: ${countOf(underWay, 'recording')}.${before}` };
  }
  if (done > 0) return { tone: 'good', status: `Deleted for good: ${countOf(done, 'recording')}.` };
  return now < order.liveUntil
    ? {
        tone: 'accent',
        status: `No recording has arrived yet. It will be deleted when it arrives, until ${momentText(order.liveUntil, zone)}.`,
      }
    : { tone: 'attention', status: 'Nothing was deleted: no recording was found.' };
}

const orderFacts = ({ order, zone }: OrderView): readonly FactRow[] => [
  row('Why', WHY[order.reason]),
  row('Extension', order.extension),
  row('Calls meant', `${statedText(order.statedTime, zone)}${spanText(order.from, order.to, zone)}`),
  row('Order', order.id),
];

const statedText = (at: OrderView['order']['statedTime'], zone: string): string =>
  at === null ? 'just now: ' : `about ${timeIn(at, zone)}: `;

function receiptsOf({
  receipts,
  zone,
}: OrderView): Pick<DeletionLayout, 'receiptsTitle' | 'receipts' | 'moreReceipts'> {
  const more = receipts.length - RECEIPTS_SHOWN;
  return {
    ...(receipts.length === 0 ? {} : { receiptsTitle: receipts.length === 1 ? 'Receipt' : 'Receipts' }),
    receipts: receipts.slice(0, RECEIPTS_SHOWN).map((receipt) => receiptLines(receipt, zone)),
    ...(more > 0 ? { moreReceipts: `And ${countOf(more, 'more', 'more')}.` } : {}),
  };
}

const receiptLines = (
  { startedAt, durationMs, deletedAt, recordingId }: Receipt,
  zone: string,
): DeletionLayout['receipts'][number] => ({
  call: `Call of ${momentText(startedAt, zone)}, ${callLengthText(durationMs)}`,
  proof: `Deleted ${momentText(deletedAt, zone)}. Receipt ${recordingId}`,
});

function nextOf({ order, underWay, receipts, now, zone }: OrderView): string {
  const until = momentText(order.liveUntil, zone);
  if (underWay > 0) return 'This takes a moment. The card changes when it is done.';
  if (now < order.liveUntil)
    return receipts.length > 0
      ? `Whatever else of that time still arrives until ${until} is deleted too.`
      : 'There is nothing more for you to do. Phone systems may deliver a recording late; this card changes when it has been deleted.';
  return receipts.length > 0
    ? 'This is your receipt. There is nothing more for you to do.'
    : `Check the extension and the time above. If one is wrong, type ${COMMAND[order.reason]} again with the right one. If both are right, no recording of it was stored.`;
}
