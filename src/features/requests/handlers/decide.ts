import type { Deps } from '../../../deps.ts';
import type { FormValues } from '../../../kernel/form.ts';
import type { RequestId } from '../../../kernel/ids.ts';
import { type Refused, refusal, refusalText } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Target } from '../../../kernel/target.ts';
import {
  type ActionHandlers,
  EMPTY_FORM,
  type FormHandler,
  type Press,
  type RefusalReplies,
  type Reply,
  type ShowTarget,
  type Submission,
  show,
  withErrors,
  withoutCards,
} from '../../messaging/reply.ts';
import type { Actor } from '../../people/actor.ts';
import { mayActAsDpo } from '../../people/model/person.ts';
import type { RequestCard } from '../cards/views.ts';
import type { Approve, Decide } from '../decideRequest.ts';
import { loadRequestView } from '../loadRequestView.ts';
import type { requestActions } from '../model/actions.ts';
import type { RequestView } from '../requestView.ts';
import { redactFor } from '../visibility.ts';
import { approveForm, type Step, stepFault, type TextStep, textForm } from './decisionForms.ts';

export interface DecideDeps extends Deps {
  readonly approve: Approve;
  readonly deny: Decide<{ readonly reason: string }>;
  readonly ask: Decide<{ readonly question: string }>;
  readonly answer: Decide<{ readonly answer: string }>;
  readonly withdraw: Decide;
  readonly revoke: Decide<{ readonly reason: string }>;
}

type Decided = Awaited<ReturnType<Decide>>;

const approverCard = (view: RequestView): RequestCard => ({ kind: 'approver', view });
const requesterCard = (view: RequestView): RequestCard => ({ kind: 'requester', view });
const accessCard = (view: RequestView): RequestCard => ({ kind: 'access', view });

