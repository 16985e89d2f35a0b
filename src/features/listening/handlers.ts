import type { Deps } from '../../stores.ts';
import { type ActionHandlers, type RefusalReplies, show } from '../messaging/reply.ts';
import type { ListenCard } from './cards.ts';
import type { MintListenLink } from './mintListenLink.ts';
import type { listeningActions } from './model/actions.ts';

export interface ListeningHandlerDeps extends Pick<Deps, 'practice'> {
  readonly mintListenLink: MintListenLink;
}

/** What is replied to a press of Listen. */
export function createListeningHandlers(deps: ListeningHandlerDeps, { refusalReply }: RefusalReplies) {
  const actions: ActionHandlers<typeof listeningActions, ListenCard> = {
    listen: async ({ target, actor }) => {
      const minted = await deps.mintListenLink({ requestId: target.id, actor });
      return minted.ok
        ? show({ kind: 'listen-link', requestId: target.id, zone: deps.practice.zone, ...minted.value })
        : refusalReply(minted.error);
    },
  };
  return { actions };
}
