import { setTimeout } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import { Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/ports.ts';
import { type CardView, renderCard } from '../cards.ts';
import type { ChatPlatform } from '../chatPlatform.ts';
import { toMessage } from './blocks.ts';
import { createChartFiles } from './chart/files.ts';
import { type ChartSending, type DrawnMessage, sendCard } from './chart/send.ts';
import { slackCause, slackFault } from './errors.ts';
import type { SlackMembers } from './members.ts';
import { escapeMrkdwn } from './richText.ts';

/** A preview must never look at a listen link. */
export const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** The name under which a message carries the id of its post, which only members of the workspace's apps read. */
const POSTED = 'recording_desk_post';

/** Messages looked through for one whose answer was lost: it is seconds or minutes old. */
const LOOKED_THROUGH = 200;

/** A card that cannot be drawn never will be: waiting would only hold up everything behind it. */
function drawn(view: CardView): DrawnMessage {
  try {
    const card = renderCard(view);
    return { card, message: toMessage(card) };
  } catch {
    throw new Fault('item', 'not_drawn', `The card “${view.kind}” is more than Slack takes.`);
  }
}

export interface SlackPlatformOptions {
  /** Told of a chart that went out in words because Slack did not take its picture. */
  readonly log?: Log;
  /** How the desk waits for Slack to look a picture over; in real time unless told. */
  readonly pause?: (ms: number) => Promise<unknown>;
  /** Where somebody is looked up who has not used the desk yet. */
  readonly members?: SlackMembers;
  /** Milliseconds between two messages to one conversation. */
  readonly gapMs?: number;
}

/** Conversations whose last message is remembered; a longer list is of a time long past. */
const MOST_TURNS = 2_000;

/** Waits until a conversation may have its next message. */
function createTurns(gapMs: number): (conversation: string) => Promise<void> {
  const free = new Map<string, number>();
  return async (conversation) => {
    const now = Date.now();
    const at = Math.max(now, free.get(conversation) ?? 0);
    if (free.size > MOST_TURNS) free.clear();
    free.set(conversation, at + gapMs);
    if (at > now) await setTimeout(at - now);
  };
}

const metadataOf = (postId: string) => ({ event_type: POSTED, event_payload: { post: postId } });

const isOf = (metadata: unknown, postId: string): boolean => {
  const { event_type: type, event_payload: payload } = (metadata ?? {}) as {
    readonly event_type?: string;
    readonly event_payload?: { readonly post?: unknown };
  };
  return type === POSTED && payload?.post === postId;
};

/** Slack as the flow sees it. A conversation is a channel's id. */
export function createSlackPlatform(
  client: webApi.WebClient,
  { log, pause, members, gapMs = 0 }: SlackPlatformOptions = {},
): ChatPlatform {
  const charts: ChartSending = { files: createChartFiles(client, log), ...(pause ? { pause } : {}) };
  const turn = createTurns(gapMs);
  /** The chat with each person: it stays the same one. */
  const chats = new Map<string, string>();
  const translated = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw slackFault(error);
    }
  };
  return {
    name: 'slack',
    ...(members
      ? {
          lookAt: ({ userId }) => translated(() => members.identify(userId)),
          lookUp: (email) => translated(() => members.lookUp(email)),
          lookAtChannel: (address) => translated(() => members.channelFacts(address)),
        }
      : {}),
    chatWith: ({ userId }) =>
      translated(async () => {
        const id = chats.get(userId) ?? (await client.conversations.open({ users: userId })).channel?.id;
        if (!id) throw new Fault('place', 'no_chat', 'Slack opened no chat with this person.');
        chats.set(userId, id);
        return id;
      }),
    post: (conversation, view, postId) =>
      translated(async () => {
        await turn(conversation);
        const { ts, channel } = await sendCard(drawn(view), charts, (message) =>
          client.chat.postMessage({
            channel: conversation,
            ...message,
            ...NO_PREVIEWS,
            ...(postId === undefined ? {} : { metadata: metadataOf(postId) }),
          }),
        );
        if (!ts) throw new Fault('passing', 'no_message_id', 'Slack gave no message id.');
        return { platform: 'slack', conversation: channel ?? conversation, messageId: ts };
      }),
    say: ({ conversation, messageId }, { text, isUrgent, postId }) =>
      translated(async () => {
        const said = { channel: conversation, text: escapeMrkdwn(text), thread_ts: messageId, ...NO_PREVIEWS };
        await turn(conversation);
        const reply = { ...said, metadata: metadataOf(postId) };
        const { ts } = await client.chat.postMessage(isUrgent ? { ...reply, reply_broadcast: true } : reply);
        if (!ts) throw new Fault('passing', 'no_message_id', 'Slack gave no message id.');
        return { platform: 'slack', conversation, messageId: ts };
      }),
    update: (ref, view) =>
      translated(async () => {
        await sendCard(drawn(view), charts, (message) =>
          client.chat.update({ channel: ref.conversation, ts: ref.messageId, ...message }),
        );
      }),
    tryOut: () => translated(() => client.auth.test()),
    find: async (conversation, postId, thread) => {
      try {
        const looked = { channel: conversation, include_all_metadata: true, limit: LOOKED_THROUGH };
        const { messages = [] } = await (thread === undefined
          ? client.conversations.history(looked)
          : client.conversations.replies({ ...looked, ts: thread }));
        const found = messages.find(({ metadata }) => isOf(metadata, postId));
        return found?.ts ? { platform: 'slack', conversation, messageId: found.ts } : undefined;
      } catch (error) {
        const fault = slackFault(error);
        // An app installed before the desk asked for these scopes: the message may come twice.
        if (fault.kind === 'passing') throw fault;
        log?.warn('slack.history-not-read', slackCause(error));
        return undefined;
      }
    },
  };
}
