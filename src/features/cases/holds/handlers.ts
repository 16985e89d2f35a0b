import type { Verb } from '../../../chat/actions.ts';
import type { CardView } from '../../../chat/cardView.ts';
import { createTurnAway } from '../../../chat/refuse.ts';
import type { Answer, FormAnswer } from '../../../chat/reply.ts';
import type { FormState, FormValues } from '../../../kernel/form.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Refused } from '../../../kernel/refused.ts';
import type { Actor } from '../../people/actor.ts';
import { holds } from '../../people/model/person.ts';
import { EMPTY, withErrors } from '../../requests/handlers/forms.ts';
import { withoutCards } from '../../requests/handlers/submit.ts';
import type { CaseDeps } from '../actOnCase.ts';
import type { HoldView } from '../caseView.ts';
import type { Part } from '../handlers.ts';
import { loadHoldView } from '../loadCaseView.ts';
import { mayWorkOn } from '../model/steps.ts';
import { type ActOnHold, holdFormErrors } from './endHold.ts';

export interface HoldingDeps extends CaseDeps {
  readonly renewHold: ActOnHold<{ readonly values: FormValues }>;
  readonly proposeEnd: ActOnHold<{ readonly values: FormValues }>;
  readonly agreeToEnd: ActOnHold;
  readonly keepHold: ActOnHold;
}

const show = (card: CardView): Answer => ({ kind: 'show', card });

/** What is said about a hold: renewing it, ending it by two, showing it again. */
export function createHolding(deps: HoldingDeps, sorry: (fault: Refused, backTo?: string) => Answer) {
  const { uow, clock } = deps;
  const turnAway = createTurnAway(deps, sorry);

  /** The hold as somebody may see it, and why the DPO’s acts on it are not theirs. */
  const find = (
    id: string,
    actor: Actor,
  ): Promise<{ readonly view: HoldView; readonly fault: Refusal | undefined } | undefined> =>
    uow.read(async (stores) => {
      const hold = await stores.holds.find(id);
      if (!hold) return undefined;
      const file = hold.caseId === null ? undefined : await stores.cases.find(hold.caseId);
      const isDpo = holds(actor, 'dpo', 'dpo-delegate');
      return {
        view: await loadHoldView(stores, hold, deps, clock.now()),
        fault: isDpo ? file && mayWorkOn(file, actor) : 'not-the-dpo',
      };
    });

  const form = (view: HoldView, step: 'renew' | 'end', state: FormState): FormAnswer => ({
    kind: 'form',
    send: step === 'renew' ? 'send-renew' : 'send-end-hold',
    id: view.hold.id,
    errors: state.errors,
    card: { kind: 'hold-form', view, step, form: state },
  });

  return {
    press: async (verb: Verb, id: string, actor: Actor): Part<Answer> => {
      switch (verb) {
        case 'open-renew':
        case 'open-end-hold': {
          const found = await find(id, actor);
          const fault = found?.fault ?? (found?.view.hold.state === 'active' ? undefined : 'hold-not-open');
          if (!found || fault) return turnAway(verb, fault ?? 'hold-not-open', actor, found?.view.hold.id);
          return form(found.view, verb === 'open-renew' ? 'renew' : 'end', EMPTY);
        }
        case 'agree-end-hold':
        case 'keep-hold': {
          const act = verb === 'keep-hold' ? deps.keepHold : deps.agreeToEnd;
          const result = await act({ holdId: id, actor });
          return result.ok ? show({ kind: 'hold-end', view: result.value }) : sorry(result.error);
        }
        case 'show':
        case 'back': {
          if (!id.startsWith('H-')) return undefined;
          const found = await find(id, actor);
          if (!found) return turnAway(verb, 'hold-not-open', actor);
          if (!found.fault) return show({ kind: 'hold', view: found.view });
          return holds(actor, 'director') && found.view.hold.proposal !== null
            ? show({ kind: 'hold-end', view: found.view })
            : turnAway(verb, found.fault, actor, found.view.hold.id);
        }
        default:
          return undefined;
      }
    },

    send: async (verb: Verb, id: string, values: FormValues, actor: Actor): Part<Answer> => {
      if (verb !== 'send-renew' && verb !== 'send-end-hold') return undefined;
      const step = verb === 'send-renew' ? 'renew' : 'end';
      const act = step === 'renew' ? deps.renewHold : deps.proposeEnd;
      const result = await act({ holdId: id, actor, values });
      if (result.ok) return show({ kind: 'hold', view: result.value });
      const errors = holdFormErrors(result.error);
      const found = errors && (await find(id, actor));
      return errors && found && !found.fault
        ? form(found.view, step, withErrors(withoutCards(values), errors))
        : sorry(result.error);
    },
  };
}
