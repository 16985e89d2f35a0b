import type { Verb } from '../../../chat/actions.ts';
import type { FormAnswer } from '../../../chat/reply.ts';
import type { Deps } from '../../../deps.ts';
import type { FormErrors, FormState, FormValues } from '../../../kernel/form.ts';
import { type Refused, refusal } from '../../../kernel/refused.ts';
import { addDays, dateIn } from '../../../kernel/time.ts';
import type { Actor } from '../../people/actor.ts';
import { holds } from '../../people/model/person.ts';
import { formPurposes } from '../../practice/model/purpose.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import { formatOffset } from '../model/part.ts';
import { isPartyToCall } from '../model/party.ts';
import { type AccessRequest, agreedTerms, isUndecided, openQuestion } from '../model/request.ts';
import { seatFor } from '../model/vote.ts';
import type { RequestView } from '../requestView.ts';
import { confidentialFault } from '../visibility.ts';

type Part = Pick<Deps, 'clock' | 'practice'>;

export const EMPTY: FormState = { values: {}, errors: {}, notice: null };

export const withErrors = (
  values: FormValues,
  errors: FormErrors,
  notice: string | null = null,
): FormState => ({
  values,
  errors,
  notice,
});

export function requestForm({ clock, practice }: Part, form: FormState): FormAnswer {
  const now = clock.now();
  return {
    kind: 'form',
    send: 'send-request',
    id: '',
    errors: form.errors,
    card: {
      kind: 'request-form',
      form: { ...form, values: { whenKind: 'about', numberKind: 'known', ...form.values } },
      purposes: formPurposes(practice.purposes),
      today: dateIn(now, practice.zone),
      earliest: dateIn(addDays(now, -practice.limits.recordingsDays), practice.zone),
    },
  };
}

export function reportForm(
  { clock, practice }: Part,
  report: 'subject-access' | 'police',
  form: FormState,
): FormAnswer {
  const today = dateIn(clock.now(), practice.zone);
  return {
    kind: 'form',
    send: report === 'police' ? 'send-police' : 'send-subject-access',
    id: '',
    errors: form.errors,
    card: {
      kind: 'report-form',
      report,
      form: { ...form, values: { receivedOn: today, ...form.values } },
      today,
    },
  };
}

/** Why this person may not take the second step of this button; undefined when they may. */
export function stepFault(verb: Verb, view: RequestView, actor: Actor): Refused | undefined {
  const { request } = view;
  const confidential = confidentialFault(view, actor);
  switch (verb) {
    case 'open-approve':
    case 'open-ask': {
      const seat = seatFor(request, actor, meantBy(view));
      if (!seat.ok) return whoFirst(seat.error, view);
      const open = openQuestion(request);
      return open && (verb === 'open-ask' || open.askedBy !== actor.email)
        ? refusal('question-open')
        : undefined;
    }
    case 'open-deny': {
      const seat = seatFor(request, actor, meantBy(view));
      const mayStill = seat.ok || seat.error === 'seat-taken' || seat.error === 'already-agreed';
      return mayStill ? undefined : whoFirst(seat.error, view);
    }
    case 'open-answer':
      if (request.requestedBy !== actor.email) return refusal('not-the-requester');
      return openQuestion(request) ? undefined : refusal('no-question');
    case 'open-revoke':
      if (!holds(actor, 'dpo', 'dpo-delegate')) return refusal('not-the-dpo');
      if (confidential) return refusal(confidential);
      if (isPartyToCall(actor, request.ask, meantBy(view))) return refusal('party-to-call');
      return request.state === 'released' || request.state === 'approved'
        ? undefined
        : refusal('access-ended');
    case 'show':
    case 'back': {
      if (confidential && !holds(actor, 'director')) return refusal(confidential);
      if (request.requestedBy === actor.email) return undefined;
      // Decided or not: a party to the call is never shown what was said of it.
      if (isPartyToCall(actor, request.ask, meantBy(view))) return refusal('party-to-call');
      const seat = seatFor(request, actor, meantBy(view));
      return !seat.ok && NEVER_SHOWN.has(seat.error) ? refusal(seat.error) : undefined;
    }
    default:
      // A verb that opens nothing: only a forged click carries it.
      return refusal('request-not-found');
  }
}

