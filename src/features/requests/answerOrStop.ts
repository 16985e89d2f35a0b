import type { Post } from '../messaging/model/post.ts';
import { postToAll, postToPerson } from '../messaging/post.ts';
import { requestAct } from './actOnRequest.ts';
import { answerQuestion, withdraw } from './model/life.ts';
import { openQuestion } from './model/request.ts';

/** The requester's answer, told to the person who asked where their card stands: a redrawn one tells nobody. */
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
      const posts = await context.posts.findBySubject(request.id);
      const isTheirs = ({ audience }: Post) => audience.kind === 'person' && audience.email === asker;
      const shared = posts.filter(({ card, audience }) => card === 'approver' && audience.kind === 'channel');
      if (shared.length === 0 || posts.some(isTheirs)) await postToPerson(context, asker, request.id, 'approver');
      else
        await postToAll(
          context,
          request.id,
          'approver',
          shared.slice(0, 1).map(({ audience }) => audience),
        );
    },
  };
});

export const createWithdraw = requestAct(() => ({
  action: 'request.withdraw',
  change: (request, { now }, person) => withdraw(request, person, now),
}));
