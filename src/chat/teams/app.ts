import { ActivityTypes, type InvokeResponse } from 'botbuilder';
import type { InboundReply, InboundRequest, InboundRoute } from '../../platform/http/inboundRoute.ts';
import { troubleOf } from '../trouble.ts';
import { TeamsAdapter } from './adapter.ts';
import { isAuthenticationError, teamsCause } from './errors.ts';
import { readActivity } from './inbound.ts';
import { cardActivity, createTeamsPlatform } from './notifier.ts';
import { parseMessageAction } from './parse.ts';
import { createTurn, sayInvoke, type TeamsDeps, type Turn } from './turn.ts';

/** Bodies are activities with at most a filled-in form in them. */
const MAX_BYTES = 256 * 1024;

/** Everything Teams sends comes through one route; everything the desk sends goes through the platform. */
export function createTeamsConnection(deps: Omit<TeamsDeps, 'platform'>) {
  const adapter = new TeamsAdapter(deps.access);
  const platform = createTeamsPlatform(adapter, deps.access);
  const turn = createTurn({ ...deps, platform });
  adapter.onTurnError = async (_context, error) => {
    throw error;
  };
  const route: InboundRoute = {
    path: '/api/messages',
    maxBytes: MAX_BYTES,
    answer: (request) => answer(adapter, turn, deps, request),
  };
  return { platform, route };
}

async function answer(
  adapter: TeamsAdapter,
  turn: Turn,
  { log }: Pick<TeamsDeps, 'log'>,
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
        // Whoever typed something hears that it was not done; whoever pressed, by the answer below.
        if (activity.type === ActivityTypes.Message)
          await context.sendActivity(cardActivity(troubleOf(error))).catch(() => {});
      }
    });
  } catch (error) {
    if (isAuthenticationError(error)) return { status: 401 };
    throw error;
  }
  if (turnFault !== undefined) {
    log.error('teams.turn-failed', teamsCause(turnFault));
    // An invoke left without a proper answer shows "Something went wrong" and loses what was typed.
    if (activity.type === ActivityTypes.Invoke)
      reply =
        parseMessageAction(activity) === undefined ? sorryInvoke(turnFault) : sayInvoke(troubleOf(turnFault).text);
  }
  return reply ? json(reply.status, reply.body) : { status: 200 };
}

const json = (status: number, body: unknown): InboundReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body ?? {}),
});

const sorryInvoke = (fault: unknown): InvokeResponse => ({
  status: 200,
  body: {
    statusCode: 500,
    type: 'application/vnd.microsoft.error',
    value: { code: 'DeskUnavailable', message: troubleOf(fault).text },
  },
});
