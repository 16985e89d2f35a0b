import type { RequestId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { redrawCards } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { actorId } from '../people/actorId.ts';
import { directoryNow } from '../people/currentDirectory.ts';
import { personOf } from '../people/model/person.ts';
import type { ActDeps } from './actDeps.ts';
import { loadRequestView } from './loadRequestView.ts';
import type { AccessRequest } from './model/request.ts';
import type { RequestView } from './requestView.ts';
import { asSeenBy } from './visibility.ts';

export interface Act {
  readonly requestId: RequestId;
  readonly actor: Actor;
  readonly action: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  readonly change: (
    request: AccessRequest,
    stores: Stores,
    now: Instant,
    actor: Actor,
  ) => Promise<Result<AccessRequest, Refusal>> | Result<AccessRequest, Refusal>;
  /** What else belongs to the act, in the same transaction. */
  readonly alongside?: (request: AccessRequest, stores: Stores, now: Instant) => Promise<void>;
}

/**
 * The one shape of every act on a request: read, change, audit the attempt whatever its outcome, save by compare-and-set, order the
 * redrawing of every copy. All in one transaction.
 */
export function actOnRequest(deps: ActDeps, act: Act): Promise<Result<RequestView, Refused>> {
  const { uow, clock, practice } = deps;
  return uow.run(async (stores) => {
    const now = clock.now();
    const directory = await directoryNow(stores, practice, now);
    const request = await stores.requests.find(act.requestId);
    // Roles and standing are read again at the moment of the act: a role taken away a second ago counts.
    const actor = personOf(directory, act.actor.email, now, act.actor.name);
    const changed = request
      ? await act.change(request, stores, now, actor)
      : ({ ok: false, error: 'request-not-found' } as const);
    await stores.audit.append({
      at: now,
      actor: await actorId(stores.people, actor),
      action: act.action,
      subject: request ? request.id : '-',
      outcome: outcomeOf(changed),
      detail: { ...act.detail, state: changed.ok ? changed.value.state : (request?.state ?? null) },
    });
    if (!changed.ok || !request)
      return explain(changed.ok ? 'request-not-found' : changed.error, request, stores, deps, now);
    await stores.requests.save(changed.value);
    const saved = { ...changed.value, version: changed.value.version + 1 };
    await act.alongside?.(saved, stores, now);
    const posts = await redrawCards(stores, saved.id);
    const view = await loadRequestView(stores, saved, deps, now, posts);
    return ok(asSeenBy(view, { kind: 'person', email: actor.email }, directory));
  });
}

/** Names who was first, where somebody was. */
async function explain(
  code: Refusal,
  request: AccessRequest | undefined,
  stores: Stores,
  { practice }: ActDeps,
  now: Instant,
): Promise<Result<never, Refused>> {
  const last = request?.agreements.at(-1);
  const first = request?.ending?.by ? request.ending : last && { by: last.by, at: last.at };
  if (!first?.by || !['already-decided', 'seat-taken', 'already-agreed'].includes(code)) return refused(code);
  const [binding] = await stores.people.bindingsOf(first.by);
  return refused(code, personOf(practice.directory, first.by, now, binding?.name).name, first.at);
}
