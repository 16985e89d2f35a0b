import type { Deps } from '../../deps.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { postCard, redrawCards } from '../messaging/post.ts';
import type { Grant } from './model/grant.ts';
import { close, lapse, type OrderedDeletion } from './model/life.ts';
import type { AccessRequest } from './model/request.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids'>;

/** Ends every grant whose time has run out, or whose recording is gone, and orders its clip deleted. Returns how many. */
export const createEndGrants = (deps: Part) => async (): Promise<number> => {
  const due = await deps.uow.read(({ grants }) => grants.endingBy('ready', deps.clock.now()));
  for (const grant of due) await deps.uow.run((stores) => endGrant(stores, grant, 'time', deps.clock.now()));
  const neverMade = await deps.uow.read(({ grants }) => grants.endingBy('cutting', deps.clock.now()));
  for (const grant of neverMade) await deps.uow.run((stores) => giveUp(stores, grant, deps));
  return due.length + neverMade.length;
};

/** A clip storage never let us make: the request ends and says so, rather than being prepared for ever. */
async function giveUp(stores: Stores, grant: Grant, { clock, ids }: Part): Promise<void> {
  const now = clock.now();
  const current = await stores.grants.find(grant.id);
  const request = await stores.requests.find(grant.requestId);
  if (current?.state !== 'cutting' || !request) return;
  await stores.grants.save({ ...current, state: 'failed', failure: 'The clip could not be made in time.' });
  const lapsed = lapse(request, 'clip-not-made', now);
  if (lapsed.ok) await stores.requests.save(lapsed.value);
  await stores.audit.append({
    at: now,
    actor: 'desk',
    action: 'clip.cut',
    subject: request.id,
    outcome: 'clip-not-made',
    detail: { grant: grant.id },
  });
  await redrawCards(stores, request.id);
  const holder = { kind: 'person', email: grant.holder } as const;
  await postCard(stores, { subject: request.id, card: 'requester', audience: holder }, { ids });
}

/** A case hears its held copy: the live recording goes on time, and nothing ends by that. */
const isHeld = async (stores: Stores, grant: Grant, request: AccessRequest): Promise<boolean> =>
  request.caseId !== null && (await stores.holds.findKept([grant.terms.recordingId])).length > 0;

/** Ends one grant that is in force, or about to be, within the caller's transaction. */
export async function endGrant(
  stores: Stores,
  grant: Grant,
  why: 'time' | 'recording-deleted' | OrderedDeletion,
  now: Instant,
): Promise<void> {
  const current = await stores.grants.find(grant.id);
  const request = await stores.requests.find(grant.requestId);
  if (!current || !request) return;
  if (why === 'recording-deleted' && (await isHeld(stores, current, request))) return;
  const beingCut = current.state === 'cutting' && why !== 'time';
  if (current.state !== 'ready' && !beingCut) return;
  await stores.grants.save(
    beingCut
      ? { ...current, state: 'failed', failure: 'The recording was deleted before the clip was cut.' }
      : { ...current, state: 'ended' },
  );
  const closed = beingCut
    ? lapse(request, why, now)
    : close(request, why === 'time' ? undefined : { reason: why, at: now });
  if (closed.ok) await stores.requests.save(closed.value);
  await stores.outbox.enqueue(`grant:${grant.id}`, { kind: 'delete-clip', grantId: grant.id });
  await stores.audit.append({
    at: now,
    actor: 'desk',
    action: 'access.end',
    subject: request.id,
    outcome: 'ok',
    detail: { grant: grant.id, why },
  });
  await redrawCards(stores, request.id);
}
