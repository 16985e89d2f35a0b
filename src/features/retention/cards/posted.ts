import { ERASED, notice } from '../../messaging/model/notice.ts';
import type { PostContext, PostLoaders } from '../../messaging/posted.ts';
import { findPurgeQuestion } from '../askBeforePurge.ts';
import { loadOrderView } from '../loadOrderView.ts';
import type { SummaryKind } from '../model/summary.ts';
import type { RetentionCard } from './views.ts';

const postedOrder =
  (kind: 'order-receipt' | 'order-notice') =>
  async ({ context, post }: PostContext): Promise<RetentionCard | typeof ERASED> => {
    const order = await context.orders.find(post.subject);
    return order && order.orderedBy !== '' ? { kind, view: await loadOrderView(context, order) } : ERASED;
  };

const OVER = notice(
  'plain',
  'A night’s deletion',
  'This question is over. Where one is open, it stands on a newer card.',
);

const postedSummary = async ({ context, post }: PostContext) => (await context.summaries.find(post.subject)) ?? ERASED;

export const postedDeletions: PostLoaders<
  'order-receipt' | 'order-notice' | 'purge-question' | SummaryKind,
  RetentionCard
> = {
  'purge-question': async ({ context, post }) => {
    const question = await findPurgeQuestion(context);
    return question?.id === post.subject ? { kind: 'purge-question', question } : OVER;
  },
  'order-receipt': postedOrder('order-receipt'),
  'order-notice': postedOrder('order-notice'),
  'retention-report': postedSummary,
  'access-report': postedSummary,
  'unread-files': postedSummary,
  'storage-alarm': postedSummary,
  'reach-alarm': postedSummary,
};
