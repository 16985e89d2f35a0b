import { isErased } from '../domain/request/erasure.ts';
import type { CardView } from './cardView.ts';
import type { Deps } from './deps.ts';
import { loadOrderView } from './loadOrderView.ts';
import { loadRequestView } from './loadRequestView.ts';
import type { Post, PostedCard, Stores } from './ports.ts';
import type { SummaryCard } from './retentionPorts.ts';

/** The card a post shows now, from the state as it stands; undefined when its subject is gone. */
export async function cardOfPost(
  stores: Stores,
  post: Post,
  { practice, clock }: Pick<Deps, 'practice' | 'clock'>,
): Promise<CardView | undefined> {
  if (post.card === 'report-alert') {
    const report = await stores.reports.find(post.subject);
    return report ? { kind: 'report-alert', report, zone: practice.zone } : ERASED;
  }
  if (post.card === 'order-receipt' || post.card === 'order-notice') {
    const order = await stores.orders.find(post.subject);
    return order && order.orderedBy !== ''
      ? { kind: post.card, view: await loadOrderView(stores, order, { practice, clock }) }
      : ERASED;
  }
  if (isSummary(post.card)) return (await stores.summaries.find(post.subject)) ?? ERASED;
  const request = await stores.requests.find(post.subject);
  if (!request) return undefined;
  if (isErased(request)) return ERASED;
  const view = await loadRequestView(stores, request, { practice }, clock.now());
  switch (post.card) {
    case 'reminder':
      return { kind: 'reminder', view, escalated: post.urgent };
    case 'last-day':
      return { kind: 'last-day', view, goesAt: view.grant?.until ?? clock.now() };
    default:
      return { kind: post.card, view };
  }
}

const SUMMARIES: ReadonlySet<string> = new Set<SummaryCard['kind']>([
  'retention-report',
  'access-report',
  'unread-files',
  'storage-alarm',
]);

const isSummary = (card: PostedCard): card is SummaryCard['kind'] => SUMMARIES.has(card);

const ERASED: CardView = {
  kind: 'notice',
  tone: 'plain',
  title: 'Something that is over',
  text: 'What stood here has been erased, because it is no longer needed.',
};
