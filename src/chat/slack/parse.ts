import type { ViewStateValue } from '@slack/bolt';
import type { MessageRef } from '../../features/messaging/model/post.ts';
import { decodeTarget, type Target } from '../../kernel/target.ts';
import { type Action, isAction, specOf } from '../actions.ts';
import { parseActionId } from './buttons.ts';

export interface Click {
  readonly action: Action;
  readonly target: Target;
}

const about = (action: Action, text: string): Click => ({
  action,
  target: decodeTarget(text.replaceAll('\0', ''), specOf(action).about),
});

/** A button's action and what it is about; undefined for a link or a stranger's button. */
export function parseClick(action: {
  readonly action_id?: string;
  readonly value?: string | undefined;
}): Click | undefined {
  const name = parseActionId(action.action_id ?? '');
  return name ? about(name, action.value ?? '') : undefined;
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

/** The action a modal submits, and what it is about. */
export function parseSubmission(view: {
  readonly callback_id: string;
  readonly private_metadata: string;
}): Click | undefined {
  return isAction(view.callback_id) ? about(view.callback_id, view.private_metadata) : undefined;
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

/** The inputs' values by their id, as the desk's forms name them. */
export function parseValues(state: StateValues): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const inputs of Object.values(state))
    for (const [id, input] of Object.entries(inputs)) values[id] = inputValue(input);
  return values;
}

function inputValue(input: Partial<ViewStateValue>): string {
  if (input.type === 'checkboxes') return (input.selected_options ?? []).length > 0 ? 'true' : 'false';
  return input.value ?? input.selected_date ?? input.selected_time ?? input.selected_option?.value ?? '';
}

/** What was said, without the mention of the desk. */
export const parseMention = (text: string): string => text.replace(/<@[^>]+>/g, ' ').trim();
