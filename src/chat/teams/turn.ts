import { type Activity, ActivityTypes, type InvokeResponse, TurnContext } from 'botbuilder';
import type { CommandSpec } from '../../features/messaging/model/actions.ts';
import { notice, refusalNotice } from '../../features/messaging/model/notice.ts';
import { ownChat } from '../../features/messaging/model/post.ts';
import { adoptMessage } from '../../features/messaging/post.ts';
import type { Actor } from '../../features/people/actor.ts';
import { knownAccount } from '../../features/people/admitAccount.ts';
import { parseChannelBinding } from '../../features/people/model/channelBinding.ts';
import { Fault } from '../../kernel/fault.ts';
import type { FormValues } from '../../kernel/form.ts';
import { refusal, refusalText } from '../../kernel/refusal.ts';
import { idOfTarget } from '../../kernel/target.ts';
import { specOf } from '../actions.ts';
import { type CardView, drawerOf, renderCard } from '../cards.ts';
import type { ChatPlatform } from '../chatPlatform.ts';
import { COMMANDS } from '../commands.ts';
import type { ConnectionDeps } from '../connectionDeps.ts';
import { parseCommand } from '../parseCommand.ts';
import type { TeamsAccess } from './access.ts';
import { channelAddress, encodeAddress } from './address.ts';
import { forTeams } from './limits.ts';
import { createIdentifyUser, memberAddress } from './members.ts';
import { cardActivity } from './notifier.ts';
import {
  type CardAction,
  isInstalled,
  isPersonal,
  parseCardAction,
  parseMessageAction,
  parseText,
  tenantOf,
} from './parse.ts';

export type Turn = (context: TurnContext) => Promise<InvokeResponse | undefined>;

export interface TeamsDeps extends ConnectionDeps {
  readonly access: TeamsAccess;
  readonly platform: Pick<ChatPlatform, 'chatWith' | 'lookAt' | 'post'>;
}

/** What the desk does with one activity, and for an invoke what it answers. */
export function createTurn(deps: TeamsDeps): Turn {
  const { access, dispatch, uow, clock, log, zone } = deps;
  const identify = createIdentifyUser(() => Date.parse(clock.now()), access);

  const whoActs = async (context: TurnContext) => {
    const user = await identify(context);
    if (!user) return undefined;
    const known = user.address ?? (await uow.read((stores) => knownAccount(stores, user)))?.address;
    return deps.resolveActor({ ...user, address: user.address ?? (known ? null : memberAddress(context)) });
  };

  return async (context) => {
    const { activity } = context;
    const isInvoke = activity.type === ActivityTypes.Invoke;
    const tenant = tenantOf(activity);
    if (access.tenantId !== null && tenant !== access.tenantId) {
      log.warn('teams.other-tenant');
      return { status: 403, body: {} };
    }
    const relevant = isInvoke || activity.type === ActivityTypes.Message || isInstalled(activity);
    if (!relevant) return undefined;
    const isNew = await uow.run(({ inbound }) =>
      inbound.claimEvent(`teams:${activity.conversation.id}:${activity.id}`, clock.now()),
    );
    if (!isNew && !isInvoke) return undefined;
    const written = isInvoke ? parseMessageAction(activity) : undefined;
    if (written !== undefined) return sayInvoke(isNew ? await answerInOwnChat(deps, activity, written) : IN_OWN_CHAT);
    const actor = await whoActs(context);
    if (!actor?.ok) {
      const card = refusalNotice(actor ? actor.error : refusal('not-staff'), zone);
      if (isInvoke) return showCard(card);
      await send(context, card);
      return undefined;
    }
    if (isInvoke) {
      const action = parseCardAction(activity);
      return action ? answerAction(deps, context, actor.value, action) : { status: 200, body: {} };
    }
    if (activity.type === ActivityTypes.Message) await answerMessage(deps, context, actor.value);
    else await send(context, (await dispatch.command('recordings-help', '', actor.value)).card);
    return undefined;
  };
}

async function answerMessage(deps: TeamsDeps, context: TurnContext, actor: Actor): Promise<void> {
  const text = parseText(context.activity);
  const channel = parseChannelBinding(text);
  if (channel && !isPersonal(context.activity)) {
    const reference = TurnContext.getConversationReference(context.activity);
    const bound = await deps.bindChannel({
      actor,
      binding: { channel, platform: 'teams', address: encodeAddress(channelAddress(reference)) },
    });
    await send(context, bound.ok ? bound.value : refusalNotice(bound.error, deps.zone));
    return;
  }
  if (isPersonal(context.activity)) return send(context, (await deps.dispatch.say(text, actor)).card);
  const said = parseCommand(text) ?? { command: 'recordings-help' as const, text: '' };
  const spec: CommandSpec = COMMANDS[said.command];
  const answered = spec.inChannels ? await deps.dispatch.command(said.command, said.text, actor) : undefined;
  await send(context, answered?.card ?? POINT_TO_OWN_CHAT);
}

