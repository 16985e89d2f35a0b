import type { App } from '@slack/bolt';
import type { CommandSpec } from '../../features/messaging/model/actions.ts';
import { COMMANDS, type Command, isCommand } from '../commands.ts';
import { answerOnce, troubled } from './answering.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { typedBy } from './messageListeners.ts';
import { onlyForYou } from './respond.ts';
import { openModal } from './views.ts';

/** `/request-recording` and the rest, and the shortcuts that stand for some of them. */
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
      await openModal({ client, triggerId: body.trigger_id, log, respond }, answer);
    });
  }
  app.shortcut(/.*/, async ({ ack, shortcut, body, client, respond }) => {
    await ack();
    // A message's shortcut hands on what somebody wrote.
    const command = shortcut.callback_id.replace(/-message$/, '');
    if (!isCommand(command)) return;
    const text = shortcut.type === 'message_action' ? (shortcut.message.text ?? '') : '';
    const answer = await answerOnce(deps, shortcut.trigger_id, { userId: shortcut.user.id, body }, async (actor) =>
      dispatch.command(command, await typedBy(deps, text), actor),
    );
    if (!answer) return;
    const say = async (said: ReturnType<typeof onlyForYou>): Promise<void> => {
      if (shortcut.type === 'message_action') await respond(said);
    };
    await openModal({ client, triggerId: shortcut.trigger_id, log, respond: say }, answer);
  });
}
