import { type CaseDialogueDeps, createCaseDialogue } from '../features/cases/handlers.ts';
import { createHolding, type HoldingDeps } from '../features/cases/holds/handlers.ts';
import type { ReportCase } from '../features/cases/reportCase.ts';
import { createDpoDesk, type DpoDeskDeps } from '../features/cases/search/handlers.ts';
import type { Actor } from '../features/people/actor.ts';
import { holds } from '../features/people/model/person.ts';
import { createHandingOver, type HandingOverDeps } from '../features/releases/handlers.ts';
import { createDeciding, type DecidingDeps } from '../features/requests/handlers/decide.ts';
import { EMPTY, reportForm, requestForm, withErrors } from '../features/requests/handlers/forms.ts';
import { createRaising } from '../features/requests/handlers/submit.ts';
import type { ListMyRequests } from '../features/requests/listMyRequests.ts';
import { readFreeText } from '../features/requests/model/freeText.ts';
import type { SubmitRequest } from '../features/requests/submitRequest.ts';
import { createOrderDialogue, type OrderDialogueDeps } from '../features/retention/handlers.ts';
import type { FormValues } from '../kernel/form.ts';
import { holdsCardNumber } from '../kernel/paymentCard.ts';
import { refusalText } from '../kernel/refusalText.ts';
import { type Refused, refusal } from '../kernel/refused.ts';
import type { CardView } from './cardView.ts';
import type { Answer, Dialogue } from './reply.ts';

export interface DialogueDeps
  extends OrderDialogueDeps,
    CaseDialogueDeps,
    HandingOverDeps,
    DecidingDeps,
    DpoDeskDeps,
    HoldingDeps {
  readonly submitRequest: SubmitRequest;
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
  const { clock, practice } = deps;
  const orders = createOrderDialogue(deps);

  const sorry = (fault: Refused, backTo = ''): Answer =>
    show({
      ...(backTo === '' ? {} : { backTo }),
      kind: 'notice',
      tone: 'warning',
      title: 'Nothing was changed',
      text: refusalText(fault, practice.zone),
    });
  const { sendRequest, sendReport } = createRaising(deps, sorry);
  const caseDialogue = createCaseDialogue(deps, sorry);
  const parts = [
    caseDialogue,
    createHandingOver(deps, sorry),
    createDpoDesk(deps, sorry, caseDialogue.openRelease),
    createHolding(deps, sorry),
  ] as const;
  const [, handingOver, desk] = parts;
  const deciding = createDeciding(deps, sorry, handingOver.releaseCard);
  const myRequests = async (actor: Actor): Promise<Answer> =>
    show({ kind: 'my-requests', lines: await deps.listMyRequests(actor), zone: practice.zone });

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
        case 'back':
          return id === NEW_FORM ? show(NOTHING_SENT) : deciding.press(verb, id, actor);
        default:
          return deciding.press(verb, id, actor);
      }
    },

    send: async (verb, id, values, actor, once) => {
      for (const part of parts) {
        const said = await part.send(verb, id, values, actor, once);
        if (said) return said;
      }
      switch (verb) {
        case 'send-request':
          return sendRequest(values, actor, once);
        case 'send-subject-access':
          return sendReport('subject-access', values, actor, once);
        case 'send-police':
          return sendReport('police', values, actor, once);
        case 'send-card-payment':
          return orders.send('card-payment', values, actor, once);
        case 'send-unrecorded-line':
          return orders.send('opt-out', values, actor, once);
        default:
          return (await deciding.send(verb, id, values, actor)) ?? sorry(refusal('request-not-found'));
      }
    },
  };
}

/** What a form for something new carries in place of a request's id. */
const NEW_FORM = 'new';

const NOTHING_SENT: CardView = {
  kind: 'notice',
  tone: 'plain',
  title: 'Nothing was sent',
  text: 'Type /request-recording to begin again.',
};
