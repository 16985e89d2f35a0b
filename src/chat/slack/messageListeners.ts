import type { App } from '@slack/bolt';
import { channelBound } from '../../features/people/bindChannel.ts';
import { parseChannelBinding } from '../../features/people/model/channelBinding.ts';
import { type CardView, renderCard } from '../cards.ts';
import { TROUBLE, troubleOf } from '../trouble.ts';
import { toMessage } from './blocks.ts';
import { noteFault, slackCause } from './errors.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { parseMention, teamsIn } from './parse.ts';
import { refusalCard } from './respond.ts';

interface Mention {
  readonly user?: string;
  readonly text?: string;
  readonly channel: string;
  readonly bot_id?: string;
}

/** A mention in a channel binds it, when it says so; any other mention is answered with what can be typed. */
export function registerMessages(app: App, deps: ListenerDeps): void {
  app.event('app_mention', async ({ event, body, client }) => {
    const mention = event as Mention;
    const { user } = mention;
    if (!user || mention.bot_id) return;
    const first = await deps.isNew(String(body.event_id)).catch(noteFault(deps.log));
    if (first === false) return;
    const card = await (first ? answerTo(deps, user, mention, teamsIn(body)) : Promise.resolve(TROUBLE)).catch(
      (error): CardView => {
        deps.log.error('slack.answer-failed', slackCause(error));
        return troubleOf(error);
      },
    );
    await client.chat.postEphemeral({ channel: mention.channel, user, ...toMessage(renderCard(card)) });
  });
}

async function answerTo(
  { dispatch, bindChannel, whoActs, zone }: ListenerDeps,
  userId: string,
  mention: Mention,
  teams: readonly string[],
): Promise<CardView> {
  const actor = await whoActs(userId, teams);
  if (!actor.ok) return refusalCard(actor.error, zone);
  const channel = parseChannelBinding(parseMention(mention.text ?? ''));
  if (!channel) return (await dispatch.command('recordings-help', '', actor.value)).card;
  const bound = await bindChannel({
    actor: actor.value,
    binding: { channel, platform: 'slack', address: mention.channel },
  });
  if (!bound.ok) return refusalCard(bound.error, zone);
  return channelBound(channel);
}
