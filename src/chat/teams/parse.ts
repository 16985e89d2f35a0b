import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import { CHANNELS, type ChannelName } from '../../features/messaging/posts.ts';
import { VERBS, type Verb } from '../actions.ts';

export interface CardAction {
  readonly verb: Verb;
  readonly id: string;
  /** The inputs' values by their id. */
  readonly values: Readonly<Record<string, string>>;
}

/** What an `Action.Execute` carries; undefined when it is none of the desk's. */
export function parseCardAction(activity: Activity): CardAction | undefined {
  if (activity.type !== ActivityTypes.Invoke || activity.name !== 'adaptiveCard/action') return undefined;
  const action = (activity.value as { action?: { verb?: unknown; data?: unknown } } | undefined)?.action;
  const verb = VERBS.find((known) => known === action?.verb);
  if (!verb) return undefined;
  const { id, ...inputs } = (
    typeof action?.data === 'object' && action.data !== null ? action.data : {}
  ) as Record<string, unknown>;
  const values = Object.entries(inputs).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
      ? [[name, String(value)]]
      : [],
  );
  return {
    verb,
    id: typeof id === 'string' ? id.replaceAll('\0', '') : '',
    values: Object.fromEntries(values),
  };
}

/** What was typed, without the mention of the bot. */
export function parseText(activity: Activity): string {
  const text = TurnContext.removeRecipientMention({ ...activity }) ?? activity.text ?? '';
  return text
    .replace(/<at>[^<]*<\/at>/gi, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .trim();
}

/** `use this channel for directors`. */
export function parseChannelBinding(text: string): ChannelName | undefined {
  const match = /^use this channel for (?:the )?(\w+)\.?$/i.exec(text.trim());
  return CHANNELS.find((name) => name === match?.[1]?.toLowerCase());
}

export const isPersonal = (activity: Activity): boolean =>
  activity.conversation.conversationType === 'personal';

/** The tenant a message comes from. */
export const tenantOf = (activity: Activity): string | undefined =>
  activity.conversation?.tenantId ??
  (activity.channelData as { tenant?: { id?: string } } | undefined)?.tenant?.id;

/** The desk was added to somebody's own chat. */
export const isInstalled = (activity: Activity): boolean =>
  activity.type === ActivityTypes.ConversationUpdate &&
  isPersonal(activity) &&
  (activity.membersAdded ?? []).some((member) => member.id === activity.recipient?.id);
