import type { CardView } from './cardView.ts';
import type { Deps } from './deps.ts';
import { loadRequestView } from './loadRequestView.ts';
import type { Post, Stores } from './ports.ts';

/** The card a post shows now, from the state as it stands; undefined when its subject is gone. */
export async function cardOfPost(
  stores: Stores,
  post: Post,
  { practice, clock }: Pick<Deps, 'practice' | 'clock'>,
): Promise<CardView | undefined> {
  if (post.card === 'report-alert') {
    const report = await stores.reports.find(post.subject);
    return report && { kind: 'report-alert', report, zone: practice.zone };
  }
  const request = await stores.requests.find(post.subject);
  if (!request) return undefined;
  const view = await loadRequestView(stores, request, { practice }, clock.now());
  return post.card === 'reminder'
    ? { kind: 'reminder', view, escalated: post.urgent }
    : { kind: post.card, view };
}
