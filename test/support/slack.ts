import { randomUUID } from 'node:crypto';
import type { SlackAccess } from '../../src/chat/slack/access.ts';
import { DANA, DAVID, PRIYA } from '../builders.ts';
import type { Acknowledged, Envelope } from '../demo/slack/signed.ts';
import { type FaultyProxy, startFaultyProxy } from '../fakes/faultyProxy.ts';
import { startResponseServer } from '../fakes/slackResponses.ts';
import { blocksFault, viewFault } from '../fakes/slackRules.ts';
import { type SlackSocket, startSlackSocket } from '../fakes/slackSocket.ts';
import { APP_TOKEN, BOT_TOKEN, BOT_USER, type SlackEmulator, startSlackEmulator } from './slackEmulator.ts';
import { overHttp, overSocket, type Sender } from './slackSender.ts';
import { buttonsOf, type SlackMessage, type SlackView, stateOf } from './slackShapes.ts';
import { until } from './until.ts';

type Json = Readonly<Record<string, unknown>>;

/** How the desk answered a modal that a person submitted. */
export type Sent =
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'view'; readonly view: SlackView }
  /** The modal closes because the desk tells Slack to close it. */
  | { readonly kind: 'closed' }
  /** The modal closes because the desk says nothing, and the person is left to think that all is well. */
  | { readonly kind: 'redact' };

/** A message only one person sees. */
interface Whisper {
  readonly email: string;
  readonly message: SlackMessage;
}

