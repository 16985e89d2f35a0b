import type { FormState } from '../../kernel/form.ts';
import { NEW } from '../../kernel/target.ts';
import { dateIn } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { ERASED } from '../messaging/model/notice.ts';
import {
  type ActionHandlers,
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
import type { AccountCard } from './cards/account.ts';
import type { DelegationCard } from './cards/delegation.ts';
import { loadAccountCard } from './cards/posted.ts';
import type { DelegateDpo, EndDelegation } from './delegateDpo.ts';
import { type accountActions, delegationActions, type delegationCommands } from './model/actions.ts';
import type { NamedDelegation } from './model/delegation.ts';
import { hasRole } from './model/person.ts';
import { nameOfPerson } from './names.ts';
import type { SettleAccount } from './settleAccount.ts';

export interface PeopleHandlerDeps extends Pick<Deps, 'uow' | 'clock' | 'practice'> {
  readonly delegateDpo: DelegateDpo;
  readonly endDelegation: EndDelegation;
  readonly settleAccount: SettleAccount;
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

  const settle =
    (isTheirs: boolean) =>
    async ({ target, actor }: Press<'account'>): Promise<Reply<AccountCard>> => {
      const settled = await deps.settleAccount({ actor, id: target.id, isTheirs });
      if (!settled.ok) return refusalReply(settled.error);
      const card = await uow.read((context) => loadAccountCard(context, target.id));
      return show(card ?? ERASED);
    };

  const actions: ActionHandlers<typeof delegationActions & typeof accountActions, DelegationCard | AccountCard> = {
    'confirm-account': settle(true),
    'refuse-account': settle(false),
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
    'end-delegation': async ({ target, actor }) => {
      const ended = await deps.endDelegation({ actor, id: target.id });
      return ended.ok ? delegationCard(ended.value) : refusalReply(ended.error);
    },
  };

  const commands: CommandHandlers<typeof delegationCommands, DelegationCard> = {
    'dpo-delegate': (_text, actor) => open('dpo-delegate', actor),
  };

  return { actions, commands };
}
