import { describe, expect, it } from 'vitest';
import { type CardView, renderCard } from '../../../src/chat/cards.ts';
import { toModal } from '../../../src/chat/slack/blocks.ts';
import type { OrderView } from '../../../src/features/retention/loadOrderView.ts';
import { addMs } from '../../../src/kernel/time.ts';
import type { AdaptiveCard } from '../../../src/platform/cards/adaptiveCard.ts';
import { plainText } from '../../../src/platform/cards/literalText.ts';
import { orderOf, orderViewOf, receiptOf } from '../../cards/sampleOrders.ts';
import { SAMPLE_VIEWS } from '../../cards/sampleViews.ts';

/** Every word of a card, in order. */
const wordsOf = (card: AdaptiveCard): string => {
  const texts: string[] = [];
  JSON.stringify(card.body, (key, value) => {
    if (['text', 'title', 'value', 'label'].includes(key) && typeof value === 'string') texts.push(value);
    return value;
  });
  return plainText(texts.join('\n'));
};

const receipt = (view: Partial<OrderView>): string =>
  wordsOf(renderCard({ kind: 'order-receipt', view: orderViewOf(view) }));

const notice = (view: Partial<OrderView>): string =>
  wordsOf(renderCard({ kind: 'order-notice', view: orderViewOf(view) }));

const toneOf = (view: Partial<OrderView>): string =>
  JSON.stringify(renderCard({ kind: 'order-receipt', view: orderViewOf(view) }).body[0]);

const { liveUntil } = orderOf();

describe('the receipt of somebody who reported a call', () => {
  it('says until when the desk waits for a recording that has not arrived', () => {
    expect(receipt({})).toContain(
      'No recording has arrived yet. It will be deleted when it arrives, until Thu 26 Nov 2026, 09:29.',
    );
  });

  it('says how many are being deleted, and how many are gone already', () => {
    expect(receipt({ underWay: 1 })).toContain('Being deleted now: 1 recording.');
    expect(receipt({ underWay: 2, receipts: [receiptOf()] })).toContain(
      'Being deleted now: 2 recordings. 1 deleted already.',
    );
  });

  it('proves each deletion: time of the call, length, when, and its number', () => {
    const words = receipt({ receipts: [receiptOf()] });
    expect(words).toContain('Deleted for good: 1 recording.');
    expect(words).toContain('Call of Mon 23 Nov 2026, 09:21, 7 min 12 s');
    expect(words).toContain('Deleted Mon 23 Nov 2026, 09:31. Receipt rec-5f0c9a1be2d44b7f8a6c2d10');
  });

  it('waits until the last moment, and from then on says that nothing was found and what to do', () => {
    expect(receipt({ now: addMs(liveUntil, -1) })).toContain('No recording has arrived yet');
    expect(toneOf({ now: addMs(liveUntil, -1) })).toContain('accent');
    const over = receipt({ now: liveUntil });
    expect(over).toContain('Nothing was deleted: no recording was found.');
    expect(over).toContain('Check the extension and the time above. If one is wrong, type /card-payment again');
    expect(toneOf({ now: liveUntil })).toContain('attention');
    expect(receipt({ now: liveUntil, order: orderOf({ reason: 'opt-out' }) })).toContain('type /unrecorded-line again');
  });

  it('still takes what arrives later, until the last moment', () => {
    const receipts = [receiptOf()];
    expect(receipt({ receipts, now: addMs(liveUntil, -1) })).toContain('still arrives until Thu 26 Nov 2026, 09:29');
    expect(receipt({ receipts, now: liveUntil })).toContain('This is your receipt.');
  });

  it('shows nobody a telephone number, the DPO neither', () => {
    const kinds: ReadonlySet<CardView['kind']> = new Set(['order-receipt', 'order-notice']);
    for (const [name, view] of Object.entries(SAMPLE_VIEWS))
      if (kinds.has(view.kind)) expect(JSON.stringify(renderCard(view)), name).not.toMatch(/960\s?123/);
  });

  it('counts what does not fit', () => {
    expect(receipt({ receipts: Array.from({ length: 12 }, () => receiptOf()) })).toContain('And 2 more.');
  });
});

describe('what the DPO is told of it', () => {
  it('says who reported it, and which requests it met', () => {
    expect(notice({})).toContain('Amy Cole, Mon 23 Nov 2026, 09:29');
    expect(notice({})).toContain('none: nobody had asked to hear it');
    expect(notice({ requestsMet: 1 })).toContain('1 request to hear this call has ended because of it');
    expect(notice({ requestsMet: 2 })).toContain('2 requests to hear this call have ended because of it');
  });

  it('warns of an order for an extension that is not the person’s own, and says whose it is when that is known', () => {
    expect(notice({})).not.toContain('own');
    const order = orderOf({ forAnother: true });
    expect(notice({ order })).toContain('Extension 204 is not Amy Cole’s own.');
    expect(notice({ order, extensionOf: 'Tom Reed' })).toContain('own: it is that of Tom Reed.');
  });
});

describe('the form', () => {
  const modal = (name: string) => {
    const view = SAMPLE_VIEWS[name];
    if (!view) throw new Error(`no sample ${name}`);
    return toModal(renderCard(view), { callbackId: 'x' });
  };
  const textOf = (name: string): string => JSON.stringify(modal(name).blocks);
  const inputs = (name: string) =>
    modal(name).blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []));

  it('asks for the extension and for now or when; for a tick only where there is something to confirm', () => {
    expect(inputs('order-form.card-payment')).toEqual(['extension', 'whenKind', 'date', 'time', 'where']);
    expect(inputs('order-form.several')).toEqual(['sure-5f0c9a1be2d4', 'extension', 'whenKind', 'date', 'time']);
  });

  it('says above that nothing is deleted yet, and shows times and lengths of what would be', () => {
    const said = textOf('order-form.several');
    expect(said).toContain('Nothing is deleted yet: this means more than one conversation.');
    expect(said).toContain('09:21, 7 min 12 s');
    expect(textOf('order-form.another')).toContain('Nothing is deleted yet: the extension is not your own.');
    expect(textOf('order-form.nothing-stored')).toContain('Nothing of that time is stored yet');
  });

  it('puts the number to transfer to first, large', () => {
    const [first, second] = modal('order-form.opt-out').blocks;
    expect(first).toMatchObject({ type: 'header', text: { text: 'The caller does not want to be recorded' } });
    expect(second).toMatchObject({ type: 'header', text: { text: 'Transfer the caller to 01632 960100' } });
  });

  it('says so when nobody has set the number', () => {
    expect(textOf('order-form.no-line')).toContain('has not been told its number');
  });

  it('says what is deleted, and that card details are never typed', () => {
    expect(textOf('order-form.card-payment')).toContain('Never type card details here');
    expect(textOf('order-form.card-payment')).toContain('within 10 minutes of the time you give is deleted for good');
    expect(textOf('order-form.card-payment')).toContain('so does the Data Protection Officer');
  });

  it.each([
    ['order-form.card-payment', 'card-payment'],
    ['order-form.opt-out', 'unrecorded-line'],
  ])('%s is sent by %s', (name, verb) => {
    const view = SAMPLE_VIEWS[name];
    expect(view && renderCard(view).actions?.[0]).toMatchObject({ verb, data: { submit: true } });
  });
});
