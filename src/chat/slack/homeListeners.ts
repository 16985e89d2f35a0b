import type { App, webApi } from '@slack/bolt';
import { answerTo } from './answering.ts';
import { slackCause } from './errors.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { homeOf } from './respond.ts';

/** The Home tab, drawn anew each time it is opened: what waits for whoever opens it, what they may hear, their cases. */
export function registerHome(app: App, deps: ListenerDeps): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab === 'messages' || !(await deps.isNew(String(body.event_id)))) return;
    deps.homesOpened.add(event.user);
    await publishHome(deps, client, event.user, { body });
  });
}

/** Draws the Home tab of whoever has just acted anew, where they have looked at it. */
export async function refreshHome(...[deps, client, userId, of]: Parameters<typeof publishHome>): Promise<void> {
  if (deps.homesOpened.has(userId)) await publishHome(deps, client, userId, of);
}

export async function publishHome(
  deps: ListenerDeps,
  client: webApi.WebClient,
  userId: string,
  { page = 1, body }: { readonly page?: number; readonly body: unknown },
): Promise<void> {
  try {
    const { card } = await answerTo(deps, { userId, body }, (actor) =>
      deps.dispatch.press({ action: 'home', target: { kind: 'home', page }, values: {} }, actor),
    );
    await client.views.publish({ user_id: userId, view: homeOf(card) });
  } catch (error) {
    deps.log.error('slack.home-failed', slackCause(error));
  }
}
