import { randomUUID } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import { BOT_USER } from './emulator.ts';
import { deliverSigned, type Envelope } from './signed.ts';
import type { Seat, SlackMessage, SlackView, Workspace } from './workspace.ts';

type Json = Readonly<Record<string, unknown>>;

const TEAM = 'T000000001';

/** What somebody did on the page: `on` is a view's id, or the `ts` of a message in `channel`. */
export type SlackAct =
  | { readonly kind: 'say'; readonly channel: string; readonly text: string }
  | { readonly kind: 'home' }
  | { readonly kind: 'submit' | 'close'; readonly on: string; readonly values: Json }
  | {
      readonly kind: 'press';
      readonly channel: string;
      readonly on: string;
      readonly action: string;
      readonly values: Json;
      /** What was chosen, where the change of an input is told. */
      readonly chosen?: Json;
    };

interface SlackActsDeps {
  readonly workspace: Workspace;
  readonly eventsUrl: string;
  readonly secret: string;
  /** Where what is said to one person alone is to go. */
  readonly responseUrl: (token: string) => string;
}

/** Sends the desk what people do in Slack, signed as Slack does. */
export function createSlackActs({ workspace, eventsUrl, secret, responseUrl }: SlackActsDeps) {
  const places = new Map<string, { readonly seat: Seat; readonly channel: string; readonly on: string }>();
  const responseTo = (seat: Seat, channel: string, on = ''): string => {
    const token = randomUUID();
    places.set(token, { seat, channel, on });
    return responseUrl(token);
  };
  const send = (type: Envelope, payload: Json) => deliverSigned(eventsUrl, secret, type, payload);
  const interact = ({ id }: Seat, payload: Json) =>
    send('interactive', { user: { id, team_id: TEAM }, team: { id: TEAM }, api_app_id: 'A0DESK', ...payload });
  const event = ({ id }: Seat, said: Json) =>
    send('events_api', {
      type: 'event_callback',
      team_id: TEAM,
      event_id: `Ev${randomUUID()}`,
      event: { user: id, ts: '1.1', ...said },
    });
  const viewOf = ({ views, home }: Seat, on: string): SlackView | undefined =>
    [...views, ...(home ? [home] : [])].find(({ id }) => id === on);

  const say = async (seat: Seat, channel: string, typed: string): Promise<unknown> => {
    const [, command, text = ''] = /^(\/[a-z-]+)\s*([\s\S]*)$/.exec(typed) ?? [];
    if (command !== undefined) {
      const trigger_id = await workspace.begin(seat);
      const from = { user_id: seat.id, team_id: TEAM, channel_id: channel, response_url: responseTo(seat, channel) };
      return send('slash_commands', { command, text, trigger_id, ...from });
    }
    await workspace.apiAs(seat.email, 'chat.postMessage', { channel, text: typed });
    if (channel === seat.chat) return event(seat, { type: 'message', channel_type: 'im', channel, text: typed });
    const mention = typed.replace('@Recording Desk', `<@${BOT_USER}>`);
    return mention === typed ? undefined : event(seat, { type: 'app_mention', channel, text: mention });
  };

  const press = async (seat: Seat, { channel, on, action, values, chosen }: SlackAct & { kind: 'press' }) => {
    const view = viewOf(seat, on);
    const message = view ? undefined : (await workspace.messages(channel, seat)).find(({ ts }) => ts === on);
    const element = elementOf(view?.blocks ?? message?.blocks ?? [], action);
    const place = view
      ? { container: { type: 'view', view_id: on }, view: { ...view, state: { values } } }
      : {
          channel: { id: channel },
          message: { ts: on },
          container: { type: 'message', is_ephemeral: message?.isWhisper === true },
          response_url: responseTo(seat, channel, on),
        };
    await interact(seat, {
      type: 'block_actions',
      trigger_id: await workspace.begin(seat, view?.id),
      actions: [{ block_id: 'b', ...element, ...chosen, action_ts: `${Date.now() / 1000}` }],
      ...place,
    });
  };

  /** Gives what was wrong with what was sent, by input. */
  const submit = async (seat: Seat, view: SlackView, values: Json): Promise<Json> => {
    const { body } = await interact(seat, { type: 'view_submission', view: { ...view, state: { values } } });
    const { response_action: action, errors } = body;
    const next = { ...view, submit: null, close: null, ...(body.view as SlackView | undefined) } as SlackView;
    if (action === 'clear') seat.views = [];
    else if (action === 'update') seat.views = seat.views.map((each) => (each.id === view.id ? next : each));
    else if (action !== 'errors') seat.views = seat.views.filter(({ id }) => id !== view.id);
    return { errors };
  };

  const act = async (seat: Seat, done: SlackAct): Promise<Json> => {
    switch (done.kind) {
      case 'say':
        await say(seat, done.channel, done.text);
        return {};
      case 'home':
        await event(seat, { type: 'app_home_opened', channel: seat.chat, tab: 'home' });
        return {};
      case 'press':
        await press(seat, done);
        return {};
      case 'submit': {
        const view = viewOf(seat, done.on);
        return view ? submit(seat, view, done.values) : {};
      }
      case 'close':
        seat.views = seat.views.filter(({ id }) => id !== done.on);
        return {};
    }
  };

  /** Takes what the desk says at a `response_url`: in place of what was pressed, or below it for one person alone. */
  const respond = async (token: string, said: SlackMessage & { readonly replace_original?: boolean }) => {
    const { seat, channel, on } = places.get(token) ?? {};
    if (!seat || channel === undefined) return;
    const { text, blocks = [] } = said;
    const pressed = seat.whispers.find(({ message }) => message.ts === on);
    if (said.replace_original !== true || !on) workspace.whisper(seat, channel, { text, blocks });
    else if (pressed) pressed.message = { ...pressed.message, text, blocks };
    else await workspace.api('chat.update', { channel, ts: on, text, blocks: JSON.stringify(blocks) });
  };
  return { act, respond };
}

/** The button or the input that is named so. */
const elementOf = (blocks: readonly KnownBlock[], action: string): Json | undefined =>
  (blocks as readonly { readonly elements?: readonly Json[]; readonly element?: Json }[])
    .flatMap(({ elements = [], element }) => (element ? [element] : elements))
    .find(({ action_id: id }) => id === action);
