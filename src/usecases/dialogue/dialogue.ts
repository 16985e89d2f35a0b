import { holds } from '../../domain/people/person.ts';
import { holdsCardNumber } from '../../domain/privacy/paymentCard.ts';
import { readFreeText } from '../../domain/request/freeText.ts';
import type { CardView, FormValues, RequestView, Verb } from '../cardView.ts';
import type { ReportCase } from '../cases/reportCase.ts';
import type { Approve, Decide } from '../decideRequest.ts';
import type { Deps } from '../deps.ts';
import { actorId } from '../linkLimits.ts';
import type { ListMyRequests } from '../listMyRequests.ts';
import { loadRequestView } from '../loadRequestView.ts';
import type { MintListenLink } from '../mintListenLink.ts';
import { refusalText } from '../refusalText.ts';
import type { Refused } from '../refused.ts';
import { refusal } from '../refused.ts';
import type { Actor } from '../resolveActor.ts';
import type { SubmitRequest } from '../submitRequest.ts';
import type { Answer, Dialogue } from './answer.ts';
import { type CaseDialogueDeps, createCaseDialogue } from './cases.ts';
import { createDpoDesk, type DpoDeskDeps } from './dpoDesk.ts';
import { approveForm, EMPTY, reportForm, requestForm, stepFault, textForm, withErrors } from './forms.ts';
import { createHandingOver, type HandingOverDeps } from './handingOver.ts';
import { createOrderDialogue, type OrderDialogueDeps } from './orders.ts';
import { createRaising, withoutCards } from './raising.ts';

export interface DialogueDeps extends OrderDialogueDeps, CaseDialogueDeps, HandingOverDeps, DpoDeskDeps {
  readonly submitRequest: SubmitRequest;
  readonly approve: Approve;
  readonly deny: Decide<{ readonly reason: string }>;
  readonly ask: Decide<{ readonly question: string }>;
  readonly answer: Decide<{ readonly answer: string }>;
  readonly withdraw: Decide;
  readonly revoke: Decide<{ readonly reason: string }>;
  readonly mintListenLink: MintListenLink;
  readonly reportCase: ReportCase;
  readonly listMyRequests: ListMyRequests;
}

/** Characters of a typed line that are read for the form; its longest input takes far less. */
const LONGEST_LINE = 5_000;

const show = (card: CardView): Answer => ({ kind: 'show', card });

/**
 * What is said to the person who acts, the same on every platform. It decides nothing itself: every act goes through its use case,
 * which reads role and state again.
 */
