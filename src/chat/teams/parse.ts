import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import { decodeTarget, type Target } from '../../kernel/target.ts';
import { type Action, isAction, specOf } from '../actions.ts';

export interface CardAction {
  readonly action: Action;
  readonly target: Target;
  /** Whether a form was sent; otherwise a button was pressed. */
  readonly isSubmission: boolean;
  /** The inputs' values by their id. */
  readonly values: Readonly<Record<string, string>>;
}

/** What an `Action.Execute` carries; undefined when it is none of the desk's. */
export function parseCardAction(activity: Activity): CardAction | undefined {
  if (activity.type !== ActivityTypes.Invoke || activity.name !== 'adaptiveCard/action') return undefined;
  const action = (activity.value as { action?: { verb?: unknown; data?: unknown } } | undefined)?.action;
  const name = action?.verb;
  if (!isAction(name)) return undefined;
  const { id, submit, ...inputs } = (
    typeof action?.data === 'object' && action.data !== null ? action.data : {}
  ) as Record<string, unknown>;
  const values = Object.entries(inputs).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
  return {
    action: name,
    target: decodeTarget(typeof id === 'string' ? id.replaceAll('\0', '') : '', specOf(name).about),
    isSubmission: submit === true,
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

export const isPersonal = (activity: Activity): boolean => activity.conversation.conversationType === 'personal';

/** The tenant a message comes from. */
export const tenantOf = (activity: Activity): string | undefined =>
  activity.conversation?.tenantId ?? (activity.channelData as { tenant?: { id?: string } } | undefined)?.tenant?.id;

/** The desk was added to somebody's own chat. */
export const isInstalled = (activity: Activity): boolean =>
  activity.type === ActivityTypes.ConversationUpdate &&
  isPersonal(activity) &&
  (activity.membersAdded ?? []).some((member) => member.id === activity.recipient?.id);
