import type { App } from '@slack/bolt';
import { COMMANDS, type Command } from '../../usecases/dialogue/answer.ts';
import { openModal } from './openModal.ts';
import type { ListenerDeps } from './register.ts';
import { onlyForYou, sorryCard, TROUBLE } from './respond.ts';

const OPENS_A_FORM: ReadonlySet<Command> = new Set(['request-recording', 'subject-access', 'police-request']);

/** `/request-recording` and the rest. */
export function registerCommands(app: App, { dialogue, whoActs, isNew, log, zone }: ListenerDeps): void {
  for (const command of COMMANDS) {
    app.command(`/${command}`, async ({ ack, body, client, respond }) => {
      await ack(); // Slack allows three seconds: acknowledge before any work.
      const answer = async () => {
        const actor = await whoActs(body.user_id);
        if (!actor.ok) return { kind: 'show', card: sorryCard(actor.error, zone) } as const;
        return dialogue.command(command, body.text ?? '', actor.value);
      };
      if (OPENS_A_FORM.has(command)) {
        if (await isNew(body.trigger_id)) await openModal(client, body.trigger_id, log, answer);
        return;
      }
      const answered = await answer().catch(() => ({ kind: 'show', card: TROUBLE }) as const);
      await respond(onlyForYou(answered.card));
    });
  }
}
