import type { ViewStateValue } from '@slack/bolt';
import type { MessageRef } from '../../features/messaging/model/post.ts';
import { isAction, specOf } from '../actions.ts';
import type { Click } from '../dispatch.ts';
import { parseActionId } from './buttons.ts';
import { type Carried, decodeCarried } from './carried.ts';

/** A button's action and what it carries; undefined for a link or a stranger's button. */
export function parseClick(action: {
  readonly action_id?: string;
  readonly value?: string | undefined;
}): (Click & Carried) | undefined {
  const name = parseActionId(action.action_id ?? '');
  return name ? { action: name, ...decodeCarried(action.value ?? '', specOf(name).about) } : undefined;
}

/** Where the message stands that a button was pressed on; undefined for one only the person who pressed can see. */
export function parsePlace(body: {
  readonly channel?: { readonly id: string } | undefined;
  readonly message?: { readonly ts: string } | undefined;
  readonly container?: Readonly<Record<string, unknown>>;
}): MessageRef | undefined {
  if (!body.channel || !body.message?.ts || body.container?.is_ephemeral === true) return undefined;
  return { platform: 'slack', conversation: body.channel.id, messageId: body.message.ts };
}

/** The message that a button stands on, whoever can see it; undefined in a view. */
export const pressedMessage = ({ message, container }: Parameters<typeof parsePlace>[0]): string | undefined =>
  typeof container?.message_ts === 'string' ? container.message_ts : message?.ts;

/** A form in a modal, with all that it carries and that stands in its inputs; undefined for a modal that is no form. */
export function parseForm(view: {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly state: { readonly values: StateValues };
}): Click | undefined {
  if (!isAction(view.callback_id)) return undefined;
  const { target, values } = decodeCarried(view.private_metadata, specOf(view.callback_id).about);
  return { action: view.callback_id, target, values: { ...values, ...parseValues(view.state.values) } };
}

/** The workspaces and organisations that something came from, beside those of the desk itself. */
export function teamsIn(body: unknown): readonly string[] {
  const {
    user,
    team,
    team_id: teamId,
    event,
  } = body as {
    readonly user?: { readonly team_id?: string };
    readonly team?: { readonly id: string } | null;
    readonly team_id?: string | null;
    readonly event?: { readonly user_team?: string };
  };
  return [user?.team_id, team?.id, teamId, event?.user_team].filter((id) => typeof id === 'string');
}

type StateValues = Readonly<Record<string, Readonly<Record<string, Partial<ViewStateValue>>>>>;

/** The accounts that were picked in each input that picks people. */
export const peopleIn = (state: StateValues): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.values(state).flatMap((inputs) =>
      Object.entries(inputs).flatMap(([id, { type, selected_users: users }]) =>
        type === 'multi_users_select' ? [[id, users ?? []]] : [],
      ),
    ),
  );

/** The inputs' values by their id, as the desk's forms name them. */
function parseValues(state: StateValues): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const inputs of Object.values(state))
    for (const [id, input] of Object.entries(inputs)) values[id] = inputValue(input);
  return values;
}

function inputValue(input: Partial<ViewStateValue>): string {
  if (input.type === 'checkboxes') return (input.selected_options ?? []).length > 0 ? 'true' : 'false';
  if (input.type === 'multi_users_select') return (input.selected_users ?? []).join(',');
  return input.value ?? input.selected_date ?? input.selected_time ?? input.selected_option?.value ?? '';
}

/** What was said, without the mention of the desk. */
export const parseMention = (text: string): string => text.replace(/<@[^>]+>/g, ' ').trim();

/** The accounts mentioned in a message. */
export const mentionedIn = (text: string): readonly string[] =>
  [...text.matchAll(/<@([UW][A-Z0-9]+)/g)].flatMap(([, id]) => id ?? []);

/** What somebody wrote, without Slack's markup: numbers, addresses and links as typed, people by their `addresses`. */
export const plainOf = (text: string, addresses: Readonly<Record<string, string>> = {}): string =>
  text
    .replace(/<@([UW][A-Z0-9]+)[^>]*>/g, (_, id: string) => addresses[id] ?? '')
    .replace(/<(?:[^>|]*\|)?([^>|]*)>/g, (_, shown: string) => shown.replace(/^(?:tel|mailto):/, ''))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
