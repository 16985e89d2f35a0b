import { createEmulator } from 'emulate';
import { NAMES } from '../builders.ts';
import { freePort } from './ports.ts';

type Json = Readonly<Record<string, unknown>>;

export const BOT_TOKEN = 'xoxb-desk';

export const APP_TOKEN = 'xapp-desk';

export const BOT_USER = 'U0DESKBOT';

const APP = 'A0DESK';

const BOT = 'B0DESK';

/** One person's own token, for what people do in Slack themselves. */
const tokenOf = (email: string): string => `xoxp-${email}`;

const nameOf = (email: string): string => email.slice(0, email.indexOf('@'));

/** The workspace's private channels; the desk is invited to the first two. */
const CHANNELS = ['directors', 'dpo', 'closed'] as const;

export interface SlackEmulator {
  readonly url: string;
  readonly userIds: Readonly<Record<string, string>>;
  readonly channelIds: Readonly<Record<(typeof CHANNELS)[number], string>>;
  /** Calls the Web API as the desk's bot, past every proxy; throws on `ok: false`. */
  api<T = Json>(method: string, body: Readonly<Record<string, string>>): Promise<T>;
  /** Calls the Web API as a person; throws on `ok: false`. */
  apiAs<T = Json>(email: string, method: string, body: Readonly<Record<string, string>>): Promise<T>;
  /** Makes a trigger id of this person's, good for three seconds; for a press in a view when a view is given. */
  trigger(userId: string, viewId?: string): Promise<string>;
  isMember(channel: string): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * The stateful Slack Web API on loopback, with the practice's people, their channels, and the desk as an
 * installed app.
 */
export async function startSlackEmulator(people: readonly string[] = Object.keys(NAMES)): Promise<SlackEmulator> {
  const scopes = ['chat:write', 'im:write', 'users:read', 'users:read.email'];
  const all = [...scopes, 'groups:read', 'groups:write', 'groups:history', 'im:history', 'im:read', 'channels:read'];
  const emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      slack: {
        users: people.map((email) => ({ name: nameOf(email), real_name: NAMES[email] ?? email, email })),
        channels: CHANNELS.map((name) => ({ name, is_private: true })),
        oauth_apps: [
          {
            client_id: 'desk',
            client_secret: 'desk',
            app_id: APP,
            name: 'Recording Desk',
            redirect_uris: [],
            scopes,
            bot_id: BOT,
            bot_user_id: BOT_USER,
            bot_name: 'recording-desk',
          },
        ],
        tokens: [
          {
            token: BOT_TOKEN,
            type: 'bot',
            user_id: BOT_USER,
            bot_id: BOT,
            bot_user_id: BOT_USER,
            app_id: APP,
            scopes: all,
          },
          ...people.map((email) => ({
            token: tokenOf(email),
            type: 'user',
            user: nameOf(email),
            app_id: APP,
            scopes: all,
          })),
        ],
      },
    } as never,
  });

  const call = async <T>(token: string, method: string, body: Readonly<Record<string, string>>): Promise<T> => {
    const answer = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(body),
    });
    const json = (await answer.json()) as { ok: boolean; error?: string };
    if (!json.ok) throw new Error(`${method}: ${json.error}`);
    return json as T;
  };
  const api = <T = Json>(method: string, body: Readonly<Record<string, string>>) => call<T>(BOT_TOKEN, method, body);
  const apiAs = <T = Json>(email: string, method: string, body: Readonly<Record<string, string>>) =>
    call<T>(tokenOf(email), method, body);

  const userIds: Record<string, string> = {};
  for (const email of people)
    userIds[email] = (await api<{ user: { id: string } }>('users.lookupByEmail', { email })).user.id;
  const [first = ''] = people;
  const listed = await apiAs<{ channels: readonly { id: string; name: string }[] }>(first, 'conversations.list', {
    types: 'private_channel',
  });
  const channelIds = Object.fromEntries(
    CHANNELS.map((name) => [name, listed.channels.find((channel) => channel.name === name)?.id ?? '']),
  ) as SlackEmulator['channelIds'];
  for (const name of ['directors', 'dpo'] as const)
    await apiAs(first, 'conversations.invite', { channel: channelIds[name], users: BOT_USER });

  return {
    url: emulator.url,
    userIds,
    channelIds,
    api,
    apiAs,
    trigger: async (userId, viewId) =>
      (
        await api<{ trigger_id: string }>('views.generateTriggerId', {
          user_id: userId,
          ...(viewId === undefined ? {} : { view_id: viewId }),
        })
      ).trigger_id,
    isMember: async (channel) => {
      const { members } = await apiAs<{ members: readonly string[] }>(first, 'conversations.members', { channel });
      return members.includes(BOT_USER);
    },
    stop: () => emulator.close(),
  };
}
