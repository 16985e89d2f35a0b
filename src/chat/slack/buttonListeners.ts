import type { App, BlockAction } from '@slack/bolt';
import { specOf } from '../actions.ts';
import { answerOnce, troubled } from './answering.ts';
import { publishHome } from './homeListeners.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { openModal } from './openModal.ts';
import { parseClick, parsePlace } from './parse.ts';
import { onlyForYou, standsInChat } from './respond.ts';

/** Buttons on cards: those that open a second step get a modal, the others a word to the one who pressed. */
export function registerButtons(app: App, deps: ListenerDeps): void {
  const { dispatch, log } = deps;
  app.action<BlockAction>(/.*/, async ({ ack, action, body, client, respond }) => {
    await ack(); // Slack allows three seconds: acknowledge before any I/O.
    const click = parseClick(action as { action_id: string; value?: string });
    if (!click) return;
    const userId = body.user.id;
    const answer = await answerOnce(deps, `${body.trigger_id}:${click.action}`, { userId, body }, (actor) =>
      dispatch.press(click.action, click.target, actor),
    );
    if (!answer) return;
    const inHome = body.view?.type === 'home';
    // A button in a modal or in the Home tab has no message to answer at.
    const say = async (message: ReturnType<typeof onlyForYou>): Promise<void> => {
      if (!body.view) await respond(message);
    };
    if (inHome && click.target.kind === 'home')
      return publishHome(deps, client, userId, { page: click.target.page, body });
    const spec = specOf(click.action);
    if (body.view || spec.form || spec.modal) {
      const opening = { client, triggerId: body.trigger_id, onTop: body.view?.type === 'modal', log, respond: say };
      await openModal(opening, answer);
    } else {
      const { card } = await answer().catch(troubled(log));
      // Every copy of the card is redrawn by the outbox, never from here.
      if (spec.shows || !standsInChat(card)) await say(onlyForYou(card));
    }
    if (inHome) await publishHome(deps, client, userId, { body });
    const place = parsePlace(body);
    if (place) await deps.trackUnknownMessage({ ...click, ref: place });
  });
}
