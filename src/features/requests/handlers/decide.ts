import type { Verb } from '../../../chat/actions.ts';
import type { CardView } from '../../../chat/cardView.ts';
import { noteRefused } from '../../../chat/refuse.ts';
import type { Answer } from '../../../chat/reply.ts';
import type { Deps } from '../../../deps.ts';
import type { FormValues } from '../../../kernel/form.ts';
import { refusalText } from '../../../kernel/refusalText.ts';
import { type Refused, refusal } from '../../../kernel/refused.ts';
import type { Part } from '../../cases/handlers.ts';
import type { MintListenLink } from '../../listening/mintListenLink.ts';
import type { Actor } from '../../people/actor.ts';
import { holds } from '../../people/model/person.ts';
import type { Approve, Decide } from '../decideRequest.ts';
import { loadRequestView } from '../loadRequestView.ts';
import type { RequestView } from '../requestView.ts';
import { asSeenBy } from '../visibility.ts';
import { approveForm, EMPTY, stepFault, textForm, withErrors } from './forms.ts';
import { withoutCards } from './submit.ts';

export interface DecidingDeps extends Deps {
  readonly approve: Approve;
  readonly deny: Decide<{ readonly reason: string }>;
  readonly ask: Decide<{ readonly question: string }>;
  readonly answer: Decide<{ readonly answer: string }>;
  readonly withdraw: Decide;
  readonly revoke: Decide<{ readonly reason: string }>;
  readonly mintListenLink: MintListenLink;
}

const show = (card: CardView): Answer => ({ kind: 'show', card });

/** What is said about one request: deciding it, asking about it, listening, stopping an access. */
export function createDeciding(
  deps: DecidingDeps,
  sorry: (fault: Refused, backTo?: string) => Answer,
  releaseCard: (id: string, actor: Actor) => Promise<Answer>,
) {
  const { uow, clock, practice } = deps;

  /** Everything there is to see of a request, and for whom standing is judged by it; what is shown goes through `shownTo`. */
  const viewOf = (id: string): Promise<RequestView | undefined> =>
    uow.read(async (stores) => {
      const request = await stores.requests.find(id);
      return request && loadRequestView(stores, request, deps, clock.now());
    });
  const shownTo = (actor: Actor, view: RequestView): RequestView =>
    asSeenBy(view, { kind: 'person', email: actor.email }, practice.directory);

  /** A decision's answer: the card as it now stands for the one who acted. */
  const settled = (
    result: Awaited<ReturnType<Decide>>,
    asCard: (view: RequestView) => CardView,
    id: string,
  ): Answer => (result.ok ? show(asCard(result.value)) : sorry(result.error, id));
  const approverCard = (view: RequestView): CardView => ({ kind: 'approver', view });
  const requesterCard = (view: RequestView): CardView => ({ kind: 'requester', view });

  /** Sends a one-text form: an empty or overlong text goes back to the form with what was typed. */
  const sendText = async (
    open: Verb,
    field: string,
    id: string,
    values: FormValues,
    actor: Actor,
    act: (text: string) => ReturnType<Decide>,
    asCard: (view: RequestView) => CardView,
  ): Promise<Answer> => {
    const result = await act(values[field] ?? '');
    if (result.ok || !TEXT_FAULTS.has(result.error.code)) return settled(result, asCard, id);
    const view = await viewOf(id);
    const kept = result.error.code === 'card-number' ? {} : values;
    return view
      ? textForm(
          open,
          shownTo(actor, view),
          withErrors(kept, { [field]: refusalText(result.error, practice.zone) }),
        )
      : sorry(result.error);
  };

  const sendApprove = async (id: string, values: FormValues, actor: Actor): Promise<Answer> => {
    const result = await deps.approve({ requestId: id, actor, values });
    if (result.ok) return show(approverCard(result.value));
    const view = await viewOf(id);
    // The form lists recordings: it goes back only to somebody who may still take this step.
    const barred = view && stepFault('open-approve', view, actor);
    if (view && barred && result.error.kind === 'fields') {
      await noteRefused(deps, { verb: 'send-approve', subject: id, actor, fault: barred });
      return sorry(barred);
    }
    if (result.error.kind === 'fields')
      return view
        ? approveForm(
            deps,
            shownTo(actor, view),
            actor,
            withErrors(withoutCards(values), result.error.errors),
          )
        : sorry(refusal('request-not-found'));
    const fault = result.error.refused;
    const field =
      fault.code === 'statement-missing' ? missingStatement(view, values) : APPROVE_FIELD_OF[fault.code];
    if (!view || barred || field === undefined) return sorry(fault, id);
    const kept = fault.code === 'card-number' ? withoutTexts(values) : values;
    return approveForm(
      deps,
      shownTo(actor, view),
      actor,
      withErrors(kept, { [field]: refusalText(fault, practice.zone) }),
    );
  };

  const listen = async (id: string, actor: Actor): Promise<Answer> => {
    const minted = await deps.mintListenLink({ requestId: id, actor });
    if (!minted.ok) return sorry(minted.error);
    return show({ kind: 'listen-link', requestId: id, zone: practice.zone, ...minted.value });
  };

  return {
    press: async (verb: Verb, id: string, actor: Actor): Promise<Answer> => {
      switch (verb) {
        case 'listen':
          return listen(id, actor);
        case 'withdraw':
          return settled(await deps.withdraw({ requestId: id, actor }), requesterCard, id);
        default: {
          const view = await viewOf(id);
          const fault = view ? stepFault(verb, view, actor) : refusal('request-not-found');
          if (fault) await noteRefused(deps, { verb, subject: view?.request.id, actor, fault });
          if (!view) return sorry(refusal('request-not-found'));
          if (fault) return sorry(fault, verb === 'back' || verb === 'show' ? '' : id);
          if (verb === 'back' || verb === 'show') return backTo(shownTo(actor, view), actor, releaseCard);
          return verb === 'open-approve'
            ? approveForm(deps, shownTo(actor, view), actor, EMPTY)
            : textForm(verb, shownTo(actor, view), EMPTY);
        }
      }
    },

    send: async (verb: Verb, id: string, values: FormValues, actor: Actor): Part<Answer> => {
      const text = (
        open: Verb,
        field: string,
        act: (typed: string) => ReturnType<Decide>,
        card = approverCard,
      ) => sendText(open, field, id, values, actor, act, card);
      const of = { requestId: id, actor };
      switch (verb) {
        case 'send-approve':
          return sendApprove(id, values, actor);
        case 'send-deny':
          return text('open-deny', 'reason', (reason) => deps.deny({ ...of, reason }));
        case 'send-ask':
          return text('open-ask', 'question', (question) => deps.ask({ ...of, question }));
        case 'send-answer':
          return text(
            'open-answer',
            'answer',
            (typed) => deps.answer({ ...of, answer: typed }),
            requesterCard,
          );
        case 'send-revoke':
          return text(
            'open-revoke',
            'reason',
            (reason) => deps.revoke({ ...of, reason }),
            (view) => ({
              kind: 'access',
              view,
            }),
          );
        default:
          return undefined;
      }
    },
  };
}

