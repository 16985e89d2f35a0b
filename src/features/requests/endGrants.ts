import { eachItem } from '../../platform/jobs/eachItem.ts';
import type { Context, Deps } from '../../stores.ts';
import { postToPerson, refreshMessages } from '../messaging/post.ts';
import type { Grant } from './model/grant.ts';
import { close, type ExpiryReason, expire, type OrderedDeletion } from './model/life.ts';
import type { AccessRequest } from './model/request.ts';

/** Ends every grant whose time has run out, or whose recording is gone, and its clip with it. Gives how many. */
export const createEndGrants = (deps: Pick<Deps, 'uow' | 'clock' | 'ids' | 'log'>) => async (): Promise<number> => {
  const { uow, clock, log } = deps;
  const now = clock.now();
  const due = await uow.read(async ({ grants }) => [
    ...(await grants.endingBy('ready', now)),
    ...(await grants.endingBy('cutting', now)),
  ]);
  return eachItem(due, { what: 'grant', idOf: ({ id }) => id, log }, (grant) =>
    uow.run(async (context) => {
      // A clip that was made meanwhile ends as one; of one that never was, somebody must hear.
      await (grant.state === 'ready' ? endGrant(context, grant, 'time') : failGrant(context, grant, NEVER_MADE));
      return 1;
    }),
  );
};

const NEVER_MADE = { reason: 'clip-not-made', failure: 'The clip could not be made in time.' } as const;

interface NoClip {
  readonly reason: ExpiryReason;
  readonly format?: string | null;
  /** What the approvers read of it. */
  readonly failure: string;
}

/** Of a grant whose clip cannot be made the request ends and says so, rather than being prepared for ever. */
export async function failGrant(context: Context, grant: Grant, { reason, format, failure }: NoClip): Promise<void> {
  const current = await context.grants.find(grant.id);
  const request = await context.requests.find(grant.requestId);
  if (current?.state !== 'cutting' || !request) return;
  await context.grants.save({ ...current, state: 'failed', failure });
  const expired = expire(request, reason, context.now, format);
  if (expired.ok) await context.requests.save(expired.value);
  await context.recordAudit('desk', {
    action: 'clip.cut',
    subject: request.id,
    outcome: reason,
    detail: { grant: grant.id },
  });
  await refreshMessages(context, request.id);
  await postToPerson(context, grant.holder, request.id, 'requester');
}

/** A case hears its held copy: the live recording goes on time, and nothing ends by that. */
const isHeld = async (context: Context, grant: Grant, request: AccessRequest): Promise<boolean> =>
  request.caseId !== null && (await context.holds.findKept([grant.terms.recordingId])).length > 0;

const NOT_CUT = {
  'recording-deleted': 'The recording was deleted before the clip was cut.',
  'evidence-locked': 'The call was locked before the clip was cut.',
} as const;

/** Ends one grant that is in force, or about to be, within the caller's transaction. */
export async function endGrant(
  context: Context,
  grant: Grant,
  why: 'time' | 'recording-deleted' | 'evidence-locked' | OrderedDeletion,
): Promise<void> {
  const current = await context.grants.find(grant.id);
  const request = await context.requests.find(grant.requestId);
  if (!current || !request) return;
  if (why === 'recording-deleted' && (await isHeld(context, current, request))) return;
  const beingCut = current.state === 'cutting' && why !== 'time';
  if (current.state !== 'ready' && !beingCut) return;
  await context.grants.save(
    beingCut
      ? { ...current, state: 'failed', failure: NOT_CUT[why === 'evidence-locked' ? why : 'recording-deleted'] }
      : { ...current, state: 'ended' },
  );
  const closed = beingCut
    ? expire(request, why, context.now)
    : close(request, why === 'time' ? undefined : { reason: why, at: context.now });
  if (closed.ok) await context.requests.save(closed.value);
  await context.outbox.enqueue(`grant:${grant.id}`, { kind: 'delete-clip', grantId: grant.id });
  await context.recordAudit('desk', { action: 'access.end', subject: request.id, detail: { grant: grant.id, why } });
  await refreshMessages(context, request.id);
}
