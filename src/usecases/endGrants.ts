import type { Grant } from '../domain/release/grant.ts';
import { close } from '../domain/request/life.ts';
import type { Instant } from '../domain/time.ts';
import type { Deps } from './deps.ts';
import type { Stores } from './ports.ts';
import { redrawCards } from './postCards.ts';

type Part = Pick<Deps, 'uow' | 'clock'>;

/** Ends every grant whose time has run out, or whose recording is gone, and orders its clip deleted. Returns how many. */
export const createEndGrants = (deps: Part) => async (): Promise<number> => {
  const due = await deps.uow.read(({ grants }) => grants.endingBy('ready', deps.clock.now()));
  for (const grant of due) await deps.uow.run((stores) => endGrant(stores, grant, 'time', deps.clock.now()));
  return due.length;
};

/** Ends one grant that is still in force, within the caller's transaction. */
export async function endGrant(
  stores: Stores,
  grant: Grant,
  why: 'time' | 'recording-deleted',
  now: Instant,
): Promise<void> {
  const current = await stores.grants.find(grant.id);
  const request = await stores.requests.find(grant.requestId);
  if (current?.state !== 'ready' || !request) return;
  await stores.grants.save({ ...current, state: 'ended' });
  const closed = close(request);
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
