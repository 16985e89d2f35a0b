import { ActivityTypes, type InvokeResponse, TurnContext } from 'botbuilder';
import type { Actor } from '../../features/people/actor.ts';
import type { BindChannel } from '../../features/people/bindChannel.ts';
import type { ResolveActor } from '../../features/people/resolveActor.ts';
import type { Clock, Log } from '../../kernel/ports.ts';
import { refusalText } from '../../kernel/refusalText.ts';
import { type Refused, refusal } from '../../kernel/refused.ts';
import type { UnitOfWork } from '../../stores.ts';
import type { CardView } from '../cardView.ts';
import { renderCard } from '../presentCard.ts';
import { type Answer, type Dialogue, parseCommand } from '../reply.ts';
import type { TeamsAccess } from './access.ts';
import { channelAddress, encodeAddress } from './address.ts';
import { withinTeamsLimits } from './limits.ts';
import { createIdentifyUser, memberAddress } from './members.ts';
import { cardActivity } from './notifier.ts';
import {
  type CardAction,
  isInstalled,
  isPersonal,
  parseCardAction,
  parseChannelBinding,
  parseText,
  tenantOf,
} from './parse.ts';

export type Turn = (context: TurnContext) => Promise<InvokeResponse | undefined>;

export interface TeamsDeps {
  readonly access: TeamsAccess;
  readonly dialogue: Dialogue;
  readonly resolveActor: ResolveActor;
  readonly bindChannel: BindChannel;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  readonly zone: string;
  readonly practiceName: string;
}

/** What the desk does with one activity, and for an invoke what it answers. */
export function createTurn(deps: TeamsDeps): Turn {
  const { access, dialogue, uow, clock, log, zone } = deps;
  const identify = createIdentifyUser(() => Date.parse(clock.now()));

  const whoActs = async (context: TurnContext) => {
    const user = await identify(context);
    if (!user) return undefined;
    const known =
      user.address ?? (await uow.read(({ people }) => people.find('teams', user.userId)))?.address;
    return deps.resolveActor({ ...user, address: user.address ?? (known ? null : memberAddress(context)) });
  };

  const sorry = (fault: Refused): CardView => ({
    kind: 'notice',
    tone: 'warning',
    title: 'Nothing was changed',
    text: refusalText(fault, zone),
  });

  const onMessage = async (context: TurnContext, actor: Actor): Promise<void> => {
    const text = parseText(context.activity);
    const channel = parseChannelBinding(text);
    if (channel && !isPersonal(context.activity)) {
      const reference = TurnContext.getConversationReference(context.activity);
      const bound = await deps.bindChannel({
        actor,
        binding: { channel, platform: 'teams', address: encodeAddress(channelAddress(reference)) },
      });
      await context.sendActivity(
        cardActivity(
          bound.ok
            ? {
                kind: 'notice',
                tone: 'good',
                title: 'This channel is bound',
                text: `Cards for ${channel} come here from now on.`,
              }
            : sorry(bound.error),
        ),
      );
      return;
    }
    const said = parseCommand(text) ?? { command: 'recordings-help' as const, text: '' };
    if (
      !isPersonal(context.activity) &&
      said.command !== 'recordings-help' &&
      said.command !== 'recording-policy'
    ) {
      await context.sendActivity(cardActivity(POINT_TO_OWN_CHAT));
      return;
    }
    const answered = await dialogue.command(said.command, said.text, actor);
    await context.sendActivity(cardActivity(answered.card));
  };

  const onAction = async (
    context: TurnContext,
    actor: Actor,
    action: CardAction,
  ): Promise<InvokeResponse> => {
    const { activity } = context;
    const raises = RAISING.has(action.verb) || action.verb === 'open-request';
    if (raises && !isPersonal(activity)) return showCard({ kind: 'show', card: POINT_TO_OWN_CHAT });
    const sends = action.verb.startsWith('send-');
    const once = `teams:${activity.conversation.id}:${activity.replyToId ?? activity.id}`;
    const result = sends
      ? await dialogue.send(action.verb, action.id, action.values, actor, once)
      : await dialogue.press(action.verb, action.id, actor);
    const raised = RAISING.has(action.verb) && result.kind === 'show';
    // What the invoke answers is gone when the chat is opened again; a sent form must not come back to be sent twice.
    if (raised && isPersonal(activity) && activity.replyToId)
      await context.updateActivity({ ...cardActivity(result.card), id: activity.replyToId }).catch(() => {});
    if (ONCE_SHOWN.has(result.card.kind) && isPersonal(activity)) {
      // The card pressed is drawn again when its request changes, and would take the passcode with it.
      await context.sendActivity(cardActivity(result.card));
      return showCard({ kind: 'show', card: LOOK_BELOW });
    }
    return showCard(result);
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
      inbound.isNew(`teams:${activity.conversation.id}:${activity.id}`, clock.now()),
    );
    if (!isNew && !isInvoke) return undefined;
    const actor = await whoActs(context);
    if (!actor?.ok) {
      const card = sorry(actor ? actor.error : refusal('not-staff'));
      if (isInvoke) return showCard({ kind: 'show', card });
      await context.sendActivity(cardActivity(card));
      return undefined;
    }
    if (isInvoke) {
      const action = parseCardAction(activity);
      return action ? onAction(context, actor.value, action) : { status: 200, body: {} };
    }
    if (activity.type === ActivityTypes.Message) await onMessage(context, actor.value);
    else
      await context.sendActivity(
        cardActivity((await dialogue.command('recordings-help', '', actor.value)).card),
      );
    return undefined;
  };
}

const RAISING: ReadonlySet<string> = new Set([
  'send-request',
  'send-subject-access',
  'send-police',
  'send-card-payment',
  'send-unrecorded-line',
  'send-delegation',
]);

/** Shown this once and never again: lost with the message, they would be lost for good. */
const ONCE_SHOWN: ReadonlySet<string> = new Set<CardView['kind']>(['outside-given']);

const LOOK_BELOW: CardView = {
  kind: 'notice',
  tone: 'good',
  title: 'The link is made',
  text: 'It stands with its passcode in the newest message of this chat.',
};

const POINT_TO_OWN_CHAT: CardView = {
  kind: 'notice',
  tone: 'plain',
  title: 'Please use your own chat',
  text: 'Details of calls never stand in a channel. Open your own chat with Recording Desk and type the same there.',
};

const showCard = (answered: Answer): InvokeResponse => ({
  status: 200,
  body: {
    statusCode: 200,
    type: 'application/vnd.microsoft.card.adaptive',
    value: withinTeamsLimits(renderCard(answered.card)),
  },
});