export interface TestSlack {
  readonly settings: SlackAccess;
  readonly secret: string;
  readonly emulator: SlackEmulator;
  readonly proxy: FaultyProxy;
  /** Null unless in Socket Mode. */
  readonly socket: SlackSocket | null;
  /** Tells Slack where the desk listens. */
  connect(deskUrl: string): void;
  /** The address Slack sends to. */
  readonly events: string;
  command(email: string, command: string, text?: string): Promise<Acknowledged>;
  /** Presses a button, named by its words or by the start of its action id. */
  press(email: string, message: SlackMessage, button: string): Promise<Acknowledged>;
  /** Presses a button in a modal or in the Home tab, named by its action id, with this typed in the inputs beside it. */
  pressInView(
    email: string,
    view: SlackView,
    actionId: string,
    typed?: Readonly<Record<string, string>>,
  ): Promise<Acknowledged>;
  /** Chooses in an input whose change Slack tells of, and gives the modal as it is drawn anew. */
  choose(email: string, view: SlackView, input: string, typed: Readonly<Record<string, string>>): Promise<SlackView>;
  /** The modal as the desk has drawn it anew after this person's last act. */
  redrawn(email: string, view: SlackView): Promise<SlackView>;
  /** Writes to the desk in the person's own chat, and gives what it answers. */
  say(email: string, text: string): Promise<SlackMessage>;
  /** Chooses a shortcut; on a message when its text is given. */
  shortcut(email: string, callbackId: string, text?: string): Promise<Acknowledged>;
  /** Opens the desk's Home tab and gives what it shows. */
  openHome(email: string): Promise<SlackView>;
  submit(email: string, view: SlackView, typed: Readonly<Record<string, string>>): Promise<Sent>;
  mention(email: string, channel: string, text: string): Promise<Acknowledged>;
  /** Sends a payload as it is; the builders below make them. */
  deliver(type: Envelope, payload: Json): Promise<Acknowledged>;
  commandPayload(email: string, command: string, text?: string): Promise<Json>;
  pressPayload(email: string, message: SlackMessage, button: string): Promise<Json>;
  submitPayload(email: string, view: SlackView, typed: Readonly<Record<string, string>>): Json;
  /** Waits for the modal that the person's last act opened, and gives it once the desk has filled it. */
  modal(email: string): Promise<SlackView>;
  /** Waits for the message that only this person sees after their last act. */
  whisper(email: string): Promise<SlackMessage>;
  /** Says who reads a channel; of the directors' and the DPO's it is those they are for, unless told. */
  putInChannel(channel: string, emails: readonly string[]): void;
  /** A channel's messages, the oldest first. */
  messages(channel: string): Promise<readonly SlackMessage[]>;
  /** A person's own chat with the desk, the oldest first. */
  chat(email: string): Promise<readonly SlackMessage[]>;
  /** Everything of the desk's that anybody in Slack can see, as one text. */
  everything(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Slack on loopback: the emulated Web API, and beside it the commands, buttons and modals that the emulator
 * does not send.
 */
export async function startTestSlack({ socketMode = false } = {}): Promise<TestSlack> {
  const secret = randomUUID();
  const emulator = await startSlackEmulator();
  const socket = socketMode ? await startSlackSocket({ target: emulator.url, appToken: APP_TOKEN }) : null;
  const proxy = await startFaultyProxy({
    target: socket?.url ?? emulator.url,
    refusal: (method, body) => refusalOf(emulator, method, body),
  });
  let deskUrl = '';
  const sender: Sender = socket ? overSocket(socket) : overHttp(() => `${deskUrl}/slack/events`, secret);
  const whispers: Whisper[] = [];
  const triggers = new Map<string, string>();
  /** How many calls and whispers there were when each person last acted. */
  const marks = new Map<string, { readonly calls: number; readonly whispers: number }>();
  const replies = await startResponseServer((email, body) => {
    const fault = blocksFault(JSON.stringify(body.blocks), 50, 'invalid_blocks');
    if (fault) throw new Error(fault);
    whispers.push({ email, message: { ts: '', channel: '', text: String(body.text), blocks: body.blocks as Json[] } });
  });

  const { directors, dpo } = emulator.channelIds;
  const readers = new Map<string, readonly string[]>([
    [directors, [DANA, DAVID, PRIYA]],
    [dpo, [PRIYA]],
  ]);
  proxy.amend('conversations.members', (answer, { channel = '' }) => {
    const known = readers.get(channel);
    return known ? { ok: true, members: [BOT_USER, ...known.map(idOf)] } : answer;
  });

  const idOf = (email: string): string => emulator.userIds[email] ?? '';
  const emailOf = (userId: string): string =>
    Object.entries(emulator.userIds).find(([, id]) => id === userId)?.[0] ?? '';
  const begin = async (email: string, viewId?: string): Promise<string> => {
    marks.set(email, { calls: proxy.calls.length, whispers: whispers.length });
    const trigger = await emulator.trigger(idOf(email), viewId);
    triggers.set(trigger, email);
    return trigger;
  };
  const team = { id: 'T000000001', domain: 'emulate' };
  const userOf = (email: string) => ({ id: idOf(email), team_id: team.id });

  const inView = async (email: string, view: SlackView, typed: Readonly<Record<string, string>>, action: Json) =>
    sender.deliver('interactive', {
      type: 'block_actions',
      user: userOf(email),
      team,
      api_app_id: 'A0DESK',
      trigger_id: await begin(email, view.id),
      container: { type: 'view', view_id: view.id },
      view: { ...view, type: view.callback_id === '' ? 'home' : 'modal', state: stateOf(view, typed) },
      actions: [{ ...action, action_ts: `${Date.now() / 1000}` }],
    });

  const slack: TestSlack = {
    settings: {
      botToken: BOT_TOKEN,
      signingSecret: socketMode ? null : secret,
      appToken: socketMode ? APP_TOKEN : null,
      apiUrl: `${proxy.url}/api/`,
      gapMs: 0,
    },
    secret,
    emulator,
    proxy,
    socket,
    get events() {
      return `${deskUrl}/slack/events`;
    },
    connect: (url) => {
      deskUrl = url;
    },
    deliver: (type, payload) => sender.deliver(type, payload),
    commandPayload: async (email, command, text = '') => ({
      command,
      text,
      user_id: idOf(email),
      team_id: team.id,
      channel_id: 'C000000001',
      api_app_id: 'A0DESK',
      response_url: replies.urlFor(email),
      trigger_id: await begin(email),
    }),
    command: async (email, command, text) =>
      sender.deliver('slash_commands', await slack.commandPayload(email, command, text)),
    pressPayload: async (email, message, named) => {
      const buttons = buttonsOf(message);
      const button =
        buttons.find((each) => each.text.text === named) ??
        buttons.find((each) => each.action_id.split(':')[0] === named);
      if (!button) throw new Error(`The card has no button “${named}”`);
      return {
        type: 'block_actions',
        user: userOf(email),
        team,
        api_app_id: 'A0DESK',
        trigger_id: await begin(email),
        channel: { id: message.channel || 'C000000001' },
        message: { ts: message.ts || '1.1', text: message.text },
        container: { type: 'message', is_ephemeral: message.ts === '', channel_id: message.channel },
        response_url: replies.urlFor(email),
        actions: [{ ...button, type: 'button', block_id: 'b', action_ts: `${Date.now() / 1000}` }],
      };
    },
    press: async (email, message, button) =>
      sender.deliver('interactive', await slack.pressPayload(email, message, button)),
    pressInView: async (email, view, actionId, typed = {}) => {
      const button = buttonsOf(view).find((each) => each.action_id === actionId);
      if (!button) throw new Error(`The view has no button ${actionId}`);
      return inView(email, view, typed, { ...button, type: 'button', block_id: 'b' });
    },
    choose: async (email, view, input, typed) => {
      const block = view.blocks.find((each) => each.block_id === input);
      if (block?.dispatch_action !== true) throw new Error(`Slack does not tell of a change of ${input}`);
      await inView(email, view, typed, { type: 'static_select', action_id: input, block_id: input });
      return slack.redrawn(email, view);
    },
    redrawn: (email, view) =>
      until(`the modal drawn anew for ${email}`, () => {
        const updated = proxy.calls
          .slice(marks.get(email)?.calls ?? 0)
          .find(
            ({ method, body, answer }) => method === 'views.update' && body.view_id === view.id && answer?.ok === true,
          );
        return updated?.answer?.view as SlackView | undefined;
      }),
    say: async (email, text) => {
      marks.set(email, { calls: proxy.calls.length, whispers: whispers.length });
      const { channel } = await emulator.api<{ channel: { id: string } }>('conversations.open', { users: idOf(email) });
      await sender.deliver('events_api', {
        type: 'event_callback',
        team_id: team.id,
        api_app_id: 'A0DESK',
        event_id: `Ev${randomUUID()}`,
        event: { type: 'message', channel_type: 'im', user: idOf(email), channel: channel.id, text, ts: '1.1' },
      });
      return until(`an answer to ${email}`, () => {
        const said = proxy.calls
          .slice(marks.get(email)?.calls ?? 0)
          .find(
            ({ method, body, answer }) =>
              method === 'chat.postMessage' && body.channel === channel.id && answer?.ok === true,
          );
        const blocks = JSON.parse(said?.body.blocks ?? '[]') as Json[];
        return said && { ts: String(said.answer?.ts), channel: channel.id, text: said.body.text ?? '', blocks };
      });
    },
    shortcut: async (email, callbackId, text) =>
      sender.deliver('interactive', {
        type: text === undefined ? 'shortcut' : 'message_action',
        callback_id: callbackId,
        user: userOf(email),
        team,
        trigger_id: await begin(email),
        ...(text === undefined
          ? {}
          : { channel: { id: 'C000000001' }, message: { text }, response_url: replies.urlFor(email) }),
      }),
    openHome: async (email) => {
      marks.set(email, { calls: proxy.calls.length, whispers: whispers.length });
      await sender.deliver('events_api', {
        type: 'event_callback',
        team_id: team.id,
        api_app_id: 'A0DESK',
        event_id: `Ev${randomUUID()}`,
        event_time: Math.floor(Date.now() / 1000),
        event: { type: 'app_home_opened', user: idOf(email), channel: 'D000000001', tab: 'home', event_ts: '1.1' },
      });
      return until(`the Home tab of ${email}`, () => {
        const shown = proxy.calls
          .slice(marks.get(email)?.calls ?? 0)
          .findLast(
            ({ method, body, answer }) =>
              method === 'views.publish' && answer?.ok === true && emailOf(body.user_id ?? '') === email,
          );
        return shown?.answer?.view as SlackView | undefined;
      });
    },
    submitPayload: (email, view, typed) => ({
      type: 'view_submission',
      user: userOf(email),
      team,
      api_app_id: 'A0DESK',
      view: { ...view, type: 'modal', state: stateOf(view, typed) },
      response_urls: [],
    }),
    submit: async (email, view, typed) => {
      marks.set(email, { calls: proxy.calls.length, whispers: whispers.length });
      const { status, body } = await sender.deliver('interactive', slack.submitPayload(email, view, typed));
      if (status !== 200) throw new Error(`Slack got ${status} for a modal`);
      return sentOf(body, view);
    },
    mention: (email, channel, text) => {
      marks.set(email, { calls: proxy.calls.length, whispers: whispers.length });
      return sender.deliver('events_api', {
        type: 'event_callback',
        team_id: team.id,
        api_app_id: 'A0DESK',
        event_id: `Ev${randomUUID()}`,
        event_time: Math.floor(Date.now() / 1000),
        event: { type: 'app_mention', user: idOf(email), channel, text: `<@${BOT_USER}> ${text}`, ts: '1.1' },
      });
    },
    modal: (email) =>
      until(`a modal for ${email}`, () => {
        const since = proxy.calls.slice(marks.get(email)?.calls ?? 0);
        const opened = since.find(
          ({ method, body, answer }) =>
            (method === 'views.open' || method === 'views.push') &&
            answer?.ok === true &&
            triggers.get(body.trigger_id ?? '') === email,
        );
        const id = (opened?.answer?.view as SlackView | undefined)?.id;
        const filled = since.findLast(
          ({ method, answer }) => method === 'views.update' && (answer?.view as SlackView | undefined)?.id === id,
        );
        if (id === undefined) return undefined;
        const shown = (filled ?? opened)?.answer?.view as SlackView | undefined;
        return shown?.callback_id === 'waiting' ? undefined : shown;
      }),
    whisper: (email) =>
      until(`a word for ${email} alone`, () => {
        const mark = marks.get(email) ?? { calls: 0, whispers: 0 };
        const replied = whispers.slice(mark.whispers).find((each) => each.email === email)?.message;
        const posted = proxy.calls
          .slice(mark.calls)
          .find(
            ({ method, body, answer }) =>
              method === 'chat.postEphemeral' && answer?.ok === true && emailOf(body.user ?? '') === email,
          );
        return (
          replied ??
          (posted && {
            ts: '',
            channel: posted.body.channel ?? '',
            text: posted.body.text ?? '',
            blocks: JSON.parse(posted.body.blocks ?? '[]') as Json[],
          })
        );
      }),
    putInChannel: (channel, emails) => void readers.set(channel, emails),
    messages: async (channel) => {
      const { messages } = await emulator.api<{ messages: readonly SlackMessage[] }>('conversations.history', {
        channel,
        limit: '1000',
      });
      const threads = messages.toReversed().map(async (message) => {
        if (!message.reply_count) return [message];
        const thread = { channel, ts: message.ts, limit: '1000' };
        return (await emulator.api<{ messages: readonly SlackMessage[] }>('conversations.replies', thread)).messages;
      });
      return (await Promise.all(threads)).flat().map((each) => ({ ...each, channel, blocks: each.blocks ?? [] }));
    },
    chat: async (email) => {
      const { channel } = await emulator.api<{ channel: { id: string } }>('conversations.open', { users: idOf(email) });
      return slack.messages(channel.id);
    },
    everything: async () => {
      const chats = await Promise.all(Object.keys(emulator.userIds).map((email) => slack.chat(email)));
      const channels = await Promise.all(
        (['directors', 'dpo'] as const).map((name) => slack.messages(emulator.channelIds[name])),
      );
      return JSON.stringify([chats, channels, whispers, proxy.calls]);
    },
    stop: async () => {
      await Promise.all([proxy.stop(), replies.stop(), socket?.stop(), emulator.stop()]);
    },
  };
  return slack;
}

function sentOf(body: Json, view: SlackView): Sent {
  switch (body.response_action) {
    case 'errors': {
      const errors = body.errors as Readonly<Record<string, string>>;
      // Slack shows nothing at all when a key is no block of the modal.
      for (const id of Object.keys(errors))
        if (!view.blocks.some((block) => block.block_id === id)) throw new Error(`No input ${id} in the modal`);
      return { kind: 'errors', errors };
    }
    case 'update': {
      const next = body.view as Omit<SlackView, 'id'>;
      const fault = viewFault(JSON.stringify(next));
      if (fault) throw new Error(`Slack would not take the modal: ${fault}`);
      return { kind: 'view', view: { ...next, id: view.id } };
    }
    case 'clear':
      return { kind: 'closed' };
    default:
      return { kind: 'redact' };
  }
}

/**
 * Why Slack would refuse a call that the emulator takes: blocks past Slack's limits, or a private channel
 * that the desk is not in; undefined when it would not.
 */
async function refusalOf(
  emulator: SlackEmulator,
  method: string,
  body: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  if (method === 'views.open' || method === 'views.push' || method === 'views.update') return viewFault(body.view);
  if (method === 'views.publish')
    return blocksFault(JSON.stringify((JSON.parse(body.view ?? '{}') as Json).blocks), 100, 'invalid_arguments');
  if (method !== 'chat.postMessage' && method !== 'chat.update' && method !== 'chat.postEphemeral') return undefined;
  const { channel = '' } = body;
  const isPrivate = Object.values(emulator.channelIds).includes(channel);
  if (isPrivate && !(await emulator.isMember(channel))) return 'channel_not_found';
  return blocksFault(body.blocks, 50, 'invalid_blocks');
}
