import type { App } from '@slack/bolt';
import type { CommandSpec } from '../../features/messaging/model/actions.ts';
import { COMMANDS, type Command } from '../commands.ts';
import type { FinalReply } from '../dispatch.ts';
import { TROUBLE, troubleOf } from '../trouble.ts';
import { noteFault, slackCause } from './errors.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { openModal } from './openModal.ts';
import { teamsIn } from './parse.ts';
import { onlyForYou, refusalCard } from './respond.ts';

/** `/request-recording` and the rest. */
export function registerCommands(app: App, { dispatch, whoActs, isNew, log, zone }: ListenerDeps): void {
  for (const [command, spec] of Object.entries(COMMANDS) as [Command, CommandSpec][]) {
    app.command(`/${command}`, async ({ ack, body, client, respond }) => {
      await ack(); // Slack allows three seconds: acknowledge before any work.
      const first = await isNew(body.trigger_id).catch(noteFault(log));
      if (first === false) return;
      const answer = async (): Promise<FinalReply> => {
        if (!first) return { kind: 'show', card: TROUBLE };
        const actor = await whoActs(body.user_id, teamsIn(body));
        if (!actor.ok) return { kind: 'show', card: refusalCard(actor.error, zone) };
        return dispatch.command(command, body.text ?? '', actor.value);
      };
      if (spec.form) {
        let said: FinalReply | undefined;
        const opening = {
          client,
          triggerId: body.trigger_id,
          log,
          // Whoever's modal is lost after the desk has acted hears what it did, and not that nothing was
          // changed.
          respond: (lost: ReturnType<typeof onlyForYou>) =>
            respond(said?.kind === 'show' ? onlyForYou(said.card) : lost),
        };
        return openModal(opening, async () => {
          said = await answer();
          return said;
        });
      }
      const answered = await answer().catch((error): FinalReply => {
        log.error('slack.answer-failed', slackCause(error));
        return { kind: 'show', card: troubleOf(error) };
      });
      await respond(onlyForYou(answered.card));
    });
  }
}
