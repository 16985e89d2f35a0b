import type { webApi } from '@slack/bolt';
import type { CardView } from '../../usecases/cardView.ts';
import { type ChatPlatform, DeliveryFault } from '../../usecases/ports.ts';
import { renderCard } from '../cards/cardFor.ts';
import { type SlackMessage, toMessage } from './blocks.ts';
import { deliveryFault } from './errors.ts';

/** A preview must never look at a listen link. */
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** A card that cannot be drawn never will be: waiting would only hold up everything behind it. */
function drawn(view: CardView): SlackMessage {
  try {
    return toMessage(renderCard(view));
  } catch {
    throw new DeliveryFault('unreachable', `The card “${view.kind}” is more than Slack takes.`);
  }
}

/** Slack as the flow sees it. A conversation is a channel's id. */
export function createSlackPlatform(client: webApi.WebClient): ChatPlatform {
  const translated = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw deliveryFault(error);
    }
  };
  return {
    name: 'slack',
    chatWith: (email, binding) =>
      translated(async () => {
        const userId = binding?.userId ?? (await client.users.lookupByEmail({ email })).user?.id;
        if (!userId) throw new DeliveryFault('unreachable', 'Slack knows nobody with this address.');
        const { channel } = await client.conversations.open({ users: userId });
        if (!channel?.id) throw new DeliveryFault('unreachable', 'Slack opened no chat with this person.');
        return channel.id;
      }),
    post: (conversation, view) =>
      translated(async () => {
        const message = { channel: conversation, ...drawn(view), ...NO_PREVIEWS };
        const { ts, channel } = await client.chat.postMessage(message);
        if (!ts) throw new DeliveryFault('later', 'Slack gave no message id.');
        return { platform: 'slack', conversation: channel ?? conversation, messageId: ts };
      }),
    update: (ref, view) =>
      translated(async () => {
        await client.chat.update({
          channel: ref.conversation,
          ts: ref.messageId,
          ...drawn(view),
        });
      }),
  };
}
