import type { Context } from '../../stores.ts';
import { type Audience, ownChat } from '../messaging/model/post.ts';
import { postMessage, postToAll, postToPerson, queueKeyOf, refreshMessages } from '../messaging/post.ts';
import { dpoAudiences } from '../people/audiences.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { approverAudiences, canBeDecided, ownChats, withoutParties } from './approverAudiences.ts';
import { type AccessRequest, pendingApprovals } from './model/request.ts';

/**
 * Follows the people who may decide on a request while it waits: roles change, and a recording that arrives
 * late may make an approver a party. Whoever may decide now and has no card yet gets one; where nobody is left,
 * the requester and the DPO are told once. Gives the request as it stands, saved.
 */
export async function followApprovers(
  context: Context,
  request: AccessRequest,
  matches: readonly Recording[],
): Promise<AccessRequest> {
  const practice = await context.practiceNow();
  const meant = matches.length === 1 ? matches : [];
  const isStuck = !canBeDecided(practice, request, context.now, meant);
  if (isStuck !== (request.stuckSince !== null)) return settle(context, request, isStuck, meant);
  if (isStuck) return request;
  const seats = pendingApprovals(request);
  const entitled = ownChats(practice, request, matches, context.now, seats);
  const posts = await context.posts.findBySubject(request.id);
  const asked = new Set(posts.filter(({ card }) => card === 'approver').map(({ audience }) => queueKeyOf(audience)));
  const directors = new Set(practice.directory.directors);
  const isBound = (await context.channels.bindingsOf('directors')).length > 0;
  const isRead = (audience: Audience): boolean =>
    asked.has(queueKeyOf(audience)) ||
    (isBound && asked.has('channel:directors') && audience.kind === 'person' && directors.has(audience.email));
  const wanted = (await approverAudiences(context, request, matches)).filter((each) => !isRead(each));
  // A channel in which nobody may decide any more stands for nobody.
  const isAnybodyAsked = entitled.some(isRead);
  for (const audience of isAnybodyAsked ? wanted : entitled.filter((each) => !isRead(each)))
    await postMessage(context, { subject: request.id, card: 'approver', audience });
  return request;
}

async function settle(
  context: Context,
  request: AccessRequest,
  isStuck: boolean,
  meant: readonly Recording[],
): Promise<AccessRequest> {
  const saved = await context.requests.save({ ...request, stuckSince: isStuck ? context.now : null });
  await context.recordAudit('desk', { action: isStuck ? 'request.stuck' : 'request.unstuck', subject: request.id });
  await refreshMessages(context, request.id);
  if (isStuck) {
    await postToPerson(context, request.requestedBy, request.id, 'requester');
    const practice = await context.practiceNow();
    const dpo = withoutParties(await dpoAudiences(context), practice, request, meant, context.now).filter(
      (each) => queueKeyOf(each) !== queueKeyOf(ownChat(request.requestedBy)),
    );
    await postToAll(context, request.id, 'reminder', dpo, true);
  }
  return saved;
}
