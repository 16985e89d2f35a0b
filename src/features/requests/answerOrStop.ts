import { postToPerson } from '../messaging/post.ts';
import { requestAct } from './actOnRequest.ts';
import { answerQuestion, withdraw } from './model/life.ts';
import { openQuestion } from './model/request.ts';

/** The requester's answer; the person who asked gets a fresh card, since a redrawn one tells nobody. */
export const createAnswer = requestAct<{ readonly answer: string }>(({ answer }) => {
  let asker: string | undefined;
  return {
    action: 'request.answer',
    change: (request, { now }, person) => {
      asker = openQuestion(request)?.askedBy;
      return answerQuestion(request, person, answer, now);
    },
    alongside: async (request, context) => {
      if (asker === undefined) return;
      await postToPerson(context, asker, request.id, 'approver');
    },
  };
});

export const createWithdraw = requestAct(() => ({
  action: 'request.withdraw',
  change: (request, { now }, person) => withdraw(request, person, now),
}));
