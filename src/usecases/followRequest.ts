import { mayWorkOn } from '../domain/case/steps.ts';
import { answerQuestion, revoke, withdraw } from '../domain/request/life.ts';
import { openQuestion } from '../domain/request/request.ts';
import { err } from '../domain/result.ts';
import { type ActDeps, actOnRequest } from './actOnRequest.ts';
import type { Decide } from './decideRequest.ts';
import { endLinksOf } from './endOutsideLinks.ts';
import { postCard } from './postCards.ts';

/** The requester's answer; the person who asked gets a fresh card, since a redrawn one tells nobody. */
export const createAnswer =
  (deps: ActDeps): Decide<{ readonly answer: string }> =>
  ({ requestId, actor, answer }) => {
    let asker: string | undefined;
    return actOnRequest(deps, {
      requestId,
      actor,
      action: 'request.answer',
      change: (request, _, now, person) => {
        asker = openQuestion(request)?.askedBy;
        return answerQuestion(request, person, answer, now);
      },
      alongside: async (request, stores) => {
        if (asker === undefined) return;
        await postCard(
          stores,
          { subject: request.id, card: 'approver', audience: { kind: 'person', email: asker } },
          deps,
        );
      },
    });
  };

export const createWithdraw =
  (deps: ActDeps): Decide =>
  ({ requestId, actor }) =>
    actOnRequest(deps, {
      requestId,
      actor,
      action: 'request.withdraw',
      change: (request, _, now, person) => withdraw(request, person, now),
    });

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
