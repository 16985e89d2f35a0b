import { type CaseHandlerDeps, createCaseHandlers } from '../features/cases/handlers.ts';
import { createHoldHandlers, type HoldHandlerDeps } from '../features/cases/holds/handlers.ts';
import { createSearchHandlers, type SearchHandlerDeps } from '../features/cases/search/handlers.ts';
import { createHomeHandlers, type HomeHandlerDeps } from '../features/home/handlers.ts';
import { createListeningHandlers, type ListeningHandlerDeps } from '../features/listening/handlers.ts';
import { buttonsOf, type viewActions } from '../features/messaging/button.ts';
import { type NoticeCard, notice } from '../features/messaging/model/notice.ts';
import {
  type ActionHandlers,
  type CommandHandlers,
  createRefusalReplies,
  type FormReply,
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
import { readIntent } from '../features/requests/model/wish/readIntent.ts';
import { readWish } from '../features/requests/model/wish/readWish.ts';
import { createOrderHandlers, type OrderHandlerDeps } from '../features/retention/handlers.ts';
import { retentionActions } from '../features/retention/model/actions.ts';
import type { FormValues } from '../kernel/form.ts';
import { holdsCardNumber } from '../kernel/paymentCard.ts';
import { refusal } from '../kernel/refusal.ts';
import { NEW, type Target, type TargetKind } from '../kernel/target.ts';
import type { ACTIONS, Action } from './actions.ts';
import type { CardView } from './cards.ts';
import { COMMANDS, type Command } from './commands.ts';
import { parseCommand, type TypedCommand } from './parseCommand.ts';

/** A reply to show: to what another feature says, the dispatcher has led already. */
export type FinalReply = Extract<Reply<CardView>, { readonly kind: 'show' }> | FormReply<CardView>;

/** What was pressed or sent: a button or a form of the desk, and what it is about. */
export interface Click {
  readonly action: Action;
  readonly target: Target;
  /** The inputs' values by their id, and what the button or the form carries besides. */
  readonly values: FormValues;
}

export interface Dispatch {
  /** A command, with what was typed after it. */
  command(command: Command, text: string, actor: Actor): Promise<FinalReply>;
  /** A sentence typed to the desk in somebody's own chat: a command, a wish, or something else that it does. */
  say(text: string, actor: Actor): Promise<FinalReply>;
  /** A button, with what it brings along and what stands in the form it is on. */
  press(click: Click, actor: Actor): Promise<FinalReply>;
  /** A filled-in form. `idempotencyKey` names this copy of it: sent however often, it raises what it raises once. */
  submit(click: Click, actor: Actor, idempotencyKey: string): Promise<FinalReply>;
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
      readonly open: (opening: Press) => Reply<CardView> | Promise<Reply<CardView>>;
      readonly submit: (submission: Submission) => Reply<CardView> | Promise<Reply<CardView>>;
    };

/** A card number in a chat stands there until whoever typed it deletes the message. */
const cardNumberTyped = (): NoticeCard => ({
  ...notice(
    'warning',
    'Delete the message you just sent',
    'A payment card number stands in it. Point at your message, or hold your finger on it, and choose Delete. The desk has kept nothing of it. If the number was said on a call as well, have the recording of that call deleted too.',
  ),
  buttons: [buttonsOf(retentionActions)('Delete the call’s recording', 'card-payment', NEW, 'destructive')],
});

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
    mine: null,
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

  const open = async (action: Action, opening: Press): Promise<Reply<CardView>> => {
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

  const command: Dispatch['command'] = async (name, text, actor) => settle(await commands[name](text, actor), actor);

  return {
    command,
    say: async (typed, actor) => {
      if (holdsCardNumber(typed)) return { kind: 'show', card: cardNumberTyped() };
      const said = parseCommand(typed) ?? understand(typed, deps);
      return command(said.command, said.text, actor);
    },
    press: async ({ action, ...click }, actor) => settle(await open(action, { ...click, actor }), actor),
    submit: async ({ action, target, values }, actor, idempotencyKey) => {
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

/** The command that does what a sentence asks for: what was typed is handed on, whichever it is. */
function understand(sentence: string, { clock, practice }: Pick<DispatchDeps, 'clock' | 'practice'>): TypedCommand {
  const reading = readWish(sentence, { now: clock.now(), zone: practice.zone, staff: practice.directory.people });
  return readIntent(sentence.trim(), reading) ?? { command: 'recordings-help', text: '' };
}
