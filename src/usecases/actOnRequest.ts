import { personOf } from '../domain/people/person.ts';
import type { Refusal } from '../domain/request/refusal.ts';
import type { AccessRequest, RequestId } from '../domain/request/request.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { RequestView } from './cardView.ts';
import type { Deps } from './deps.ts';
import { directoryNow } from './directoryNow.ts';
import { actorId } from './linkLimits.ts';
import { loadRequestView } from './loadRequestView.ts';
import type { Stores } from './ports.ts';
import { redrawCards } from './postCards.ts';
import { outcomeOf, type Refused, refused } from './refused.ts';
import type { Actor } from './resolveActor.ts';
import { asSeenBy } from './whoSees.ts';

export type ActDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice'>;

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
