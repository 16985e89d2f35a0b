import type { Instant, PlainDate } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import { type CaseLine, listCases } from '../cases/listCases.ts';
import type { Actor } from '../people/actor.ts';
import { hasRole, isThem, mayActAsDpo, mayDecide } from '../people/model/person.ts';
import { nameOfPerson } from '../people/names.ts';
import type { ListMyRequests } from '../requests/listMyRequests.ts';
import { loadRequestView, type RequestLine } from '../requests/loadRequestView.ts';
import { approvalSlotFor } from '../requests/model/vote.ts';

/** A request this person may decide on now. */
interface WaitingLine {
  readonly id: string;
  readonly title: string;
  readonly requesterName: string;
  readonly submittedAt: Instant;
}

/** What one person finds when they open the desk: what waits for them, what they may hear, their cases. */
export interface HomeView {
  readonly isDpo: boolean;
  readonly waiting: readonly WaitingLine[];
  readonly mine: readonly RequestLine[];
  readonly cases: readonly CaseLine[];
  /** Holds a director is asked to end, by id. */
  readonly holdsToEnd: readonly string[];
  /** Whom the DPO has named to stand in, now or later. */
  readonly delegates: readonly {
    readonly id: string;
    readonly name: string;
    readonly fromDate: PlainDate;
    readonly untilDate: PlainDate;
  }[];
  readonly zone: string;
}

export type LoadHome = (actor: Actor) => Promise<HomeView>;

type LoadHomeDeps = Pick<Deps, 'uow' | 'clock' | 'practice' | 'isWorkingDay'> & {
  readonly listMyRequests: ListMyRequests;
};

export const createLoadHome =
  (deps: LoadHomeDeps): LoadHome =>
  async (actor) => {
    const { uow, practice } = deps;
    const isApprover = mayDecide(actor);
    const isDpo = mayActAsDpo(actor);
    const mine = (await deps.listMyRequests(actor)).filter((line) => line.canListen || line.canWithdraw);
    return uow.read(async (context) => ({
      isDpo,
      waiting: isApprover ? await waitingFor(context, actor) : [],
      mine,
      cases: isDpo ? await listCases(context, actor) : [],
      holdsToEnd: hasRole(actor, 'director')
        ? (await context.holds.unreleased())
            .filter(({ state, proposal }) => state === 'release-proposed' && !isThem(actor, proposal?.by))
            .map(({ id }) => id)
        : [],
      delegates: hasRole(actor, 'dpo') ? await delegatesOf(context) : [],
      zone: practice.zone,
    }));
  };

/** Requests with an open approval slot that this person can fill; a party to the call sees none of it. */
async function waitingFor(context: Context, actor: Actor): Promise<readonly WaitingLine[]> {
  const lines: WaitingLine[] = [];
  for (const request of await context.requests.findByStates(['awaiting-approval', 'awaiting-answer'])) {
    if (!approvalSlotFor(request, actor, []).ok) continue;
    const { agreed, candidates } = await loadRequestView(context, request);
    const meant = agreed ? [agreed] : candidates.length === 1 ? candidates : [];
    if (!approvalSlotFor(request, actor, meant).ok) continue;
    lines.push({
      id: request.id,
      title: request.rule.title,
      requesterName: request.requesterName,
      submittedAt: request.submittedAt,
    });
  }
  return lines;
}

async function delegatesOf(context: Context): Promise<HomeView['delegates']> {
  const lines = [];
  for (const { id, email, fromDate, untilDate } of await context.delegations.current(context.now))
    lines.push({ id, name: await nameOfPerson(context, email), fromDate, untilDate });
  return lines;
}
