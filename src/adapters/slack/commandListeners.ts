import type { App } from '@slack/bolt';
import { type Answer, COMMANDS, type Command } from '../../usecases/dialogue/answer.ts';
import { faultOf } from './errors.ts';
import { openModal } from './openModal.ts';
import type { ListenerDeps } from './register.ts';
import { onlyForYou, sorryCard, TROUBLE } from './respond.ts';

const OPENS_A_FORM: ReadonlySet<Command> = new Set(['request-recording', 'subject-access', 'police-request']);

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
      if (OPENS_A_FORM.has(command))
        return openModal({ client, triggerId: body.trigger_id, log, respond }, answer);
      const answered = await answer().catch((error): Answer => {
        log.error('slack.answer-failed', { fault: faultOf(error) });
        return { kind: 'show', card: TROUBLE };
      });
      await respond(onlyForYou(answered.card));
    });
  }
}
