import type { App, BlockAction } from '@slack/bolt';
import type { Actor } from '../../features/people/actor.ts';
import { specOf } from '../actions.ts';
import type { Click } from '../dispatch.ts';
import { answerOnce, troubled } from './answering.ts';
import { publishHome, refreshHome } from './homeListeners.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { parseClick, parseForm, parsePlace, pressedMessage } from './parse.ts';
import { onlyForYou, standsInChat } from './respond.ts';
import { type OpenView, openModal, replaceView } from './views.ts';

/** Buttons on cards: those that open a second step get a modal, the others a word to the one who pressed. */
export function registerButtons(app: App, deps: ListenerDeps): void {
  const { dispatch, log } = deps;
  app.action<BlockAction>(/.*/, async ({ ack, action, body, client, respond }) => {
    await ack(); // Slack allows three seconds: acknowledge before any I/O.
    const view = body.view as (OpenView & Parameters<typeof parseForm>[0]) | undefined;
    const below = view?.type === 'modal' ? view : undefined;
    const form = below?.state ? parseForm(below) : undefined;
    const pressed = parseClick(action as { action_id: string; value?: string });
    const inputs = Object.keys(below?.state?.values ?? {}).map((name) => [name, form?.values[name] ?? ''] as const);
    // What a button brings along counts where no input of that name stands. An input that draws its form anew is no button.
    const click: Click | undefined = pressed
      ? { ...pressed, values: { ...form?.values, ...pressed.values, ...Object.fromEntries(inputs) } }
      : form;
    if (!click) return;
    const userId = body.user.id;
    const place = parsePlace(body);
    const act = (actor: Actor) =>
      pressed?.isSubmission
        ? dispatch.submit(click, actor, `slack:${body.channel?.id}:${pressedMessage(body) ?? body.trigger_id}`)
        : dispatch.press(click, actor);
    const answer = await answerOnce(deps, `${body.trigger_id}:${click.action}`, { userId, body }, act);
    if (!answer) return;
    // A button in a modal or in the Home tab has no message to answer at.
    const say = async (message: ReturnType<typeof onlyForYou>): Promise<void> => {
      if (!view) await respond(message);
    };
    if (view?.type === 'home' && click.target.kind === 'home')
      return publishHome(deps, client, userId, { page: click.target.page, body });
    const spec = specOf(click.action);
    const opening = { client, triggerId: body.trigger_id, below, log, respond: say };
    if (below && (form?.action === click.action || spec.inPlace)) await replaceView(opening, below, answer);
    else if (pressed?.isSubmission) {
      const reply = await answer().catch(troubled(log));
      // What has been sent must not stand there to be sent again.
      if (reply.kind === 'show') await respond({ ...onlyForYou(reply.card), replace_original: true });
      else await openModal(opening, async () => reply);
    } else if (!view && spec.inPlace && !spec.form)
      await respond({ ...onlyForYou((await answer().catch(troubled(log))).card), replace_original: true });
    else if (view || spec.form || spec.modal) await openModal(opening, answer);
    else {
      const { card } = await answer().catch(troubled(log));
      // Every copy of the card is redrawn by the outbox, never from here.
      if (spec.shows || !standsInChat(card)) await say(onlyForYou(card));
    }
    await refreshHome(deps, client, userId, { body });
    if (place) await deps.trackUnknownMessage({ ...click, ref: place });
  });
}
