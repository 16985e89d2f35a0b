import type { FormState, FormValues } from '../../kernel/form.ts';
import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import { NEW } from '../../kernel/target.ts';
import { dateIn } from '../../kernel/time.ts';
import { dateText } from '../../platform/cards/wording.ts';
import type { Context, Deps } from '../../stores.ts';
import { ERASED, notice } from '../messaging/model/notice.ts';
import {
  type ActionHandlers,
  type AnyCard,
  type CommandHandlers,
  EMPTY_FORM,
  type FormReply,
  formsOf,
  type Press,
  type RefusalReplies,
  type Reply,
  show,
  withErrors,
} from '../messaging/reply.ts';
import type { Actor } from './actor.ts';
import type { SettleChannel } from './bindChannel.ts';
import type { AccountCard } from './cards/account.ts';
import type { ChannelCard } from './cards/channel.ts';
import type { DelegationCard } from './cards/delegation.ts';
import { loadAccountCard, loadChannelCard } from './cards/posted.ts';
import type { DelegateDpo, EndDelegation } from './delegateDpo.ts';
import { type NamedDelegation, readDays, saysBack } from './model/absence.ts';
import { type checkActions, delegationActions, type delegationCommands } from './model/actions.ts';
import { hasRole, mayDecide } from './model/person.ts';
import { nameOfPerson } from './names.ts';
import type { SetAbsence } from './setAbsence.ts';
import type { SettleAccount } from './settleAccount.ts';

export interface PeopleHandlerDeps extends Pick<Deps, 'uow' | 'clock' | 'practice'> {
  readonly delegateDpo: DelegateDpo;
  readonly endDelegation: EndDelegation;
  readonly settleAccount: SettleAccount;
  readonly setAbsence: SetAbsence;
  readonly settleChannel: SettleChannel;
}

/** What is replied when the DPO names a delegate, ends a delegation, or says whose an account is. */
export function createPeopleHandlers(deps: PeopleHandlerDeps, { refusalReply, refuse }: RefusalReplies) {
  const { uow, clock, practice } = deps;

  const form = (state: FormState): FormReply<DelegationCard> => ({
    ...formsOf(delegationActions)('delegate', NEW),
    card: {
      kind: 'delegation-form',
      people: practice.directory.people.filter(({ email }) => !practice.directory.dpo.includes(email)),
      today: dateIn(clock.now(), practice.zone),
      form: state,
    },
  });

  const open = (action: string, actor: Actor): Reply<DelegationCard> | Promise<Reply<DelegationCard>> =>
    hasRole(actor, 'dpo') ? form(EMPTY_FORM) : refuse(action, 'not-the-dpo', actor);

  const delegationCard = (delegation: NamedDelegation): Promise<Reply<DelegationCard>> =>
    uow.read(async (context) =>
      show({
        kind: 'delegation',
        delegation,
        name: await nameOfPerson(context, delegation.email),
        namedBy: await nameOfPerson(context, delegation.namedBy),
        now: clock.now(),
        mayEnd: true,
        zone: practice.zone,
      }),
    );

  const absenceForm = (actor: Actor, state: FormState): Promise<Reply<DelegationCard>> =>
    uow.read(async ({ absences, now }) => {
      const mine = (await absences.current(now)).find(({ email }) => email === actor.email);
      const card = { kind: 'absence-form', today: dateIn(now, practice.zone), now: mine, form: state } as const;
      return { ...formsOf(delegationActions)('away', NEW), card };
    });

  const setAway = async (actor: Actor, days: FormValues | null): Promise<Reply<DelegationCard>> => {
    const set = await deps.setAbsence({ actor, days });
    if (!set.ok)
      return set.error.kind === 'refused'
        ? refusalReply(set.error.refused)
        : absenceForm(actor, withErrors(days ?? {}, set.error.errors));
    if (!set.value) return show(notice('good', 'You are back', 'You are asked again from now on.'));
    const said = `From ${dateText(set.value.fromDate)} to ${dateText(set.value.untilDate)} you are asked nothing while somebody else can decide.`;
    return show(notice('good', 'You are away', `${said} When you are back sooner, type /away back.`));
  };

  const openAway = (actor: Actor, values: FormValues) =>
    mayDecide(actor) ? absenceForm(actor, { ...EMPTY_FORM, values }) : refuse('away', 'not-an-approver', actor);

  /** What is replied once a question has been settled: its card as it stands now. */
  const settled = async <Card extends AnyCard>(
    act: Promise<Result<unknown, Refused>>,
    load: (context: Context) => Promise<Card | undefined>,
  ): Promise<Reply<Card>> => {
    const result = await act;
    return result.ok ? show((await uow.read(load)) ?? ERASED) : refusalReply(result.error);
  };

  const settleAccount =
    (isTheirs: boolean) =>
    ({ target: { id }, actor }: Press<'account'>): Promise<Reply<AccountCard>> =>
      settled(deps.settleAccount({ actor, id, isTheirs }), (context) => loadAccountCard(context, id));

  const settleChannel =
    (isYes: boolean) =>
    ({ target: { id }, actor }: Press<'channel'>): Promise<Reply<ChannelCard>> =>
      settled(deps.settleChannel({ actor, id, isYes }), (context) => loadChannelCard(context, id));

  const actions: ActionHandlers<
    typeof delegationActions & typeof checkActions,
    DelegationCard | AccountCard | ChannelCard
  > = {
    'confirm-channel': settleChannel(true),
    'refuse-channel': settleChannel(false),
    'confirm-account': settleAccount(true),
    'refuse-account': settleAccount(false),
    delegate: {
      open: ({ actor }) => open('delegate', actor),
      submit: async ({ values, actor, idempotencyKey }) => {
        const named = await deps.delegateDpo({ actor, values, idempotencyKey });
        if (named.ok) return delegationCard(named.value);
        return named.error.kind === 'refused'
          ? refusalReply(named.error.refused)
          : form(withErrors(values, named.error.errors));
      },
    },
    away: {
      open: ({ actor, values }) => openAway(actor, values),
      submit: ({ values, actor }) => setAway(actor, values),
    },
    'end-delegation': async ({ target, actor }) => {
      const ended = await deps.endDelegation({ actor, id: target.id });
      return ended.ok ? delegationCard(ended.value) : refusalReply(ended.error);
    },
  };

  const commands: CommandHandlers<typeof delegationCommands, DelegationCard> = {
    'dpo-delegate': (_text, actor) => open('dpo-delegate', actor),
    away: (text, actor) => {
      if (saysBack(text)) return setAway(actor, null);
      const { days, isSure } = readDays(text, clock.now(), practice.zone);
      return isSure && mayDecide(actor) ? setAway(actor, days) : openAway(actor, days);
    },
  };

  return { actions, commands };
}
