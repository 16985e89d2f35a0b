import type { App } from '@slack/bolt';
import type { CardView } from '../../usecases/cardView.ts';
import { renderCard } from '../cards/cardFor.ts';
import { toMessage } from './blocks.ts';
import { parseChannelBinding } from './parse.ts';
import type { ListenerDeps } from './register.ts';
import { sorryCard } from './respond.ts';

interface Mention {
  readonly user?: string;
  readonly text?: string;
  readonly channel: string;
  readonly bot_id?: string;
}

/** A mention in a channel binds it, when it says so; any other mention is answered with what can be typed. */
export function registerMessages(
  app: App,
  { dialogue, bindChannel, whoActs, isNew, zone }: ListenerDeps,
): void {
  app.event('app_mention', async ({ event, body, client }) => {
    const mention = event as Mention;
    if (!mention.user || mention.bot_id || !(await isNew(String(body.event_id)))) return;
    const actor = await whoActs(mention.user);
    const say = (card: CardView) =>
      client.chat.postEphemeral({
        channel: mention.channel,
        user: mention.user ?? '',
        ...toMessage(renderCard(card)),
      });
    if (!actor.ok) return void (await say(sorryCard(actor.error, zone)));
    const channel = parseChannelBinding(mention.text ?? '');
    if (!channel) return void (await say((await dialogue.command('recordings-help', '', actor.value)).card));
    const bound = await bindChannel({
      actor: actor.value,
      binding: { channel, platform: 'slack', address: mention.channel },
    });
    await say(
      bound.ok
        ? {
            kind: 'notice',
            tone: 'good',
            title: 'This channel is bound',
            text: `Cards for ${channel} come here from now on.`,
          }
        : sorryCard(bound.error, zone),
    );
  });
}
