import type { ViewStateValue } from '@slack/bolt';
import { CHANNELS, type ChannelName, type MessageRef } from '../../features/messaging/posts.ts';
import { VERBS, type Verb } from '../actions.ts';
import { parseActionId } from './buttons.ts';

export interface Click {
  readonly verb: Verb;
  readonly id: string;
}

/** A button's verb and request; undefined for a link or a stranger's button. */
export function parseClick(action: {
  readonly action_id?: string;
  readonly value?: string | undefined;
}): Click | undefined {
  const verb = parseActionId(action.action_id ?? '');
  return verb ? { verb, id: (action.value ?? '').replaceAll('\0', '') } : undefined;
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

/** The verb a modal sends, and the request's id. */
export function parseSubmission(view: {
  readonly callback_id: string;
  readonly private_metadata: string;
}): Click | undefined {
  const verb = VERBS.find((known) => known === view.callback_id);
  return verb ? { verb, id: view.private_metadata } : undefined;
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

/** `@Recording Desk use this channel for directors`. */
export function parseChannelBinding(text: string): ChannelName | undefined {
  const match = /use this channel for (?:the )?(\w+)/i.exec(text);
  return CHANNELS.find((name) => name === match?.[1]?.toLowerCase());
}
