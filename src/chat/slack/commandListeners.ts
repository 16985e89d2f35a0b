import type { App } from '@slack/bolt';
import { type Answer, COMMANDS, type Command } from '../reply.ts';
import { faultOf } from './errors.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { openModal } from './openModal.ts';
import { onlyForYou, sorryCard, TROUBLE } from './respond.ts';

/** Answered in a modal: with a form, or with a card when what was typed after the command was enough. */
const OPENS_A_FORM: ReadonlySet<Command> = new Set([
  'request-recording',
  'subject-access',
  'police-request',
  'card-payment',
  'unrecorded-line',
  'find-recordings',
  'dpo-delegate',
]);

/** `/request-recording` and the rest. */
export function registerCommands(app: App, { dialogue, whoActs, isNew, log, zone }: ListenerDeps): void {
  for (const command of COMMANDS) {
    app.command(`/${command}`, async ({ ack, body, client, respond }) => {
      await ack(); // Slack allows three seconds: acknowledge before any work.
      if (!(await isNew(body.trigger_id))) return;
      const answer = async (): Promise<Answer> => {
        const actor = await whoActs(body.user_id);
        if (!actor.ok) return { kind: 'show', card: sorryCard(actor.error, zone) };
        return dialogue.command(command, body.text ?? '', actor.value);
      };
      if (OPENS_A_FORM.has(command)) {
        let said: Answer | undefined;
        const opening = {
          client,
          triggerId: body.trigger_id,
          log,
          // Whoever's modal is lost after the desk has acted hears what it did, and not that nothing was changed.
          respond: (lost: ReturnType<typeof onlyForYou>) =>
            respond(said?.kind === 'show' ? onlyForYou(said.card) : lost),
        };
        return openModal(opening, async () => {
          said = await answer();
          return said;
        });
      }
      const answered = await answer().catch((error): Answer => {
        log.error('slack.answer-failed', { fault: faultOf(error) });
        return { kind: 'show', card: TROUBLE };
      });
      await respond(onlyForYou(answered.card));
    });
  }
}