export function createDialogue(deps: DialogueDeps): Dialogue {
  const { uow, clock, practice } = deps;
  const orders = createOrderDialogue(deps);

  const viewOf = (id: string): Promise<RequestView | undefined> =>
    uow.read(async (stores) => {
      const request = await stores.requests.find(id);
      return request && loadRequestView(stores, request, deps, clock.now());
    });
  const sorry = (fault: Refused, backTo = ''): Answer =>
    show({
      ...(backTo === '' ? {} : { backTo }),
      kind: 'notice',
      tone: 'warning',
      title: 'Nothing was changed',
      text: refusalText(fault, practice.zone),
    });
  const { sendRequest, sendReport } = createRaising(deps, sorry);
  const parts = [
    createCaseDialogue(deps, sorry),
    createHandingOver(deps, sorry),
    createDpoDesk(deps, sorry),
  ] as const;
  const [, handingOver, desk] = parts;
  const myRequests = async (actor: Actor): Promise<Answer> =>
    show({ kind: 'my-requests', lines: await deps.listMyRequests(actor), zone: practice.zone });

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
    act: (text: string) => ReturnType<Decide>,
    asCard: (view: RequestView) => CardView,
  ): Promise<Answer> => {
    const result = await act(values[field] ?? '');
    if (result.ok || !TEXT_FAULTS.has(result.error.code)) return settled(result, asCard, id);
    const view = await viewOf(id);
    const kept = result.error.code === 'card-number' ? {} : values;
    return view
      ? textForm(open, view, withErrors(kept, { [field]: refusalText(result.error, practice.zone) }))
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
        ? approveForm(deps, view, actor, withErrors(withoutCards(values), result.error.errors))
        : sorry(refusal('request-not-found'));
    const fault = result.error.refused;
    const field =
      fault.code === 'statement-missing' ? missingStatement(view, values) : APPROVE_FIELD_OF[fault.code];
    if (!view || barred || field === undefined) return sorry(fault, id);
    const kept = fault.code === 'card-number' ? withoutTexts(values) : values;
    return approveForm(deps, view, actor, withErrors(kept, { [field]: refusalText(fault, practice.zone) }));
  };

  const listen = async (id: string, actor: Actor): Promise<Answer> => {
    const minted = await deps.mintListenLink({ requestId: id, actor });
    if (!minted.ok) return sorry(minted.error);
    return show({ kind: 'listen-link', requestId: id, zone: practice.zone, ...minted.value });
  };

  return {
    command: async (command, text, actor) => {
      const typedCard = holdsCardNumber(text);
      const notice = typedCard ? refusalText(refusal('card-number'), practice.zone) : null;
      switch (command) {
        case 'request-recording': {
          const values = typedCard
            ? {}
            : readFreeText(text.slice(0, LONGEST_LINE), clock.now(), practice.zone);
          return requestForm(deps, withErrors(values, {}, notice));
        }
        case 'subject-access':
        case 'police-request': {
          const values: FormValues = typedCard || text === '' ? {} : { details: text };
          return reportForm(
            deps,
            command === 'subject-access' ? command : 'police',
            withErrors(values, {}, notice),
          );
        }
        case 'card-payment':
          return orders.command('card-payment', text, actor);
        case 'unrecorded-line':
          return orders.command('opt-out', text, actor);
        case 'my-requests':
          return myRequests(actor);
        case 'recordings-help':
        case 'recording-policy':
          return show({
            kind: 'help',
            practiceName: practice.name,
            slash: true,
            isApprover: holds(actor, 'director', 'dpo', 'dpo-delegate'),
            isDpo: holds(actor, 'dpo', 'dpo-delegate'),
            policyUrl: practice.policyUrl,
          });
        case 'recording-desk':
        case 'find-recordings':
        case 'disclosures':
        case 'dpo-delegate':
          return (await desk.command(command, text, actor)) ?? sorry(refusal('request-not-found'));
      }
    },

    press: async (verb, id, actor) => {
      for (const part of parts) {
        const said = await part.press(verb, id, actor);
        if (said) return said;
      }
      switch (verb) {
        case 'open-request':
          return requestForm(deps, EMPTY);
        case 'listen':
          return listen(id, actor);
        case 'withdraw':
          return settled(await deps.withdraw({ requestId: id, actor }), requesterCard, id);
        default: {
          if (verb === 'back' && id === NEW_FORM) return show(NOTHING_SENT);
          const view = await viewOf(id);
          const fault = view ? stepFault(verb, view, actor) : refusal('request-not-found');
          if (fault) await noteRefused(deps, { verb, subject: view?.request.id, actor, fault });
          if (!view) return sorry(refusal('request-not-found'));
          if (fault) return sorry(fault, verb === 'back' || verb === 'show' ? '' : id);
          if (verb === 'back' || verb === 'show') return backTo(view, actor, handingOver.releaseCard);
          return verb === 'open-approve'
            ? approveForm(deps, view, actor, EMPTY)
            : textForm(verb, view, EMPTY);
        }
      }
    },

    send: async (verb, id, values, actor, once) => {
      for (const part of parts) {
        const said = await part.send(verb, id, values, actor, once);
        if (said) return said;
      }
      const text = (
        open: Verb,
        field: string,
        act: (typed: string) => ReturnType<Decide>,
        card = approverCard,
      ) => sendText(open, field, id, values, act, card);
      const of = { requestId: id, actor };
      switch (verb) {
        case 'send-request':
          return sendRequest(values, actor, once);
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
        case 'send-subject-access':
          return sendReport('subject-access', values, actor, once);
        case 'send-police':
          return sendReport('police', values, actor, once);
        case 'send-card-payment':
          return orders.send('card-payment', values, actor, once);
        case 'send-unrecorded-line':
          return orders.send('opt-out', values, actor, once);
        default:
          return sorry(refusal('request-not-found'));
      }
    },
  };
}

/** A second step somebody may not take is an attempt like any other, and evidence too. */
const noteRefused = (
  { uow, clock }: Pick<Deps, 'uow' | 'clock'>,
  act: {
    readonly verb: Verb;
    readonly subject: string | undefined;
    readonly actor: Actor;
    readonly fault: Refused;
  },
): Promise<void> =>
  uow.run(async ({ audit, people }) =>
    audit.append({
      at: clock.now(),
      actor: await actorId(people, act.actor),
      action: `press.${act.verb}`,
      subject: act.subject ?? '-',
      outcome: act.fault.code,
      detail: {},
    }),
  );

/** The card a form was opened from. */
function backTo(
  view: RequestView,
  actor: Actor,
  releaseCard: (id: string, actor: Actor) => Promise<Answer>,
): Answer | Promise<Answer> {
  const isOwn = view.request.requestedBy === actor.email;
  if (view.request.caseId !== null && view.grant?.state === 'ready' && isOwn)
    return releaseCard(view.request.id, actor);
  if (isOwn) return show({ kind: 'requester', view });
  if (view.request.state === 'released') return show({ kind: 'access', view });
  return show({ kind: 'approver', view });
}

/** What a form for something new carries in place of a request's id. */
const NEW_FORM = 'new';

const NOTHING_SENT: CardView = {
  kind: 'notice',
  tone: 'plain',
  title: 'Nothing was sent',
  text: 'Type /request-recording to begin again.',
};

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
