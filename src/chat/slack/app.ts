import { App, LogLevel, webApi } from '@slack/bolt';
import { refusal } from '../../kernel/refusal.ts';
import { err } from '../../kernel/result.ts';
import { clientOptions, type SlackAccess } from './access.ts';
import { registerButtons } from './buttonListeners.ts';
import { registerCommands } from './commandListeners.ts';
import { slackCause, slackFault } from './errors.ts';
import { registerForms } from './formListeners.ts';
import { registerHome } from './homeListeners.ts';
import { createHttpReceiver } from './httpReceiver.ts';
import type { ListenerDeps, SlackDeps } from './listenerDeps.ts';
import { createSlackMembers } from './members.ts';
import { registerMessages } from './messageListeners.ts';
import { createSlackPlatform } from './notifier.ts';
import { quietLogger } from './quietLogger.ts';
import { createSocketReceiver } from './socketReceiver.ts';

export type SlackConnection = ReturnType<typeof createSlackConnection>;

/** Everything Slack sends comes through one receiver; everything the desk sends goes through the platform. */
export function createSlackConnection(deps: SlackDeps) {
  const { access, log } = deps;
  const http = access.appToken === null ? createHttpReceiver(signingSecretOf(access), log) : null;
  const receiver = http?.receiver ?? createSocketReceiver(access, log);
  const app = new App({
    receiver,
    // One workspace, one token: nothing is asked of Slack to start, so the desk starts when Slack is down.
    authorize: async () => ({ botToken: access.botToken }),
    ignoreSelf: false,
    clientOptions: clientOptions(access),
    logger: quietLogger,
    logLevel: LogLevel.ERROR,
  });
  app.error(async (error) => log.error('slack.listener-failed', slackCause(error)));
  const client = new webApi.WebClient(access.botToken, { ...clientOptions(access), logger: quietLogger });
  const members = createSlackMembers(client, () => Date.parse(deps.clock.now()));
  const listenerDeps: ListenerDeps = {
    ...deps,
    whoActs: async (userId, teams) => {
      const user = await members.identify(userId, teams);
      return user ? deps.resolveActor(user) : err(refusal('not-staff'));
    },
    addressesOf: async (userIds) =>
      (await Promise.all(userIds.map((id) => members.identify(id)))).flatMap((user) => user?.email || []),
    homesOpened: new Set(),
    isNew: (eventId) => deps.uow.run(({ inbound }) => inbound.claimEvent(`slack:${eventId}`, deps.clock.now())),
  };
  registerCommands(app, listenerDeps);
  registerButtons(app, listenerDeps);
  registerForms(app, listenerDeps);
  registerMessages(app, listenerDeps);
  registerHome(app, listenerDeps);
  return {
    platform: createSlackPlatform(client, { log, members, gapMs: access.gapMs ?? 1_000 }),
    /** The addresses of a user group's members who are the workspace's own; throws a Fault. */
    groupMembers: (id: string) =>
      members.groupMembers(id).catch((error) => {
        throw slackFault(error);
      }),
    /** Null in Socket Mode. */
    route: http?.route ?? null,
    start: async (): Promise<void> => {
      await app.start();
    },
    stop: async (): Promise<void> => {
      await app.stop();
    },
  };
}

/** Anybody can sign with an empty secret, so a missing one must never stand for that. */
function signingSecretOf({ signingSecret }: SlackAccess): string {
  if (!signingSecret)
    throw new Error('Slack over HTTP needs SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode.');
  return signingSecret;
}