/**
 * Begins a request from a message that somebody wrote: details stand in the own chat of whoever asks, and only there.
 * The desk is seldom where the message stands, so who acts is asked of their own chat too.
 */
async function answerInOwnChat(
  { uow, dispatch, platform, resolveActor, zone }: TeamsDeps,
  { from }: Activity,
  written: string,
): Promise<string> {
  try {
    const account = await uow.read(({ people }) => people.find('teams', from.aadObjectId ?? from.id));
    const user = account && (await platform.lookAt?.(account));
    if (!account || !user) return OPEN_ONCE;
    const actor = await resolveActor(user);
    if (!actor.ok) return refusalText(actor.error, zone);
    const { card } = await dispatch.command('request-recording', written, actor.value);
    await platform.post(await platform.chatWith(account), card);
    return IN_OWN_CHAT;
  } catch (error) {
    if (error instanceof Fault && error.kind === 'place') return OPEN_ONCE;
    throw error;
  }
}

const IN_OWN_CHAT = 'What the desk understood stands in your own chat with Recording Desk. Go on there.';

const OPEN_ONCE =
  'The desk cannot write to your own chat yet. Open the chat with Recording Desk once, then do this again.';

/** Says something to whoever chose the desk's action on a message: nothing else fits there. */
export const sayInvoke = (value: string): InvokeResponse => ({
  status: 200,
  body: { task: { type: 'message', value } },
});

async function answerAction(
  { dispatch, trackUnknownMessage, uow }: TeamsDeps,
  context: TurnContext,
  actor: Actor,
  action: CardAction,
): Promise<InvokeResponse> {
  const { activity } = context;
  const { raises = false } = specOf(action.action);
  if (raises && !isPersonal(activity)) return showCard(POINT_TO_OWN_CHAT);
  const idempotencyKey = `teams:${activity.conversation.id}:${activity.replyToId ?? activity.id}`;
  const result = action.isSubmission
    ? await dispatch.submit({ ...action, values: await withAddresses(uow, action.values) }, actor, idempotencyKey)
    : await dispatch.press(action, actor);
  if (activity.replyToId) {
    const conversation = encodeAddress(channelAddress(TurnContext.getConversationReference(activity)));
    await trackUnknownMessage({ ...action, ref: { platform: 'teams', conversation, messageId: activity.replyToId } });
  }
  const raised = raises && action.isSubmission && result.kind === 'show';
  // What the invoke answers is gone when the chat is opened again; a sent form must not come back to be sent
  // twice.
  if (raised && isPersonal(activity) && activity.replyToId)
    await context.updateActivity({ ...cardActivity(result.card), id: activity.replyToId }).catch(() => {});
  const { shownOnce, beside } = drawerOf(result.card);
  if ((shownOnce || beside) && isPersonal(activity)) {
    // The card pressed is drawn again when its request changes, and would take a passcode with it.
    const sent = await context.sendActivity(cardActivity(result.card));
    const { target } = action;
    const subject = idOfTarget(target);
    // A passcode goes from the chat once its link is used.
    if (shownOnce && sent?.id && subject) {
      const given = { subject, card: 'link-given', audience: ownChat(actor.email) } as const;
      const ref = { platform: 'teams', conversation: ownChatOf(context), messageId: sent.id } as const;
      await uow.run((stores) => adoptMessage(stores, given, ref));
    }
    const isShown = target.kind === 'request' || target.kind === 'release' || target.kind === 'case';
    const pressed = isShown && (await dispatch.press({ action: 'show', target, values: {} }, actor));
    return showCard(pressed ? pressed.card : LOOK_BELOW);
  }
  return showCard(result.card);
}

const ownChatOf = (context: TurnContext): string =>
  encodeAddress({ kind: 'conversation', reference: TurnContext.getConversationReference(context.activity) });

/** An account as the client's own list of people gives it, among addresses. */
const ACCOUNT_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Staff who were picked, by their addresses; of somebody the desk has never met the id is left for the form to refuse. */
async function withAddresses(uow: TeamsDeps['uow'], { staff, ...values }: FormValues): Promise<FormValues> {
  if (staff === undefined) return values;
  let named = staff;
  for (const [id] of staff.matchAll(ACCOUNT_ID)) {
    const known = await uow.read(({ people }) => people.find('teams', id));
    if (known) named = named.replace(id, known.email);
  }
  return { ...values, staff: named };
}

const LOOK_BELOW = notice('good', 'It is ready', 'It stands in the newest message of this chat.');

const POINT_TO_OWN_CHAT = notice(
  'plain',
  'Please use your own chat',
  'Details of calls never stand in a channel. Open your own chat with Recording Desk and type the same there.',
);

async function send(context: TurnContext, card: CardView): Promise<void> {
  await context.sendActivity(cardActivity(card));
}

const showCard = (card: CardView): InvokeResponse => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: forTeams(renderCard(card)) },
});
