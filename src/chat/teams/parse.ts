import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import type { FormValues } from '../../kernel/form.ts';
import { decodeTarget } from '../../kernel/target.ts';
import { isAction, specOf } from '../actions.ts';
import type { Click } from '../dispatch.ts';

export interface CardAction extends Click {
  /** Whether a form was sent; otherwise a button was pressed. */
  readonly isSubmission: boolean;
}

/** What an `Action.Execute` carries; undefined when it is none of the desk's. */
export function parseCardAction(activity: Activity): CardAction | undefined {
  if (activity.type !== ActivityTypes.Invoke || activity.name !== 'adaptiveCard/action') return undefined;
  const action = (activity.value as { action?: { verb?: unknown; data?: unknown } } | undefined)?.action;
  const name = action?.verb;
  if (!isAction(name)) return undefined;
  const { id, submit, values: carried, ...inputs } = asObject(action?.data);
  return {
    action: name,
    target: decodeTarget(typeof id === 'string' ? id.replaceAll('\0', '') : '', specOf(name).about),
    isSubmission: submit === true,
    // What a button brings along counts where nothing stands in an input of that name.
    values: { ...textsOf(asObject(carried)), ...textsOf(inputs) },
  };
}

/** What stands in the message that the desk's action was chosen on; undefined for any other invoke. */
export function parseMessageAction({ name, value }: Activity): string | undefined {
  if (name !== 'composeExtension/fetchTask') return undefined;
  const { content } = asObject(asObject(asObject(value).messagePayload).body);
  return typeof content === 'string' ? textOfHtml(content) : '';
}

/** The words of a message that Teams keeps as HTML. */
const textOfHtml = (html: string): string =>
  html
    .replace(/<(?:br|\/p|\/div|\/li)[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim();

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const textsOf = (values: Record<string, unknown>): FormValues =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      ['string', 'boolean', 'number'].includes(typeof value) ? [[name, String(value)]] : [],
    ),
  );

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
