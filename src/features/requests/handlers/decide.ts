import type { FormErrors, FormValues } from '../../../kernel/form.ts';
import type { RequestId } from '../../../kernel/ids.ts';
import { type Refused, refusal, refusalText } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Target } from '../../../kernel/target.ts';
import { countOf, listText } from '../../../kernel/text.ts';
import type { Deps } from '../../../stores.ts';
import { ownChat } from '../../messaging/model/post.ts';
import {
  type ActionHandlers,
  EMPTY_FORM,
  type FormHandler,
  type Press,
  type RefusalReplies,
  type Reply,
  type ShowTarget,
  show,
  withErrors,
  withoutCards,
} from '../../messaging/reply.ts';
import type { Actor } from '../../people/actor.ts';
import { isThem, mayActAsDpo } from '../../people/model/person.ts';
import type { Limits } from '../../practice/model/practice.ts';
import type { Decide } from '../actOnRequest.ts';
import type { RequestCard } from '../cards/views.ts';
import type { Approve } from '../decideRequest.ts';
import { loadRequestView, type RequestView } from '../loadRequestView.ts';
import type { requestActions } from '../model/actions.ts';
import { redactFor } from '../visibility.ts';
import { approveForm, type Step, stepFault, type TextStep, textForm } from './decisionForms.ts';

export interface DecideDeps extends Deps {
  readonly approve: Approve;
  readonly deny: Decide<{ readonly reason: string }>;
  readonly ask: Decide<{ readonly question: string }>;
  readonly answer: Decide<{ readonly answer: string }>;
  readonly standBack: Decide;
  readonly withdraw: Decide;
  readonly revoke: Decide<{ readonly reason: string }>;
}

type Decided = Awaited<ReturnType<Decide>>;

const approverCard = (view: RequestView): RequestCard => ({ kind: 'approver', view });
const requesterCard = (view: RequestView): RequestCard => ({ kind: 'requester', view });
const accessCard = (view: RequestView): RequestCard => ({ kind: 'access', view });

/** Deciding on a request, asking and answering about it, stopping an access. */
export function createDecideHandlers(deps: DecideDeps, refusals: RefusalReplies) {
  const requests = requestsShown(deps, refusals);

  const actions: Omit<ActionHandlers<typeof requestActions, RequestCard>, 'request' | 'my-requests'> = {
    approve: approving(deps, refusals, requests),
    ...texts(deps, refusals, requests),
    'stand-back': async ({ target, actor }) =>
      requests.settled(await deps.standBack({ requestId: target.id, actor }), approverCard, target),
    withdraw: async ({ target, actor }) =>
      requests.settled(await deps.withdraw({ requestId: target.id, actor }), requesterCard, target),
  };

  /** The card a form was opened from, or that a line of a list names. */
  const showRequest: ShowTarget<'request', RequestCard> = async (target, actor, action) => {
    const found = await requests.forStep('view', { target, actor, values: {} }, action);
    if (!found.ok) return found.error;
    const view = found.value;
    const isOwn = isThem(actor, view.request.requestedBy);
    const worksOnIt = isOwn || mayActAsDpo(actor);
    if (view.request.caseId !== null && view.grant?.state === 'ready' && worksOnIt)
      return { kind: 'see', target: { kind: 'release', id: target.id } };
    if (isOwn) return show(requesterCard(view));
    return show(view.request.state === 'released' ? accessCard(view) : approverCard(view));
  };

  return { actions, showRequest };
}

type RequestsShown = ReturnType<typeof requestsShown>;

/** Requests as those who act on them may see them. */
function requestsShown({ uow, practice }: DecideDeps, { refusalReply, refuse }: RefusalReplies) {
  /** Everything there is to see of a request, by which access is judged; what is shown goes through `shownTo`. */
  const viewOf = (id: RequestId): Promise<RequestView | undefined> =>
    uow.read(async (context) => {
      const request = await context.requests.find(id);
      return request && loadRequestView(context, request);
    });
  const shownTo = (actor: Actor, view: RequestView): RequestView =>
    redactFor(view, ownChat(actor.email), practice.directory, actor);

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
    if (!view) return err(await refuse(action, 'request-not-found', actor));
    const fault = stepFault(step, view, actor);
    if (!fault) return ok(shownTo(actor, view));
    return err(await refuse(action, fault, actor, view.request.id, step === 'view' ? undefined : target));
  };

  return { viewOf, shownTo, settled, forStep };
}

