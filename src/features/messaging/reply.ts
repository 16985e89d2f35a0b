import type { FormErrors, FormState, FormValues } from '../../kernel/form.ts';
import { blankCardNumbers, holdsCardNumber } from '../../kernel/paymentCard.ts';
import { type Refusal, type Refused, refusal, refusalText } from '../../kernel/refusal.ts';
import type { Target, TargetKind, TargetOf } from '../../kernel/target.ts';
import type { UnitOfWork } from '../../stores.ts';
import type { Actor } from '../people/actor.ts';
import type { About, ActionSpec, ActionSpecs, CommandSpecs, FormActions } from './model/actions.ts';
import { type NoticeCard, refusalNotice } from './model/notice.ts';

/** A card before it is drawn: its kind, and what it shows. */
export interface AnyCard {
  readonly kind: string;
}

/** What the desk replies to the one person who acted. Everybody else's cards are redrawn by the outbox. */
export type Reply<Card extends AnyCard = AnyCard> =
  | { readonly kind: 'show'; readonly card: Card | NoticeCard }
  | FormReply<Card>
  /** Another feature says it: what the target names is shown, or the action's form is opened with these values. */
  | { readonly kind: 'see'; readonly target: Target }
  | { readonly kind: 'open'; readonly action: FormAction; readonly target: Target; readonly values: FormValues };

/** A form to fill in. `action` is what it submits, about the target. */
export interface FormReply<Card extends AnyCard = AnyCard> {
  readonly kind: 'form';
  readonly card: Extract<Card, { readonly form: FormState }>;
  readonly action: FormAction;
  readonly target: Target;
  /** Inputs whose change draws the form anew, where the platform tells of it. */
  readonly redrawnBy?: readonly string[];
}

export const show = <Card extends AnyCard>(card: Card | NoticeCard): Reply<Card> => ({ kind: 'show', card });

declare const isFormAction: unique symbol;

/** The name of an action that has a form; only `formsOf` and `openForm` give one. */
type FormAction = string & { readonly [isFormAction]: true };

/** What a form of one of these actions submits: an action with a form, about what it is about. */
export const formsOf =
  <Specs extends ActionSpecs>(_specs: Specs) =>
  <Name extends FormActions<Specs>>(action: Name, target: About<Specs[Name]>) =>
    ({ kind: 'form', action: action as string as FormAction, target }) as const;

/** Leads to the form of another feature’s action. */
export const openForm = <Specs extends ActionSpecs, Name extends FormActions<Specs>>(
  specs: Specs,
  action: Name,
  target: About<Specs[Name]>,
  values: FormValues,
): Reply<never> => ({ ...formsOf(specs)(action, target), kind: 'open', values });

type KindOf<Spec extends ActionSpec> = Spec['about'] extends TargetKind ? Spec['about'] : TargetKind;

export interface Press<Kind extends TargetKind = TargetKind> {
  readonly target: TargetOf<Kind>;
  readonly actor: Actor;
  /** What is filled in already, and what the button brings along. */
  readonly values: FormValues;
}

export interface Submission<Kind extends TargetKind = TargetKind> extends Press<Kind> {
  /** Names this copy of the form: what it raises is raised once, however often it is sent. */
  readonly idempotencyKey: string;
}

/** What answers the two steps of an action with a form. */
export interface FormHandler<Kind extends TargetKind, Card extends AnyCard> {
  readonly open: (opening: Press<Kind>) => Reply<Card> | Promise<Reply<Card>>;
  readonly submit: (submission: Submission<Kind>) => Reply<Card> | Promise<Reply<Card>>;
}

/** What answers an action that acts at once. */
export type PressHandler<Kind extends TargetKind, Card extends AnyCard> = (
  press: Press<Kind>,
) => Reply<Card> | Promise<Reply<Card>>;

type ActionHandler<Spec extends ActionSpec, Card extends AnyCard> = Spec extends { readonly form: true }
  ? FormHandler<KindOf<Spec>, Card>
  : PressHandler<KindOf<Spec>, Card>;

/** A handler for every action of a feature: one without is a type error. */
export type ActionHandlers<Specs extends ActionSpecs, Card extends AnyCard> = {
  readonly [Name in keyof Specs]: ActionHandler<Specs[Name], Card>;
};

/** A handler for every command of a feature: it is given what was typed after the command. */
export type CommandHandlers<Specs extends CommandSpecs, Card extends AnyCard> = {
  readonly [Name in keyof Specs]: (text: string, actor: Actor) => Reply<Card> | Promise<Reply<Card>>;
};

/** Shows what a target names, to whoever may see it. */
export type ShowTarget<Kind extends TargetKind, Card extends AnyCard> = (
  target: TargetOf<Kind>,
  actor: Actor,
  /** The action that asked, for the audit. */
  action: string,
) => Reply<Card> | Promise<Reply<Card>>;

export const EMPTY_FORM: FormState = { values: {}, errors: {}, notice: null };

export const withErrors = (values: FormValues, errors: FormErrors, noticeText: string | null = null): FormState => ({
  values,
  errors,
  notice: noticeText,
});

/** What was typed, with the digits of payment card numbers blanked: those must not come back in the form. */
export const withoutCards = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).map(([name, text]) => [name, blankCardNumbers(text)]));

/** A form filled in from what was typed after a command; says so where that held a payment card number. */
export const typedForm = (typed: string, values: FormValues, zone: string): FormState =>
  withErrors(withoutCards(values), {}, holdsCardNumber(typed) ? refusalText(refusal('card-number'), zone) : null);

export interface RefusalReplies {
  /** Says why not. */
  readonly refusalReply: (fault: Refused, backTo?: Target) => Reply<never>;
  /** Writes the attempt down as `press.<action>` and says why not. `subject`: what the click names, where known. */
  readonly refuse: (
    action: string,
    fault: Refusal | Refused,
    actor: Actor,
    subject?: string,
    backTo?: Target,
  ) => Promise<Reply<never>>;
}

interface RefusalDeps {
  readonly uow: UnitOfWork;
  readonly practice: { readonly zone: string };
}

/** A second step somebody may not take is an attempt like any other, and evidence too. */
export function createRefusalReplies({ uow, practice }: RefusalDeps): RefusalReplies {
  const refusalReply: RefusalReplies['refusalReply'] = (fault, backTo) =>
    show(refusalNotice(fault, practice.zone, backTo));
  return {
    refusalReply,
    refuse: async (action, fault, actor, subject, backTo) => {
      const refused = typeof fault === 'string' ? refusal(fault) : fault;
      await uow.run((context) =>
        context.recordAudit(actor, { action: `press.${action}`, subject, outcome: refused.code }),
      );
      return refusalReply(refused, backTo);
    },
  };
}
