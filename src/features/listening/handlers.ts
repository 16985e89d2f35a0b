import type { RecordingId, RequestId } from '../../kernel/ids.ts';
import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import {
  type ActionHandlers,
  EMPTY_FORM,
  type FormHandler,
  formsOf,
  type RefusalReplies,
  show,
} from '../messaging/reply.ts';
import type { Actor } from '../people/actor.ts';
import { hearingFault } from '../requests/hearFirst.ts';
import { loadRequestView } from '../requests/loadRequestView.ts';
import { choosable } from '../requests/requestFacts.ts';
import type { ListenCard } from './cards.ts';
import type { MintListenLink } from './mintListenLink.ts';
import { listeningActions } from './model/actions.ts';
import type { Page } from './model/oneTimeLink.ts';

export interface ListeningHandlerDeps extends Pick<Deps, 'practice' | 'uow'> {
  readonly mintListenLink: MintListenLink;
  readonly mintPageLink: (act: {
    readonly actor: Actor;
    readonly page: Page;
  }) => Promise<Result<{ readonly url: string; readonly openBy: Instant }, Refused>>;
}

/** What is replied to a press of Listen, and of Hear it first. */
export function createListeningHandlers(deps: ListeningHandlerDeps, refusals: RefusalReplies) {
  const actions: ActionHandlers<typeof listeningActions, ListenCard> = {
    listen: async ({ target, actor }) => {
      const minted = await deps.mintListenLink({ requestId: target.id, actor });
      return minted.ok
        ? show({ kind: 'listen-link', by: 'listen', requestId: target.id, zone: deps.practice.zone, ...minted.value })
        : refusals.refusalReply(minted.error);
    },
    'hear-first': hearingFirst(deps, refusals),
  };
  return { actions };
}

/** Leads to a hearing before the decision; asks first which call, where several may be meant. */
function hearingFirst(
  { uow, practice, mintPageLink }: ListeningHandlerDeps,
  { refuse, refusalReply }: RefusalReplies,
): FormHandler<'request', ListenCard> {
  const hear = async (requestId: RequestId, recordingId: RecordingId, actor: Actor) => {
    const minted = await mintPageLink({ actor, page: { kind: 'hearing', requestId, recordingId } });
    return minted.ok
      ? show({
          kind: 'listen-link' as const,
          by: 'hear-first' as const,
          requestId,
          zone: practice.zone,
          oneUse: true,
          ...minted.value,
        })
      : refusalReply(minted.error, { kind: 'request', id: requestId });
  };
  return {
    open: async ({ target, actor }) => {
      const { view, fault, known } = await uow.read(async (context) => {
        const request = await context.requests.find(target.id);
        const fault = request ? await hearingFault(context, request, actor) : ('request-not-found' as const);
        return request && !fault ? { view: await loadRequestView(context, request) } : { fault, known: request?.id };
      });
      if (!view) return refuse('hear-first', fault ?? 'request-not-found', actor, known);
      const [first, second] = choosable(view);
      if (!second) return hear(target.id, first?.id ?? '', actor);
      return {
        ...formsOf(listeningActions)('hear-first', target),
        card: { kind: 'hear-form', view, form: EMPTY_FORM },
      };
    },
    submit: ({ target, values, actor }) => hear(target.id, values.recordingId ?? '', actor),
  };
}
