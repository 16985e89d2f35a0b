import type { App } from '@slack/bolt';
import type { CommandSpec } from '../../features/messaging/model/actions.ts';
import { COMMANDS, type Command } from '../commands.ts';
import type { FinalReply } from '../dispatch.ts';
import { answerOnce, troubled } from './answering.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { openModal } from './openModal.ts';
import { onlyForYou } from './respond.ts';

/** `/request-recording` and the rest. */
export function registerCommands(app: App, deps: ListenerDeps): void {
  const { dispatch, log } = deps;
  for (const [command, spec] of Object.entries(COMMANDS) as [Command, CommandSpec][]) {
    app.command(`/${command}`, async ({ ack, body, client, respond }) => {
      await ack(); // Slack allows three seconds: acknowledge before any work.
      const answer = await answerOnce(deps, body.trigger_id, { userId: body.user_id, body }, (actor) =>
        dispatch.command(command, body.text ?? '', actor),
      );
      if (!answer) return;
      if (!spec.form) return void (await respond(onlyForYou((await answer().catch(troubled(log))).card)));
      let said: FinalReply | undefined;
      const opening = {
        client,
        triggerId: body.trigger_id,
        log,
        // Whoever's modal is lost after the desk has acted hears what it did, and not that nothing was changed.
        respond: (lost: ReturnType<typeof onlyForYou>) => respond(said?.kind === 'show' ? onlyForYou(said.card) : lost),
      };
      await openModal(opening, async () => {
        said = await answer();
        return said;
      });
    });
  }
}
