import { postToPerson } from '../messaging/post.ts';
import type { ActDeps } from './actDeps.ts';
import { actOnRequest } from './actOnRequest.ts';
import type { Decide } from './decideRequest.ts';
import { answerQuestion, withdraw } from './model/life.ts';
import { openQuestion } from './model/request.ts';

/** The requester's answer; the person who asked gets a fresh card, since a redrawn one tells nobody. */
export const createAnswer =
  (deps: ActDeps): Decide<{ readonly answer: string }> =>
  ({ requestId, actor, answer }) => {
    let asker: string | undefined;
    return actOnRequest(deps, {
      requestId,
      actor,
      action: 'request.answer',
      change: (request, { now }, person) => {
        asker = openQuestion(request)?.askedBy;
        return answerQuestion(request, person, answer, now);
      },
      alongside: async (request, context) => {
        if (asker === undefined) return;
        await postToPerson(context, asker, request.id, 'approver');
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
      change: (request, { now }, person) => withdraw(request, person, now),
    });
