import type { FormState, FormValues } from '../../../kernel/form.ts';
import { listOf } from '../../../kernel/listOf.ts';
import { type Refused, refusal } from '../../../kernel/refusal.ts';
import type { Deps } from '../../../stores.ts';
import { type FormReply, formsOf } from '../../messaging/reply.ts';
import type { Actor } from '../../people/actor.ts';
import { hasRole, isThem, mayActAsDpo } from '../../people/model/person.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import type { RequestCard } from '../cards/views.ts';
import type { RequestView } from '../loadRequestView.ts';
import { type RequestAction, requestActions } from '../model/actions.ts';
import { formatOffset } from '../model/part.ts';
import { isPartyToCall } from '../model/party.ts';
import { agreedTerms, isUndecided, openQuestion, partChosen } from '../model/request.ts';
import { approvalSlotFor, MAY_STILL_DENY } from '../model/vote.ts';
import { onlyOne, recordingOf } from '../requestFacts.ts';
import { confidentialFault } from '../visibility.ts';

/** What may be done about a request, with what decides on whether this person may. */
export type Step = Exclude<RequestAction, 'request' | 'my-requests' | 'withdraw' | 'stand-back'> | 'view';

/** The steps that ask for one text. */
export type TextStep = Exclude<Step, 'approve' | 'view'>;

/** Why this person may not take the second step of this button; undefined when they may. */
export function stepFault(step: Step, view: RequestView, actor: Actor): Refused | undefined {
  const { request } = view;
  const confidential = confidentialFault(view, actor);
  switch (step) {
    case 'approve':
    case 'ask': {
      const seat = approvalSlotFor(request, actor, meantBy(view));
      if (!seat.ok) return whoFirst(seat.error, view);
      const open = openQuestion(request);
      return open && (step === 'ask' || !isThem(actor, open.askedBy)) ? refusal('question-open') : undefined;
    }
    case 'deny': {
      const seat = approvalSlotFor(request, actor, meantBy(view));
      return seat.ok || MAY_STILL_DENY.has(seat.error) ? undefined : whoFirst(seat.error, view);
    }
    case 'answer':
      if (!isThem(actor, request.requestedBy)) return refusal('not-the-requester');
      return openQuestion(request) ? undefined : refusal('no-question');
    case 'revoke':
      if (!mayActAsDpo(actor)) return refusal('not-the-dpo');
      if (confidential) return refusal(confidential);
      if (isPartyToCall(actor, request, meantBy(view))) return refusal('party-to-call');
      return request.state === 'released' || request.state === 'approved' ? undefined : refusal('access-ended');
    case 'view': {
      if (confidential && !hasRole(actor, 'director')) return refusal(confidential);
      if (isThem(actor, request.requestedBy)) return undefined;
      // Decided or not: a party to the call is never shown what was said of it.
      if (isPartyToCall(actor, request, meantBy(view))) return refusal('party-to-call');
      const seat = approvalSlotFor(request, actor, meantBy(view));
      return !seat.ok && NEVER_SHOWN.has(seat.error) ? refusal(seat.error) : undefined;
    }
  }
}

/** States of access that keep an approver's card from somebody. */
const NEVER_SHOWN: ReadonlySet<Refused['code']> = new Set(['not-an-approver', 'party-to-call', 'own-request']);

/** The recordings that are certainly meant: the agreed one, or the only one that matches. */
const meantBy = (view: RequestView): readonly Recording[] =>
  view.agreed ? [view.agreed] : view.candidates.length === 1 ? view.candidates : [];

/** Says who decided first, where somebody did. */
function whoFirst(code: Refused['code'], { request, names }: RequestView): Refused {
  const last = request.agreements.at(-1);
  const first = request.ending?.by ? request.ending : last;
  const named = !isUndecided(request) || code === 'slot-taken';
  return named && first?.by ? refusal(code, names[first.by] ?? null, first.at) : refusal(code);
}

/** The second step of Approve, filled in with what others agreed to, what this person chose while hearing, or the one recording, whole. */
export function approveForm(
  { practice }: Pick<Deps, 'practice'>,
  view: RequestView,
  actor: Actor,
  form: FormState,
): FormReply<RequestCard> {
  const { request } = view;
  const seat = approvalSlotFor(request, actor, []);
  const role = seat.ok ? seat.value : 'director';
  const within = agreedTerms(request) ?? null;
  const isDelegate = role === 'dpo' && !hasRole(actor, 'dpo');
  // Somebody else’s terms may be for longer than the form offers (a case’s are): they stay among the choices.
  const dayChoices = listOf([
    ...practice.limits.grantDays.filter((days) => within === null || days < within.days),
    within?.days,
  ]);
  const chosen = partChosen(request, actor);
  const part = chosen && recordingOf(view, chosen.recordingId) ? chosen : within;
  const meant = part ? recordingOf(view, part.recordingId) : onlyOne(view);
  const values: FormValues = {
    recordingId: meant?.id ?? '',
    from: formatOffset(part?.fromMs ?? 0),
    // Empty means the end, which is not at a whole second.
    to: !part || !meant || part.toMs >= meant.durationMs ? '' : formatOffset(part.toMs),
    days: String(within?.days ?? dayChoices[0] ?? 1),
    mode: within?.mode ?? 'listen',
  };
  return {
    ...formsOf(requestActions)('approve', { kind: 'request', id: request.id }),
    card: {
      kind: 'approve-form',
      view,
      form: { ...form, values: { ...values, ...form.values } },
      seat: role,
      statement: role === 'dpo' ? request.rule.dpoStatement : null,
      consultation: isDelegate ? request.rule.delegateStatement : null,
      within,
      dayChoices,
    },
  };
}

/** The other second steps: one text each. */
export const textForm = (step: TextStep, view: RequestView, form: FormState): FormReply<RequestCard> => ({
  ...formsOf(requestActions)(step, { kind: 'request', id: view.request.id }),
  card: { kind: `${step}-form`, view, form },
});
