import type { PostContext, PostLoader, PostLoaders } from '../../messaging/posted.ts';
import { loadPostedRequest } from '../loadPostedRequest.ts';
import type { RequestView } from '../loadRequestView.ts';
import type { RequestCard } from './views.ts';

const posted =
  (card: (view: RequestView, from: PostContext) => RequestCard, isPutToDirectors = false): PostLoader<RequestCard> =>
  async (from) => {
    const found = await loadPostedRequest(from, isPutToDirectors);
    return found && ('view' in found ? card(found.view, from) : found.instead);
  };

export const postedRequests: PostLoaders<
  'approver' | 'requester' | 'access' | 'disciplinary-notice' | 'reminder' | 'delegate-agreed' | 'last-day',
  RequestCard
> = {
  approver: posted((view) => ({ kind: 'approver', view }), true),
  reminder: posted((view, { post }) => ({ kind: 'reminder', view, escalated: post.urgent }), true),
  requester: posted((view) => ({ kind: 'requester', view })),
  access: posted((view) => ({ kind: 'access', view })),
  'disciplinary-notice': posted((view) => ({ kind: 'disciplinary-notice', view })),
  'delegate-agreed': posted((view) => ({ kind: 'delegate-agreed', view })),
  'last-day': posted((view, { context }) => ({ kind: 'last-day', view, goesAt: view.grant?.until ?? context.now })),
};
