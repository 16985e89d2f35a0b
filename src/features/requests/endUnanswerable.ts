import type { Context } from '../../stores.ts';
import { postToPerson, refreshMessages } from '../messaging/post.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { couldMean, matchesAnything } from './matchRecordings.ts';
import { type ExpiryReason, expire } from './model/life.ts';
import type { AccessRequest } from './model/request.ts';

/** Ends undecided requests that can lead to no clip of these recordings any more, and says why. Gives how many. */
export async function endUnanswerable(
  context: Context,
  recordings: readonly Recording[],
  why: Ending,
): Promise<number> {
  if (recordings.length === 0) return 0;
  const waiting = await context.requests.findByStates(['submitted', 'awaiting-approval', 'awaiting-answer']);
  let met = 0;
  for (const request of waiting) {
    if (!recordings.some((recording) => couldMean(context, request, recording))) continue;
    // What cannot be cut ends no request of a case: that is served from its held copy. An order does.
    if (why.order === undefined && request.caseId !== null) continue;
    if (await matchesAnything(context, request)) continue;
    if (await endRequest(context, request, why)) met += 1;
  }
  return met;
}

interface Ending {
  readonly reason: ExpiryReason;
  readonly format?: string | null;
  /** The deletion order by which it ends. */
  readonly order?: string;
}

/** Ends a request that nobody decided or that can lead to nothing, and tells who asked. False where it is over. */
export async function endRequest(
  context: Context,
  request: AccessRequest,
  { reason, format, order }: Ending,
): Promise<boolean> {
  const ended = expire(request, reason, context.now, format);
  if (!ended.ok) return false;
  await context.requests.save(ended.value);
  await context.recordAudit('desk', {
    action: 'request.expire',
    subject: request.id,
    detail: { why: reason, ...(order === undefined ? {} : { order }) },
  });
  await refreshMessages(context, request.id);
  await postToPerson(context, request.requestedBy, request.id, 'requester');
  return true;
}
