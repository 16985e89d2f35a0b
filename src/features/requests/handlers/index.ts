import type { ActionHandlers, RefusalReplies } from '../../messaging/reply.ts';
import type { RequestCard } from '../cards/views.ts';
import type { requestActions } from '../model/actions.ts';
import { createDecideHandlers, type DecideDeps } from './decide.ts';
import { createRequestFormHandlers, type RequestFormDeps } from './requestForm.ts';

export type RequestHandlerDeps = DecideDeps & RequestFormDeps;

/** What is replied to whoever asks for a recording or decides on a request. */
export function createRequestHandlers(deps: RequestHandlerDeps, refusals: RefusalReplies) {
  const { request, myRequests, commands } = createRequestFormHandlers(deps, refusals);
  const { actions, showRequest } = createDecideHandlers(deps, refusals);
  const all: ActionHandlers<typeof requestActions, RequestCard> = {
    request,
    'my-requests': ({ target, actor }) => myRequests(actor, target.page),
    ...actions,
  };
  return { actions: all, commands, shows: { request: showRequest } };
}