/** Deciding on a request, asking and answering about it, stopping an access. */
export function createDecideHandlers(deps: DecideDeps, { refusalReply, refuse }: RefusalReplies) {
  const { uow, practice } = deps;

  /** Everything there is to see of a request, by which access is judged; what is shown goes through `shownTo`. */
  const viewOf = (id: RequestId): Promise<RequestView | undefined> =>
    uow.read(async (context) => {
      const request = await context.requests.find(id);
      return request && loadRequestView(context, request);
    });
  const shownTo = (actor: Actor, view: RequestView): RequestView =>
    redactFor(view, { kind: 'person', email: actor.email }, practice.directory);

  /** The reply to a decision: the card as it now stands for the one who acted. */
  const settled = (result: Decided, cardOf: (view: RequestView) => RequestCard, target: Target) =>
    result.ok ? show(cardOf(result.value)) : refusalReply(result.error, target);

  /** The view for a step this person may take; otherwise the refusal, written down. */
  const forStep = async (
    step: Step,
    { target, actor }: Press<'request'>,
    action: string = step,
  ): Promise<Result<RequestView, Reply<RequestCard>>> => {
    const view = await viewOf(target.id);
    const fault = view ? stepFault(step, view, actor) : refusal('request-not-found');
    if (view && !fault) return ok(shownTo(actor, view));
    const leadsBack = view !== undefined && step !== 'view';
    return err(
      await refuse(
        action,
        fault ?? refusal('request-not-found'),
        actor,
        view?.request.id,
        leadsBack ? target : undefined,
      ),
    );
  };

  /** A step that asks for one text: an empty or overlong one goes back to the form with what was typed. */
  const textStep = (
    step: TextStep,
    field: string,
    act: (typed: string, requestId: RequestId, actor: Actor) => Promise<Decided>,
    cardOf: (view: RequestView) => RequestCard,
  ): FormHandler<'request', RequestCard> => ({
    open: async (opening) => {
      const view = await forStep(step, opening);
      return view.ok ? textForm(step, view.value, EMPTY_FORM) : view.error;
    },
    submit: async ({ target, values, actor }) => {
      const result = await act(values[field] ?? '', target.id, actor);
      if (result.ok || !TEXT_FAULTS.has(result.error.code)) return settled(result, cardOf, target);
      const view = await viewOf(target.id);
      const kept = result.error.code === 'card-number' ? {} : values;
      return view
        ? textForm(
            step,
            shownTo(actor, view),
            withErrors(kept, { [field]: refusalText(result.error, practice.zone) }),
          )
        : refusalReply(result.error);
    },
  });

  const submitApproval = async ({
    target,
    values,
    actor,
  }: Submission<'request'>): Promise<Reply<RequestCard>> => {
    const result = await deps.approve({ requestId: target.id, actor, values });
    if (result.ok) return show(approverCard(result.value));
    const view = await viewOf(target.id);
    // The form lists recordings: it goes back only to somebody who may still take this step.
    const barred = view && stepFault('approve', view, actor);
    if (view && barred && result.error.kind === 'fields') return refuse('approve', barred, actor, target.id);
    if (result.error.kind === 'fields')
      return view
        ? approveForm(
            deps,
            shownTo(actor, view),
            actor,
            withErrors(withoutCards(values), result.error.errors),
          )
        : refusalReply(refusal('request-not-found'));
    const fault = result.error.refused;
    const field =
      fault.code === 'statement-missing' ? missingStatement(view, values) : APPROVE_FIELD_OF[fault.code];
    if (!view || barred || field === undefined) return refusalReply(fault, target);
    const kept = fault.code === 'card-number' ? withoutTexts(values) : values;
    return approveForm(
      deps,
      shownTo(actor, view),
      actor,
      withErrors(kept, { [field]: refusalText(fault, practice.zone) }),
    );
  };

  const actions: Omit<ActionHandlers<typeof requestActions, RequestCard>, 'request'> = {
    approve: {
      open: async (opening) => {
        const view = await forStep('approve', opening);
        return view.ok ? approveForm(deps, view.value, opening.actor, EMPTY_FORM) : view.error;
      },
      submit: submitApproval,
    },
    deny: textStep(
      'deny',
      'reason',
      (reason, requestId, actor) => deps.deny({ requestId, actor, reason }),
      approverCard,
    ),
    ask: textStep(
      'ask',
      'question',
      (question, requestId, actor) => deps.ask({ requestId, actor, question }),
      approverCard,
    ),
    answer: textStep(
      'answer',
      'answer',
      (answer, requestId, actor) => deps.answer({ requestId, actor, answer }),
      requesterCard,
    ),
    revoke: textStep(
      'revoke',
      'reason',
      (reason, requestId, actor) => deps.revoke({ requestId, actor, reason }),
      accessCard,
    ),
    withdraw: async ({ target, actor }) =>
      settled(await deps.withdraw({ requestId: target.id, actor }), requesterCard, target),
  };

  /** The card a form was opened from, or that a line of a list names. */
  const showRequest: ShowTarget<'request', RequestCard> = async (target, actor, action) => {
    const found = await forStep('view', { target, actor }, action);
    if (!found.ok) return found.error;
    const view = found.value;
    const isOwn = view.request.requestedBy === actor.email;
    const worksOnIt = isOwn || mayActAsDpo(actor);
    if (view.request.caseId !== null && view.grant?.state === 'ready' && worksOnIt)
      return { kind: 'see', target: { kind: 'release', id: target.id } };
    if (isOwn) return show(requesterCard(view));
    return show(view.request.state === 'released' ? accessCard(view) : approverCard(view));
  };

  return { actions, showRequest };
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

/** Of the statements the DPO’s approval slot asks for, the one that is not there: the agreement itself, or how the DPO was consulted (policy 5.7). */
const missingStatement = (view: RequestView | undefined, values: FormValues): string =>
  view?.request.rule.dpoStatement && !values.statement?.trim() ? 'statement' : 'consultation';

const withoutTexts = ({ comment: _c, statement: _s, consultation: _q, ...rest }: FormValues): FormValues =>
  rest;
