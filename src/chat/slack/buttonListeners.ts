import type { App, BlockAction } from '@slack/bolt';
import type { Answer } from '../reply.ts';
import { faultOf } from './errors.ts';
import { publishHome } from './homeListeners.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { openModal } from './openModal.ts';
import { type Click, parseClick, parsePlace } from './parse.ts';
import { onlyForYou, REDRAWN, sorryCard, TROUBLE } from './respond.ts';

/** Buttons on cards: those that open a second step get a modal, the others a word to the one who pressed. */
export function registerButtons(app: App, deps: ListenerDeps): void {
  const { isNew, log } = deps;
  app.action<BlockAction>(/.*/, async ({ ack, action, body, client, respond }) => {
    await ack(); // Slack allows three seconds: acknowledge before any I/O.
    const click = parseClick(action as { action_id: string; value?: string });
    if (!click || !(await isNew(`${body.trigger_id}:${click.verb}`))) return;
    const answer = () => answerTo(deps, click, body.user.id);
    const inHome = body.view?.type === 'home';
    // A button in a modal or in the Home tab has no message to answer at.
    const say = async (message: ReturnType<typeof onlyForYou>): Promise<void> => {
      if (!body.view) await respond(message);
    };
    if (inHome && click.verb === 'open-home') return publishHome(deps, client, body.user.id, click.id);
    if (body.view || click.verb.startsWith('open-')) {
      const opening = {
        client,
        triggerId: body.trigger_id,
        onTop: body.view?.type === 'modal',
        log,
        respond: say,
      };
      await openModal(opening, answer);
    } else {
      const answered = await answer().catch((error): Answer => {
        log.error('slack.answer-failed', { fault: faultOf(error) });
        return { kind: 'show', card: TROUBLE };
      });
      // Every copy of the card is redrawn by the outbox, never from here.
      if (click.verb === 'show' || !REDRAWN.has(answered.card.kind)) await say(onlyForYou(answered.card));
    }
    if (inHome) await publishHome(deps, client, body.user.id);
    const place = parsePlace(body);
    if (place) await deps.adoptCopy({ subject: click.id, verb: click.verb, ref: place });
  });
}

async function answerTo(
  { whoActs, dialogue, zone }: ListenerDeps,
  click: Click,
  userId: string,
): Promise<Answer> {
  const actor = await whoActs(userId);
  if (!actor.ok) return { kind: 'show', card: sorryCard(actor.error, zone) };
  return dialogue.press(click.verb, click.id, actor.value);
}
