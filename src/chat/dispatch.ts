import { type CaseHandlerDeps, createCaseHandlers } from '../features/cases/handlers.ts';
import { createHoldHandlers, type HoldHandlerDeps } from '../features/cases/holds/handlers.ts';
import { createSearchHandlers, type SearchHandlerDeps } from '../features/cases/search/handlers.ts';
import { createHomeHandlers, type HomeHandlerDeps } from '../features/home/handlers.ts';
import { createListeningHandlers, type ListeningHandlerDeps } from '../features/listening/handlers.ts';
import type { viewActions } from '../features/messaging/button.ts';
import { notice } from '../features/messaging/model/notice.ts';
import {
  type ActionHandlers,
  type CommandHandlers,
  createRefusalReplies,
  type FormReply,
  type Opening,
  type Press,
  type Reply,
  type ShowTarget,
  type Submission,
  show,
} from '../features/messaging/reply.ts';
import type { Actor } from '../features/people/actor.ts';
import { createPeopleHandlers, type PeopleHandlerDeps } from '../features/people/handlers.ts';
import { createRegisterHandlers, type RegisterHandlerDeps } from '../features/register/handlers.ts';
import { createReleaseHandlers, type ReleaseHandlerDeps } from '../features/releases/handlers.ts';
import { createRequestHandlers, type RequestHandlerDeps } from '../features/requests/handlers/index.ts';
import { createOrderHandlers, type OrderHandlerDeps } from '../features/retention/handlers.ts';
import type { FormValues } from '../kernel/form.ts';
import { refusal } from '../kernel/refusal.ts';
import type { Target, TargetKind } from '../kernel/target.ts';
import type { ACTIONS, Action } from './actions.ts';
import type { CardView } from './cards.ts';
import { COMMANDS, type Command } from './commands.ts';

/** A reply to show: to what another feature says, the dispatcher has led already. */
export type FinalReply = Extract<Reply<CardView>, { readonly kind: 'show' }> | FormReply<CardView>;

export interface Dispatch {
  /** A command, with what was typed after it. */
  command(command: Command, text: string, actor: Actor): Promise<FinalReply>;
  /** A button. */
  press(action: Action, target: Target, actor: Actor): Promise<FinalReply>;
  /** A filled-in form. `idempotencyKey` names this copy of it: sent however often, it raises what it raises once. */
  submit(action: Action, target: Target, values: FormValues, actor: Actor, idempotencyKey: string): Promise<FinalReply>;
}

export interface DispatchDeps
  extends RequestHandlerDeps,
    CaseHandlerDeps,
    HoldHandlerDeps,
    SearchHandlerDeps,
    RegisterHandlerDeps,
    ListeningHandlerDeps,
    ReleaseHandlerDeps,
    OrderHandlerDeps,
    PeopleHandlerDeps,
    Omit<HomeHandlerDeps, 'commands'> {}

/** A handler as the dispatcher calls it; the registry's types have matched each with what its action is about. */
type AnyHandler =
  | ((press: Press) => Reply<CardView> | Promise<Reply<CardView>>)
  | {
      readonly open: (opening: Opening) => Reply<CardView> | Promise<Reply<CardView>>;
      readonly submit: (submission: Submission) => Reply<CardView> | Promise<Reply<CardView>>;
    };

const NOTHING_SENT = notice('plain', 'Nothing was sent', 'Type /request-recording to begin again.');

/** What every feature replies, by what is shown, pressed or typed. */
function handlersOf(deps: DispatchDeps) {
  const refusals = createRefusalReplies(deps);
  const requests = createRequestHandlers(deps, refusals);
  const cases = createCaseHandlers(deps, refusals);
  const holds = createHoldHandlers(deps, refusals);
  const search = createSearchHandlers(deps, refusals);
  const register = createRegisterHandlers(deps, refusals);
  const listening = createListeningHandlers(deps, refusals);
  const releases = createReleaseHandlers(deps, refusals);
  const orders = createOrderHandlers(deps, refusals);
  const people = createPeopleHandlers(deps, refusals);
  const home = createHomeHandlers({ ...deps, commands: COMMANDS });

  const shows: { readonly [Kind in Exclude<TargetKind, 'new'>]: ShowTarget<Kind, CardView> | null } = {
    home: null,
    delegation: null,
    account: null,
    channel: null,
    purge: null,
    ...requests.shows,
    ...cases.shows,
    ...holds.shows,
    ...search.shows,
    ...releases.shows,
  };
  const actions: Omit<ActionHandlers<typeof ACTIONS, CardView>, keyof typeof viewActions> = {
    ...requests.actions,
    ...cases.actions,
    ...holds.actions,
    ...search.actions,
    ...listening.actions,
    ...releases.actions,
    ...orders.actions,
    ...people.actions,
    ...home.actions,
  };
  const commands: CommandHandlers<typeof COMMANDS, CardView> = {
    ...requests.commands,
    ...cases.commands,
    ...search.commands,
    ...register.commands,
    ...orders.commands,
    ...people.commands,
    ...home.commands,
  };
  return { shows, actions, commands };
}

/** What is replied to whoever acts, the same on every platform; every act reads role and state again. */
export function createDispatch(deps: DispatchDeps): Dispatch {
  const { refusalReply, refuse } = createRefusalReplies(deps);
  const { shows, commands, ...features } = handlersOf(deps);

  const showTarget = async (target: Target, actor: Actor, action: string): Promise<Reply<CardView>> => {
    if (target.kind === 'new') return show(NOTHING_SENT);
    const handler = shows[target.kind] as ShowTarget<TargetKind, CardView> | null;
    return handler?.(target, actor, action) ?? refuse(action, 'request-not-found', actor);
  };
  const actions: ActionHandlers<typeof ACTIONS, CardView> = {
    ...features.actions,
    show: ({ target, actor }) => showTarget(target, actor, 'show'),
    back: ({ target, actor }) => showTarget(target, actor, 'back'),
  };

  const open = async (action: Action, opening: Opening): Promise<Reply<CardView>> => {
    const handler = actions[action] as AnyHandler;
    return typeof handler === 'function' ? handler(opening) : handler.open(opening);
  };

  /** Follows a reply that leads to what another feature says. */
  const settle = async (reply: Reply<CardView>, actor: Actor): Promise<FinalReply> => {
    switch (reply.kind) {
      case 'see':
        return settle(await showTarget(reply.target, actor, 'show'), actor);
      case 'open': {
        const { target, values } = reply;
        return settle(await open(reply.action as Action, { target, actor, values }), actor);
      }
      default:
        return reply;
    }
  };

  return {
    command: async (command, text, actor) => settle(await commands[command](text, actor), actor),
    press: async (action, target, actor) => settle(await open(action, { target, actor, values: {} }), actor),
    submit: async (action, target, values, actor, idempotencyKey) => {
      const handler = actions[action] as AnyHandler;
      // An action without a form is never submitted: only a forged click does.
      const reply =
        typeof handler === 'function'
          ? refusalReply(refusal('request-not-found'))
          : await handler.submit({ target, values, actor, idempotencyKey });
      return settle(reply, actor);
    },
  };
}
