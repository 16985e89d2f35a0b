import type { RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Context, Deps } from '../../stores.ts';
import { ownChat } from '../messaging/model/post.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { personOf } from '../people/model/person.ts';
import { loadRequestView, type RequestView } from './loadRequestView.ts';
import type { AccessRequest } from './model/request.ts';
import { redactFor } from './visibility.ts';

export type ActDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

export interface RequestAct {
  readonly requestId: RequestId;
  readonly actor: Actor;
  readonly action: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  readonly change: (
    request: AccessRequest,
    context: Context,
    actor: Actor,
  ) => Promise<Result<AccessRequest, Refusal>> | Result<AccessRequest, Refusal>;
  /** What else belongs to the act, in the same transaction. */
  readonly alongside?: (request: AccessRequest, context: Context) => Promise<unknown>;
}

export type OnRequest = Pick<RequestAct, 'requestId' | 'actor'>;

export type Decide<T = object> = (act: OnRequest & T) => Promise<Result<RequestView, Refused>>;

/** An act on a request, by what is particular to it. */
export const requestAct =
  <T = object>(what: (act: OnRequest & T) => Omit<RequestAct, keyof OnRequest>) =>
  (deps: ActDeps): Decide<T> =>
  (act) =>
    actOnRequest(deps, { ...act, ...what(act) });

/** The one shape of every act on a request: changed, audited whatever its outcome, saved, redrawn; one transaction. */
export function actOnRequest(deps: ActDeps, act: RequestAct): Promise<Result<RequestView, Refused>> {
  const { uow } = deps;
  return uow.run(async (context) => {
    const { now } = context;
    const directory = (await context.practiceNow()).directory;
    const request = await context.requests.find(act.requestId);
    // Roles and standing are read again at the moment of the act: a role taken away a second ago counts.
    const actor = personOf(directory, act.actor.email, now, act.actor.name);
    const changed = request
      ? await act.change(request, context, actor)
      : ({ ok: false, error: 'request-not-found' } as const);
    await context.recordAudit(actor, {
      action: act.action,
      subject: request?.id,
      outcome: outcomeOf(changed),
      detail: { ...act.detail, state: changed.ok ? changed.value.state : (request?.state ?? null) },
    });
    if (!changed.ok || !request) return explain(context, changed.ok ? 'request-not-found' : changed.error, request);
    const saved = await context.requests.save(changed.value);
    await act.alongside?.(saved, context);
    const posts = await refreshMessages(context, saved.id);
    const view = await loadRequestView(context, (await context.requests.find(saved.id)) ?? saved, posts);
    return ok(redactFor(view, ownChat(actor.email), directory));
  });
}

/** Names who was first, where somebody was. */
async function explain(
  context: Context,
  code: Refusal,
  request: AccessRequest | undefined,
): Promise<Result<never, Refused>> {
  const last = request?.agreements.at(-1);
  const first = request?.ending?.by ? request.ending : last && { by: last.by, at: last.at };
  if (!first?.by || !['already-decided', 'slot-taken', 'already-agreed'].includes(code)) return refused(code);
  const [binding] = await context.people.bindingsOf(first.by);
  return refused(code, personOf(context.practice.directory, first.by, context.now, binding?.name).name, first.at);
}
