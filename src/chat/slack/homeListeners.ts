import type { App, webApi } from '@slack/bolt';
import { slackCause } from './errors.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { teamsIn } from './parse.ts';
import { homeOf, refusalCard } from './respond.ts';

/**
 * The Home tab: what waits for whoever opens it, what they may hear, their cases. Drawn anew each time it is
 * opened.
 */
export function registerHome(app: App, deps: ListenerDeps): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab === 'messages' || !(await deps.isNew(String(body.event_id)))) return;
    await publishHome(deps, client, event.user, { body });
  });
}

export async function publishHome(
  { dispatch, whoActs, zone, log }: ListenerDeps,
  client: webApi.WebClient,
  userId: string,
  { page = 1, body }: { readonly page?: number; readonly body: unknown },
): Promise<void> {
  try {
    const actor = await whoActs(userId, teamsIn(body));
    const card = actor.ok
      ? (await dispatch.press('home', { kind: 'home', page }, actor.value)).card
      : refusalCard(actor.error, zone);
    await client.views.publish({ user_id: userId, view: homeOf(card) });
  } catch (error) {
    log.error('slack.home-failed', slackCause(error));
  }
}
