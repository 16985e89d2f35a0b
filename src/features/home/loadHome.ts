import type { Context, Deps } from '../../stores.ts';
import { listCases } from '../cases/listCases.ts';
import type { Actor } from '../people/actor.ts';
import { hasRole, isThem, mayActAsDpo, mayDecide } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import { callTimeText } from '../recordings/text.ts';
import type { ListMyRequests } from '../requests/listMyRequests.ts';
import { loadRequestView } from '../requests/loadRequestView.ts';
import { approvalSlotFor } from '../requests/model/vote.ts';

export type LoadHome = ReturnType<typeof createLoadHome>;

export type HomeView = Awaited<ReturnType<LoadHome>>;

type LoadHomeDeps = Pick<Deps, 'uow' | 'clock' | 'practice' | 'isWorkingDay'> & {
  readonly listMyRequests: ListMyRequests;
};

/** What one person finds when they open the desk: what waits for them, what they may hear, their cases. */
export const createLoadHome = (deps: LoadHomeDeps) => async (actor: Actor) => {
  const { uow, practice } = deps;
  const isApprover = mayDecide(actor);
  const isDpo = mayActAsDpo(actor);
  const mine = (await deps.listMyRequests(actor)).filter((line) => line.canListen || line.canWithdraw);
  return uow.read(async (context) => ({
    isDpo,
    waiting: isApprover ? await waitingFor(context, actor) : [],
    mine,
    cases: isDpo ? await listCases(context, actor) : [],
    /** Holds a director is asked to end, by id. */
    holdsToEnd: hasRole(actor, 'director')
      ? (await context.holds.unreleased())
          .filter(({ state, proposal }) => state === 'release-proposed' && !isThem(actor, proposal?.by))
          .map(({ id }) => id)
      : [],
    /** Whom the DPO has named to stand in, now or later. */
    delegates: hasRole(actor, 'dpo') ? await delegatesOf(context) : [],
    zone: practice.zone,
  }));
};

/** Requests with an open approval slot that this person can fill; a party to the call sees none of it. */
async function waitingFor(context: Context, actor: Actor) {
  const lines = [];
  for (const request of await context.requests.findByStates(['awaiting-approval', 'awaiting-answer'])) {
    if (!approvalSlotFor(request, actor, []).ok) continue;
    const { agreed, candidates } = await loadRequestView(context, request);
    const meant = agreed ? [agreed] : candidates.length === 1 ? candidates : [];
    if (!approvalSlotFor(request, actor, meant).ok) continue;
    const { id, rule, requesterName, submittedAt, ask } = request;
    lines.push({ id, title: rule.title, call: callTimeText(ask.when), requesterName, submittedAt });
  }
  return lines;
}

async function delegatesOf(context: Context) {
  const lines = [];
  for (const { id, email, fromDate, untilDate } of await context.delegations.current(context.now))
    lines.push({ id, name: await nameOfPerson(context, email), fromDate, untilDate });
  return lines;
}
