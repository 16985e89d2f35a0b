import { err } from '../../kernel/result.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import type { ActDeps } from '../requests/actDeps.ts';
import { actOnRequest } from '../requests/actOnRequest.ts';
import type { Decide } from '../requests/decideRequest.ts';
import { revoke } from '../requests/model/life.ts';
import { endLinksOf } from './endOutsideLinks.ts';

/** Stops an access at once: the grant ends in the same transaction, and the clip is deleted. */
export const createRevoke =
  (deps: ActDeps): Decide<{ readonly reason: string }> =>
  ({ requestId, actor, reason }) =>
    actOnRequest(deps, {
      requestId,
      actor,
      action: 'access.revoke',
      change: async (request, stores, now, person) => {
        const file = request.caseId === null ? undefined : await stores.cases.find(request.caseId);
        const fault = file && mayWorkOn(file, person);
        return fault ? err(fault) : revoke(request, person, reason, now);
      },
      alongside: async (request, stores, now) => {
        const grant = await stores.grants.findByRequest(request.id);
        if (!grant) return;
        await stores.grants.save({ ...grant, state: 'revoked' });
        await endLinksOf(stores, request, grant, actor.name, { ids: deps.ids, now });
        await stores.outbox.enqueue(`grant:${grant.id}`, { kind: 'delete-clip', grantId: grant.id });
      },
    });
