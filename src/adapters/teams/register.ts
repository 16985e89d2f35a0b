import { type Activity, ActivityTypes, type InvokeResponse, TurnContext } from 'botbuilder';
import type { BindChannel } from '../../usecases/bindChannel.ts';
import type { CardView } from '../../usecases/cardView.ts';
import { type Answer, type Dialogue, parseCommand } from '../../usecases/dialogue/answer.ts';
import type { InboundReply, InboundRequest, InboundRoute } from '../../usecases/inboundRoute.ts';
import type { ChatPlatform, Clock, Log, UnitOfWork } from '../../usecases/ports.ts';
import { refusalText } from '../../usecases/refusalText.ts';
import { type Refused, refusal } from '../../usecases/refused.ts';
import type { Actor, ResolveActor } from '../../usecases/resolveActor.ts';
import { renderCard } from '../cards/cardFor.ts';
import type { TeamsAccess } from './access.ts';
import { channelAddress, encodeAddress } from './address.ts';
import { DeskAdapter } from './deskAdapter.ts';
import { isAuthenticationError } from './errors.ts';
import { withinTeamsLimits } from './limits.ts';
import { createIdentifyUser, memberAddress } from './members.ts';
import { cardActivity, createTeamsPlatform } from './notifier.ts';
import {
  type CardAction,
  isPersonal,
  parseCardAction,
  parseChannelBinding,
  parseText,
  tenantOf,
} from './parse.ts';

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

export interface TeamsDoor {
  readonly platform: ChatPlatform;
  readonly route: InboundRoute;
}

/** Bodies are activities with at most a filled-in form in them. */
const MAX_BYTES = 256 * 1024;

/** Everything Teams sends comes through one route; everything the desk sends goes through the platform. */
export function createTeams(deps: TeamsDeps): TeamsDoor {
  const adapter = new DeskAdapter(deps.access);
  const turn = createTurn(deps);
  adapter.onTurnError = async (_context, error) => {
    throw error;
  };
  return {
    platform: createTeamsPlatform(adapter, deps.access),
    route: {
      path: '/api/messages',
      maxBytes: MAX_BYTES,
      answer: (request) => answer(adapter, turn, deps, request),
    },
  };
}

type Turn = (context: TurnContext) => Promise<InvokeResponse | undefined>;

async function answer(
  adapter: DeskAdapter,
  turn: Turn,
  deps: TeamsDeps,
  request: InboundRequest,
): Promise<InboundReply> {
  // A page of another site may post anything but JSON without being asked.
  if (!request.headers['content-type']?.includes('application/json')) return { status: 415 };
  const activity = readActivity(request.rawBody);
  if (!activity) return { status: 400 };
  let reply: InvokeResponse | undefined;
  let turnFault: unknown;
  try {
    await adapter.answer(request.headers.authorization ?? '', activity, async (context) => {
      try {
        reply = await turn(context);
      } catch (error) {
        turnFault = error;
      }
    });
  } catch (error) {
    if (isAuthenticationError(error)) return { status: 401 };
    throw error;
  }
  if (turnFault !== undefined) {
    deps.log.error('teams.turn-failed', { fault: (turnFault as Error).name });
    // An invoke left without a proper answer shows "Something went wrong" and loses what was typed.
    if (activity.type === ActivityTypes.Invoke) reply = sorryInvoke();
  }
  return reply ? json(reply.status, reply.body) : { status: 200 };
}

const json = (status: number, body: unknown): InboundReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body ?? {}),
});

const sorryInvoke = (): InvokeResponse => ({
  status: 200,
  body: {
    statusCode: 500,
    type: 'application/vnd.microsoft.error',
    value: {
      code: 'DeskUnavailable',
      message: 'The desk could not do this just now. Nothing was changed. Try again in a moment.',
    },
  },
});

function readActivity(rawBody: Buffer): Activity | undefined {
  try {
    const body: unknown = JSON.parse(rawBody.toString('utf8'));
    if (typeof body !== 'object' || body === null || typeof (body as Activity).type !== 'string')
      return undefined;
    const activity = body as Activity;
    // The SDK computes with dates where the wire has text.
    if (activity.timestamp) activity.timestamp = new Date(activity.timestamp);
    if (activity.localTimestamp) activity.localTimestamp = new Date(activity.localTimestamp);
    return activity.conversation ? activity : undefined;
  } catch {
    return undefined;
  }
}

function createTurn(deps: TeamsDeps): Turn {
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

/** The desk was added to somebody's own chat. */
const isInstalled = (activity: Activity): boolean =>
  activity.type === ActivityTypes.ConversationUpdate &&
  isPersonal(activity) &&
  (activity.membersAdded ?? []).some((member) => member.id === activity.recipient?.id);
