import type { FormState, FormValues } from '../../../kernel/form.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import {
  type ActionHandlers,
  EMPTY_FORM,
  type FormHandler,
  type FormReply,
  formsOf,
  type PressHandler,
  type RefusalReplies,
  type ShowTarget,
  show,
  withErrors,
  withoutCards,
} from '../../messaging/reply.ts';
import type { Actor } from '../../people/actor.ts';
import { hasRole, mayActAsDpo } from '../../people/model/person.ts';
import type { CaseDeps } from '../actOnCase.ts';
import type { HoldView } from '../caseView.ts';
import { loadHoldView } from '../loadCaseView.ts';
import { holdActions } from '../model/actions.ts';
import { mayWorkOn } from '../model/steps.ts';
import type { HoldCard } from './cards/hold.ts';
import { type ActOnHold, holdFormErrors } from './endHold.ts';

export interface HoldHandlerDeps extends CaseDeps {
  readonly renewHold: ActOnHold<{ readonly values: FormValues }>;
  readonly proposeEnd: ActOnHold<{ readonly values: FormValues }>;
  readonly agreeToEnd: ActOnHold;
  readonly keepHold: ActOnHold;
}

/** What is replied about a hold: renewing it, ending it by two, showing it again. */
export function createHoldHandlers(deps: HoldHandlerDeps, { refusalReply, refuse }: RefusalReplies) {
  const step = (
    which: 'renew' | 'end',
    act: ActOnHold<{ readonly values: FormValues }>,
  ): FormHandler<'hold', HoldCard> => ({
    open: async ({ target, actor }) => {
      const found = await findHold(deps, target.id, actor);
      const fault = found?.fault ?? (found?.view.hold.state === 'active' ? undefined : 'hold-not-open');
      return !found || fault
        ? refuse(`${which}-hold`, fault ?? 'hold-not-open', actor, found?.view.hold.id)
        : stepForm(found.view, which, EMPTY_FORM);
    },
    submit: async ({ target, values, actor }) => {
      const result = await act({ holdId: target.id, actor, values });
      if (result.ok) return show({ kind: 'hold', view: result.value });
      const errors = holdFormErrors(result.error);
      const found = errors && (await findHold(deps, target.id, actor));
      return errors && found && !found.fault
        ? stepForm(found.view, which, withErrors(withoutCards(values), errors))
        : refusalReply(result.error);
    },
  });

  const decide =
    (act: ActOnHold): PressHandler<'hold', HoldCard> =>
    async ({ target, actor }) => {
      const result = await act({ holdId: target.id, actor });
      return result.ok ? show({ kind: 'hold-end', view: result.value }) : refusalReply(result.error);
    };

  const actions: ActionHandlers<typeof holdActions, HoldCard> = {
    'renew-hold': step('renew', deps.renewHold),
    'end-hold': step('end', deps.proposeEnd),
    'agree-end-hold': decide(deps.agreeToEnd),
    'keep-hold': decide(deps.keepHold),
  };

  const showHold: ShowTarget<'hold', HoldCard> = async ({ id }, actor, action) => {
    const found = await findHold(deps, id, actor);
    if (!found) return refuse(action, 'hold-not-open', actor);
    if (!found.fault) return show({ kind: 'hold', view: found.view });
    return hasRole(actor, 'director') && found.view.hold.proposal !== null
      ? show({ kind: 'hold-end', view: found.view })
      : refuse(action, found.fault, actor, found.view.hold.id);
  };

  return { actions, shows: { hold: showHold } };
}

/** The hold as somebody may see it, and why the DPO’s acts on it are not theirs. */
const findHold = (
  { uow }: HoldHandlerDeps,
  id: string,
  actor: Actor,
): Promise<{ readonly view: HoldView; readonly fault: Refusal | undefined } | undefined> =>
  uow.read(async (context) => {
    const hold = await context.holds.find(id);
    if (!hold) return undefined;
    const caseRecord = hold.caseId === null ? undefined : await context.cases.find(hold.caseId);
    const isDpo = mayActAsDpo(actor);
    return {
      view: await loadHoldView(context, hold),
      fault: isDpo ? caseRecord && mayWorkOn(caseRecord, actor) : 'not-the-dpo',
    };
  });

const stepForm = (view: HoldView, step: 'renew' | 'end', state: FormState): FormReply<HoldCard> => ({
  ...formsOf(holdActions)(step === 'renew' ? 'renew-hold' : 'end-hold', { kind: 'hold', id: view.hold.id }),
  card: { kind: 'hold-form', view, step, form: state },
});
