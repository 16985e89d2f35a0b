import { err } from '../../kernel/result.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import type { ActDeps } from '../requests/actDeps.ts';
import { actOnRequest } from '../requests/actOnRequest.ts';
import type { Decide } from '../requests/decideRequest.ts';
import { revoke } from '../requests/model/life.ts';
import { endLinksOf } from './endExternalLinks.ts';

/** Stops an access at once: the grant ends in the same transaction, and the clip is deleted. */
export const createRevoke =
  (deps: ActDeps): Decide<{ readonly reason: string }> =>
  ({ requestId, actor, reason }) =>
    actOnRequest(deps, {
      requestId,
      actor,
      action: 'access.revoke',
      change: async (request, context, person) => {
        const { now } = context;
        const caseRecord = request.caseId === null ? undefined : await context.cases.find(request.caseId);
        const fault = caseRecord && mayWorkOn(caseRecord, person);
        return fault ? err(fault) : revoke(request, person, reason, now);
      },
      alongside: async (request, context) => {
        const grant = await context.grants.findByRequest(request.id);
        if (!grant) return;
        await context.grants.save({ ...grant, state: 'revoked' });
        await endLinksOf(context, { request, grant }, actor.name);
        await context.outbox.enqueue(`grant:${grant.id}`, { kind: 'delete-clip', grantId: grant.id });
      },
    });