/** Agreeing to a request: what to release of it, and for how long. */
function approving(
  deps: DecideDeps,
  { refusalReply, refuse }: RefusalReplies,
  { viewOf, shownTo, forStep }: RequestsShown,
): FormHandler<'request', RequestCard> {
  return {
    open: async (opening) => {
      const view = await forStep('approve', opening);
      return view.ok ? approveForm(deps, view.value, opening.actor, EMPTY_FORM) : view.error;
    },
    submit: async ({ target, values, actor }) => {
      const result = await deps.approve({ requestId: target.id, actor, values });
      if (result.ok) return show(approverCard(result.value));
      const view = await viewOf(target.id);
      // The form lists recordings: it goes back only to somebody who may still take this step.
      const barred = view && stepFault('approve', view, actor);
      const again = (of: RequestView, kept: FormValues, errors: FormErrors) =>
        approveForm(deps, shownTo(actor, of), actor, withErrors(kept, errors));
      if (result.error.kind === 'fields') {
        if (!view) return refusalReply(refusal('request-not-found'));
        return barred
          ? refuse('approve.sent', barred, actor, target.id)
          : again(view, withoutCards(values), result.error.errors);
      }
      const fault = result.error.refused;
      const field = fault.code === 'statement-missing' ? missingStatement(view, values) : APPROVE_FIELD_OF[fault.code];
      if (!view || barred || field === undefined) return refusalReply(fault, target);
      const kept = fault.code === 'card-number' ? withoutTexts(values) : values;
      return again(view, kept, {
        [field]: CHOICES[fault.code]?.(deps.practice.limits) ?? refusalText(fault, deps.practice.zone),
      });
    },
  };
}

/** The steps that ask for one text. */
function texts(
  deps: DecideDeps,
  { refusalReply }: RefusalReplies,
  { viewOf, shownTo, settled, forStep }: RequestsShown,
) {
  /** A step that asks for one text: an empty or overlong one goes back to the form with what was typed. */
  const textStep = (
    step: TextStep,
    field: string,
    act: (typed: string, on: { readonly requestId: RequestId; readonly actor: Actor }) => Promise<Decided>,
    cardOf: (view: RequestView) => RequestCard,
  ): FormHandler<'request', RequestCard> => ({
    open: async (opening) => {
      const view = await forStep(step, opening);
      return view.ok ? textForm(step, view.value, EMPTY_FORM) : view.error;
    },
    submit: async ({ target, values, actor }) => {
      const result = await act(values[field] ?? '', { requestId: target.id, actor });
      if (result.ok || !TEXT_FAULTS.has(result.error.code)) return settled(result, cardOf, target);
      const view = await viewOf(target.id);
      const kept = result.error.code === 'card-number' ? {} : values;
      const text = refusalText(result.error, deps.practice.zone);
      return view
        ? textForm(step, shownTo(actor, view), withErrors(kept, { [field]: text }))
        : refusalReply(result.error);
    },
  });

  return {
    deny: textStep('deny', 'reason', (reason, on) => deps.deny({ ...on, reason }), approverCard),
    ask: textStep('ask', 'question', (question, on) => deps.ask({ ...on, question }), approverCard),
    answer: textStep('answer', 'answer', (answer, on) => deps.answer({ ...on, answer }), requesterCard),
    revoke: textStep('revoke', 'reason', (reason, on) => deps.revoke({ ...on, reason }), accessCard),
  };
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

/** What may be chosen, where a refusal alone would not name it. */
const CHOICES: Readonly<Partial<Record<Refused['code'], (limits: Limits) => string>>> = {
  'days-out-of-range': ({ grantDays }) => `Choose for how many days: ${listText(grantDays, 'or')}.`,
  'part-too-long': ({ maxPartMinutes }) =>
    `At most ${countOf(maxPartMinutes, 'minute')} may be released at once. Choose a shorter part.`,
};

/** Which of the DPO slot’s statements is missing: the agreement, or how the DPO was consulted (policy 5.7). */
const missingStatement = (view: RequestView | undefined, values: FormValues): string =>
  view?.request.rule.dpoStatement && !values.statement?.trim() ? 'statement' : 'consultation';

const withoutTexts = ({ comment: _c, statement: _s, consultation: _q, ...rest }: FormValues): FormValues => rest;