/** Standings that keep an approver's card from somebody. */
const NEVER_SHOWN: ReadonlySet<Refused['code']> = new Set([
  'not-an-approver',
  'party-to-call',
  'own-request',
]);

/** The recordings that are certainly meant: the agreed one, or the only one that matches. */
const meantBy = (view: RequestView): readonly Recording[] =>
  view.agreed ? [view.agreed] : view.candidates.length === 1 ? view.candidates : [];

/** Says who decided first, where somebody did. */
function whoFirst(code: Refused['code'], { request, names }: RequestView): Refused {
  const last = request.agreements.at(-1);
  const first = request.ending?.by ? request.ending : last;
  const named = !isUndecided(request) || code === 'seat-taken';
  return named && first?.by ? refusal(code, names[first.by] ?? null, first.at) : refusal(code);
}

/** The second step of Approve, filled in with what others agreed to, or with the one recording that matches, whole. */
export function approveForm(deps: Part, view: RequestView, actor: Actor, form: FormState): FormAnswer {
  const { practice } = deps;
  const { request } = view;
  const seat = seatFor(request, actor, []);
  const role = seat.ok ? seat.value : 'director';
  const within = agreedTerms(request) ?? null;
  const isDelegate = role === 'dpo' && !holds(actor, 'dpo');
  // Somebody else’s terms may be for longer than the form offers (a case’s are): they stay among the choices.
  const dayChoices = [
    ...practice.limits.grantDays.filter((days) => within === null || days < within.days),
    ...(within === null ? [] : [within.days]),
  ];
  return {
    kind: 'form',
    send: 'send-approve',
    id: request.id,
    errors: form.errors,
    card: {
      kind: 'approve-form',
      view: narrowTo(view, within?.recordingId),
      form: { ...form, values: { ...approveDefaults(view, request, dayChoices), ...form.values } },
      seat: role,
      statement: role === 'dpo' ? request.rule.dpoStatement : null,
      consultation: isDelegate ? request.rule.delegateStatement : null,
      within,
      dayChoices,
    },
  };
}

const narrowTo = (view: RequestView, recordingId: string | undefined): RequestView =>
  recordingId === undefined
    ? view
    : { ...view, candidates: view.agreed ? [view.agreed] : [], moreCandidates: 0 };

function approveDefaults(
  view: RequestView,
  request: AccessRequest,
  dayChoices: readonly number[],
): FormValues {
  const within = agreedTerms(request);
  if (within)
    return {
      recordingId: within.recordingId,
      from: formatOffset(within.fromMs),
      to: formatOffset(within.toMs),
      days: String(within.days),
      mode: within.mode,
    };
  const only = view.candidates.length === 1 ? view.candidates[0] : undefined;
  return {
    recordingId: view.candidates[0]?.id ?? '',
    from: '0:00',
    to: only ? formatOffset(only.durationMs) : '',
    days: String(dayChoices[0] ?? 1),
    mode: 'listen',
  };
}

/** The other second steps: one text each. */
export function textForm(verb: Verb, view: RequestView, form: FormState): FormAnswer {
  const id = view.request.id;
  const base = { kind: 'form', id, errors: form.errors } as const;
  switch (verb) {
    case 'open-deny':
      return { ...base, send: 'send-deny', card: { kind: 'deny-form', view, form } };
    case 'open-ask':
      return { ...base, send: 'send-ask', card: { kind: 'ask-form', view, form } };
    case 'open-answer':
      return { ...base, send: 'send-answer', card: { kind: 'answer-form', view, form } };
    default:
      return { ...base, send: 'send-revoke', card: { kind: 'revoke-form', view, form } };
  }
}