/** The card a form was opened from. */
function backTo(
  view: RequestView,
  actor: Actor,
  releaseCard: (id: string, actor: Actor) => Promise<Answer>,
): Answer | Promise<Answer> {
  const isOwn = view.request.requestedBy === actor.email;
  const worksOnIt = isOwn || holds(actor, 'dpo', 'dpo-delegate');
  if (view.request.caseId !== null && view.grant?.state === 'ready' && worksOnIt)
    return releaseCard(view.request.id, actor);
  if (isOwn) return show({ kind: 'requester', view });
  if (view.request.state === 'released') return show({ kind: 'access', view });
  return show({ kind: 'approver', view });
}

const TEXT_FAULTS: ReadonlySet<string> = new Set(['reason-missing', 'text-too-long', 'card-number']);

/** At which input of the approve form a refusal belongs. */
const APPROVE_FIELD_OF: Readonly<Partial<Record<Refused['code'], string>>> = {
  'no-such-recording': 'recordingId',
  'recording-gone': 'recordingId',
  'part-empty': 'to',
  'part-too-long': 'to',
  'terms-wider': 'from',
  'days-out-of-range': 'days',
  'card-number': 'comment',
  'text-too-long': 'comment',
};

/** Of the statements the DPO’s seat asks for, the one that is not there: the agreement itself, or how the DPO was consulted (policy 5.7). */
const missingStatement = (view: RequestView | undefined, values: FormValues): string =>
  view?.request.rule.dpoStatement && !values.statement?.trim() ? 'statement' : 'consultation';

const withoutTexts = ({ comment: _c, statement: _s, consultation: _q, ...rest }: FormValues): FormValues =>
  rest;
