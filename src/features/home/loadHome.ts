import type { Deps } from '../../deps.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { listCases } from '../cases/listCases.ts';
import type { Actor } from '../people/actor.ts';
import { holds } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import type { ListMyRequests } from '../requests/listMyRequests.ts';
import { loadRequestView } from '../requests/loadRequestView.ts';
import { seatFor } from '../requests/model/vote.ts';
import type { HomeView, WaitingLine } from './homeView.ts';

export type LoadHome = (actor: Actor) => Promise<HomeView>;

type Part = Pick<Deps, 'uow' | 'clock' | 'practice' | 'isWorkingDay'> & {
  readonly listMyRequests: ListMyRequests;
};

export const createLoadHome =
  (deps: Part): LoadHome =>
  async (actor) => {
    const { uow, clock, practice } = deps;
    const now = clock.now();
    const isApprover = holds(actor, 'director', 'dpo', 'dpo-delegate');
    const isDpo = holds(actor, 'dpo', 'dpo-delegate');
    const mine = (await deps.listMyRequests(actor)).filter((line) => line.canListen || line.canWithdraw);
    return uow.read(async (stores) => ({
      isDpo,
      waiting: isApprover ? await waitingFor(deps, stores, actor, now) : [],
      mine,
      cases: isDpo ? await listCases(deps, stores, actor, now) : [],
      holdsToEnd: holds(actor, 'director')
        ? (await stores.holds.unreleased())
            .filter(({ state, proposal }) => state === 'release-proposed' && proposal?.by !== actor.email)
            .map(({ id }) => id)
        : [],
      standIns: holds(actor, 'dpo') ? await standInsOf(deps, stores, now) : [],
      zone: practice.zone,
    }));
  };

/** Requests in which a seat is open that is this person’s to fill; a party to the call sees none of it. */
async function waitingFor(
  deps: Part,
  stores: Stores,
  actor: Actor,
  now: Instant,
): Promise<readonly WaitingLine[]> {
  const lines: WaitingLine[] = [];
  for (const request of await stores.requests.findByStates(['awaiting-approval', 'awaiting-answer'])) {
    if (!seatFor(request, actor, []).ok) continue;
    const { agreed, candidates } = await loadRequestView(stores, request, deps, now);
    const meant = agreed ? [agreed] : candidates.length === 1 ? candidates : [];
    if (!seatFor(request, actor, meant).ok) continue;
    lines.push({
      id: request.id,
      title: request.rule.title,
      requesterName: request.requesterName,
      submittedAt: request.submittedAt,
    });
  }
  return lines;
}

async function standInsOf(deps: Part, stores: Stores, now: Instant): Promise<HomeView['standIns']> {
  const lines = [];
  for (const { id, email, fromDate, untilDate } of await stores.delegations.current(now))
    lines.push({ id, name: await nameOfPerson(stores, deps, email), fromDate, untilDate });
  return lines;
}
