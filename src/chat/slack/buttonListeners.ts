import type { App, BlockAction } from '@slack/bolt';
import { specOf } from '../actions.ts';
import type { FinalReply } from '../dispatch.ts';
import { TROUBLE, troubleOf } from '../trouble.ts';
import { noteFault, slackCause } from './errors.ts';
import { publishHome } from './homeListeners.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { openModal } from './openModal.ts';
import { type Click, parseClick, parsePlace, teamsIn } from './parse.ts';
import { onlyForYou, refusalCard, standsInChat } from './respond.ts';

/** Buttons on cards: those that open a second step get a modal, the others a word to the one who pressed. */
export function registerButtons(app: App, deps: ListenerDeps): void {
  const { isNew, log } = deps;
  app.action<BlockAction>(/.*/, async ({ ack, action, body, client, respond }) => {
    await ack(); // Slack allows three seconds: acknowledge before any I/O.
    const click = parseClick(action as { action_id: string; value?: string });
    if (!click) return;
    const first = await isNew(`${body.trigger_id}:${click.action}`).catch(noteFault(log));
    if (first === false) return;
    const answer = async (): Promise<FinalReply> =>
      first ? answerTo(deps, click, body) : { kind: 'show', card: TROUBLE };
    const inHome = body.view?.type === 'home';
    // A button in a modal or in the Home tab has no message to answer at.
    const say = async (message: ReturnType<typeof onlyForYou>): Promise<void> => {
      if (!body.view) await respond(message);
    };
    if (inHome && click.target.kind === 'home')
      return publishHome(deps, client, body.user.id, { page: click.target.page, body });
    const spec = specOf(click.action);
    if (body.view || spec.form || spec.modal) {
      const opening = { client, triggerId: body.trigger_id, onTop: body.view?.type === 'modal', log, respond: say };
      await openModal(opening, answer);
    } else {
      const answered = await answer().catch((error): FinalReply => {
        log.error('slack.answer-failed', slackCause(error));
        return { kind: 'show', card: troubleOf(error) };
      });
      // Every copy of the card is redrawn by the outbox, never from here.
      if (spec.shows || !standsInChat(answered.card)) await say(onlyForYou(answered.card));
    }
    if (inHome) await publishHome(deps, client, body.user.id, { body });
    const place = parsePlace(body);
    if (place) await deps.trackUnknownMessage({ ...click, ref: place });
  });
}

async function answerTo(
  { whoActs, dispatch, zone }: ListenerDeps,
  click: Click,
  body: BlockAction,
): Promise<FinalReply> {
  const actor = await whoActs(body.user.id, teamsIn(body));
  if (!actor.ok) return { kind: 'show', card: refusalCard(actor.error, zone) };
  return dispatch.press(click.action, click.target, actor.value);
}
