import type { Deps } from '../../deps.ts';
import { dateIn, type Instant } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { isClosed } from '../cases/model/case.ts';
import { readClock } from '../cases/model/deadline.ts';
import { isSettled, mayWorkOn } from '../cases/model/steps.ts';
import type { Actor } from '../people/actor.ts';
import { holds } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import type { ListMyRequests } from '../requests/listMyRequests.ts';
import { loadRequestView } from '../requests/loadRequestView.ts';
import { seatFor } from '../requests/model/vote.ts';
import type { CaseLine, HomeView, WaitingLine } from './homeView.ts';

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
      cases: isDpo ? await casesOf(deps, stores, actor, now) : [],
      holdsToEnd: holds(actor, 'director')
        ? (await stores.holds.standing())
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
  for (const request of await stores.requests.inStates(['awaiting-approval', 'awaiting-answer'])) {
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

async function casesOf(
  { practice, isWorkingDay }: Part,
  stores: Stores,
  actor: Actor,
  now: Instant,
): Promise<readonly CaseLine[]> {
  const today = dateIn(now, practice.zone);
  return (await stores.cases.open())
    .filter((file) => !isClosed(file) && mayWorkOn(file, actor) === undefined)
    .map((file) => {
      const clock = readClock(file, { today, zone: practice.zone, isWorkingDay });
      const isPaused = clock !== null && clock.pausedSince !== null;
      return {
        id: file.id,
        kind: file.kind,
        receivedOn: file.report.receivedOn,
        due: clock?.due ?? null,
        daysLeft: clock === null || isPaused ? null : clock.daysLeft,
        isPaused,
        isSettled: isSettled(file),
      };
    })
    .sort((a, b) => (a.daysLeft ?? Number.MAX_SAFE_INTEGER) - (b.daysLeft ?? Number.MAX_SAFE_INTEGER));
}
