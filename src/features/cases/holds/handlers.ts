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
import { type HoldView, loadHoldView } from '../loadCaseView.ts';
import { holdActions } from '../model/actions.ts';
import { mayWorkOn } from '../model/steps.ts';
import { guessOf } from '../model/typedSpans.ts';
import type { HoldCard, HoldStep } from './cards/hold.ts';
import type { LockDecision } from './cards/lock.ts';
import { type DecideLock, LOCK_FORM_ERRORS } from './decideLock.ts';
import { type ActOnHold, HOLD_FORM_ERRORS } from './endHold.ts';
import { type HeldLockView, loadLockView, lockFault } from './lockView.ts';

export interface HoldHandlerDeps extends CaseDeps {
  readonly renewHold: ActOnHold<{ readonly values: FormValues }>;
  readonly proposeEnd: ActOnHold<{ readonly values: FormValues }>;
  readonly agreeToEnd: ActOnHold;
  readonly keepHold: ActOnHold;
  readonly giveUpCopies: ActOnHold<{ readonly values: FormValues }>;
  readonly redactHeld: DecideLock;
  readonly deleteLocked: DecideLock;
  readonly unlockHeld: DecideLock;
}

/** What is replied about a hold: renewing it, ending it by two, showing it again. */
export function createHoldHandlers(deps: HoldHandlerDeps, { refusalReply, refuse }: RefusalReplies) {
  const step = (which: HoldStep, act: ActOnHold<{ readonly values: FormValues }>): FormHandler<'hold', HoldCard> => ({
    open: async ({ target, actor }) => {
      const found = await findHold(deps, target.id, actor);
      const fault = found?.fault ?? (found?.view.hold.state === 'active' ? undefined : 'hold-not-open');
      return !found || fault
        ? refuse(STEP_ACTIONS[which], fault ?? 'hold-not-open', actor, found?.view.hold.id)
        : stepForm(found.view, which, EMPTY_FORM);
    },
    submit: async ({ target, values, actor }) => {
      const result = await act({ holdId: target.id, actor, values });
      if (result.ok) return show({ kind: 'hold', view: result.value });
      const errors = HOLD_FORM_ERRORS[result.error.code];
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

  const lockStep = (decision: LockDecision, act: DecideLock): FormHandler<'lock', HoldCard> => ({
    open: async ({ target, actor }) => {
      const found = await findLock(target.id, actor);
      const fault = found?.fault ?? (found?.view.lock.state === 'open' ? undefined : 'lock-decided');
      return !found || fault
        ? refuse(decision, fault ?? 'lock-decided', actor, found?.view.lock.id)
        : lockForm(found.view, decision, withErrors({ parts: guessOf(found.view.lock) }, {}));
    },
    submit: async ({ target, values, actor }) => {
      const result = await act({ lockId: target.id, actor, values });
      if (result.ok) return show({ kind: 'held-lock', view: result.value });
      const errors = LOCK_FORM_ERRORS[result.error.code];
      const found = errors && (await findLock(target.id, actor));
      return errors && found && !found.fault
        ? lockForm(found.view, decision, withErrors(withoutCards(values), errors))
        : refusalReply(result.error);
    },
  });

  const findLock = (id: string, actor: Actor) =>
    deps.uow.read(async (context) => {
      const lock = await context.holds.findLock(id);
      return lock && { view: await loadLockView(context, lock), fault: await lockFault(context, lock, actor) };
    });

  const showLock: ShowTarget<'lock', HoldCard> = async ({ id }, actor, action) => {
    const found = await findLock(id, actor);
    return found && !found.fault
      ? show({ kind: 'held-lock', view: found.view })
      : refuse(action, found?.fault ?? 'lock-decided', actor);
  };

  const actions: ActionHandlers<typeof holdActions, HoldCard> = {
    'renew-hold': step('renew', deps.renewHold),
    'end-hold': step('end', deps.proposeEnd),
    'agree-end-hold': decide(deps.agreeToEnd),
    'keep-hold': decide(deps.keepHold),
    'give-up-copies': step('give-up', deps.giveUpCopies),
    'redact-held': lockStep('redact-held', deps.redactHeld),
    'delete-locked': lockStep('delete-locked', deps.deleteLocked),
    unlock: lockStep('unlock', deps.unlockHeld),
  };

  const showHold: ShowTarget<'hold', HoldCard> = async ({ id }, actor, action) => {
    const found = await findHold(deps, id, actor);
    if (!found) return refuse(action, 'hold-not-open', actor);
    if (!found.fault) return show({ kind: 'hold', view: found.view });
    return hasRole(actor, 'director') && found.view.hold.proposal !== null
      ? show({ kind: 'hold-end', view: found.view })
      : refuse(action, found.fault, actor, found.view.hold.id);
  };

  return { actions, shows: { hold: showHold, lock: showLock } };
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

const STEP_ACTIONS = { renew: 'renew-hold', end: 'end-hold', 'give-up': 'give-up-copies' } as const;

const stepForm = (view: HoldView, step: HoldStep, state: FormState): FormReply<HoldCard> => ({
  ...formsOf(holdActions)(STEP_ACTIONS[step], { kind: 'hold', id: view.hold.id }),
  card: { kind: 'hold-form', view, step, form: state },
});

const lockForm = (view: HeldLockView, decision: LockDecision, form: FormState): FormReply<HoldCard> => ({
  ...formsOf(holdActions)(decision, { kind: 'lock', id: view.lock.id }),
  card: { kind: 'lock-form', view, decision, form },
});
