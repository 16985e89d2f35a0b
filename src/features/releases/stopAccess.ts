import { err } from '../../kernel/result.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import { postToPerson } from '../messaging/post.ts';
import { requestAct } from '../requests/actOnRequest.ts';
import { revoke } from '../requests/model/life.ts';
import { endLinksOf } from './endExternalLinks.ts';

/** Stops an access at once: the grant ends in the same transaction, and the clip is deleted. */
export const createRevoke = requestAct<{ readonly reason: string }>(({ reason, actor }) => ({
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
    // Whoever had the access hears at once that it is over.
    if (grant.holder !== actor.email)
      await postToPerson(context, grant.holder, request.id, request.caseId === null ? 'requester' : 'release');
  },
}));
