import type { Grant } from '../domain/release/grant.ts';
import { close } from '../domain/request/life.ts';
import type { Deps } from './deps.ts';
import { redrawCards } from './postCards.ts';

type Part = Pick<Deps, 'uow' | 'clock'>;

/** Ends every grant whose time has run out, or whose recording is gone, and orders its clip deleted. Returns how many. */
export const createEndGrants = (deps: Part) => async (): Promise<number> => {
  const due = await deps.uow.read(({ grants }) => grants.endingBy('ready', deps.clock.now()));
  for (const grant of due) await endGrant(deps, grant, 'time');
  return due.length;
};

/** Ends one grant in a transaction of its own. */
export async function endGrant(
  { uow, clock }: Part,
  grant: Grant,
  why: 'time' | 'recording-deleted',
): Promise<void> {
  await uow.run(async (stores) => {
    const current = await stores.grants.find(grant.id);
    const request = await stores.requests.find(grant.requestId);
    if (current?.state !== 'ready' || !request) return;
    await stores.grants.save({ ...current, state: 'ended' });
    const closed = close(request);
    if (closed.ok) await stores.requests.save(closed.value);
    await stores.outbox.enqueue(`grant:${grant.id}`, { kind: 'delete-clip', grantId: grant.id });
    await stores.audit.append({
      at: clock.now(),
      actor: 'desk',
      action: 'access.end',
      subject: request.id,
      outcome: 'ok',
      detail: { grant: grant.id, why },
    });
    await redrawCards(stores, request.id);
  });
}
