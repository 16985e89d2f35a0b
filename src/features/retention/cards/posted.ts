import { ERASED } from '../../messaging/model/notice.ts';
import type { PostContext, PostLoaders } from '../../messaging/posted.ts';
import { loadOrderView } from '../loadOrderView.ts';
import type { SummaryKind } from '../model/summary.ts';
import type { RetentionCard } from './views.ts';

const postedOrder =
  (kind: 'order-receipt' | 'order-notice') =>
  async ({ context, post }: PostContext): Promise<RetentionCard | typeof ERASED> => {
    const order = await context.orders.find(post.subject);
    return order && order.orderedBy !== '' ? { kind, view: await loadOrderView(context, order) } : ERASED;
  };

const postedSummary = async ({ context, post }: PostContext) =>
  (await context.summaries.find(post.subject)) ?? ERASED;

export const postedDeletions: PostLoaders<'order-receipt' | 'order-notice' | SummaryKind, RetentionCard> = {
  'order-receipt': postedOrder('order-receipt'),
  'order-notice': postedOrder('order-notice'),
  'retention-report': postedSummary,
  'access-report': postedSummary,
  'unread-files': postedSummary,
  'storage-alarm': postedSummary,
  'reach-alarm': postedSummary,
};
