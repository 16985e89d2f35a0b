import type { App } from '@slack/bolt';
import { refusalNotice } from '../../features/messaging/model/notice.ts';
import type { Actor } from '../../features/people/actor.ts';
import { parseChannelBinding } from '../../features/people/model/channelBinding.ts';
import { renderCard } from '../cards.ts';
import type { FinalReply } from '../dispatch.ts';
import { answerOnce, troubled } from './answering.ts';
import { toMessage } from './blocks.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { NO_PREVIEWS } from './notifier.ts';
import { mentionedIn, parseMention, plainOf } from './parse.ts';

interface Mention {
  readonly user?: string;
  readonly text?: string;
  readonly channel: string;
  readonly bot_id?: string;
}

/**
 * What somebody types to the desk in their own chat, and mentions in channels. A mention in a channel binds it, when it
 * says so; any other mention is answered with what can be typed.
 */
export function registerMessages(app: App, deps: ListenerDeps): void {
  app.event('app_mention', async ({ event, body, client }) => {
    const mention = event as Mention;
    const { user } = mention;
    if (!user || mention.bot_id) return;
    const answer = await answerOnce(deps, String(body.event_id), { userId: user, body }, (actor) =>
      answerMention(deps, mention, actor),
    );
    if (!answer) return;
    const { card } = await answer().catch(troubled(deps.log));
    await client.chat.postEphemeral({ channel: mention.channel, user, ...toMessage(renderCard(card)) });
  });
  app.event('message', async ({ event, body, client }) => {
    const said = event as Mention & { readonly channel_type?: string; readonly subtype?: string | null };
    const { user } = said;
    // A message with a file beside it says something too; every other kind is none that somebody wrote.
    const isWritten = said.subtype === undefined || said.subtype === null || said.subtype === 'file_share';
    if (said.channel_type !== 'im' || !isWritten || said.bot_id || !user) return;
    const answer = await answerOnce(deps, String(body.event_id), { userId: user, body }, async (actor) =>
      deps.dispatch.say(await typedBy(deps, said.text ?? ''), actor),
    );
    if (!answer) return;
    const { card } = await answer().catch(troubled(deps.log));
    await client.chat.postMessage({ channel: said.channel, ...toMessage(renderCard(card)), ...NO_PREVIEWS });
  });
}

/** What somebody wrote, with the addresses of those they mention. */
export async function typedBy({ addressesOf }: ListenerDeps, text: string): Promise<string> {
  const found = mentionedIn(text).map(async (id) => [id, (await addressesOf([id]))[0] ?? ''] as const);
  return plainOf(text, Object.fromEntries(await Promise.all(found)));
}

async function answerMention(
  { dispatch, bindChannel, zone }: ListenerDeps,
  mention: Mention,
  actor: Actor,
): Promise<FinalReply> {
  const channel = parseChannelBinding(parseMention(mention.text ?? ''));
  if (!channel) return dispatch.command('recordings-help', '', actor);
  const bound = await bindChannel({ actor, binding: { channel, platform: 'slack', address: mention.channel } });
  return { kind: 'show', card: bound.ok ? bound.value : refusalNotice(bound.error, zone) };
}
