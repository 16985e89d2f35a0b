import { createEmulator } from 'emulate';
import { freePort } from '../childProcess.ts';

type Json = Readonly<Record<string, unknown>>;

type Fields = Readonly<Record<string, string>>;

export const BOT_TOKEN = 'xoxb-desk';

export const BOT_USER = 'U0DESKBOT';

const APP = { app_id: 'A0DESK', bot_id: 'B0DESK', bot_user_id: BOT_USER };

const CLIENT = { client_id: 'desk', client_secret: 'desk', redirect_uris: [] };

const SCOPES = [
  'chat:write',
  'im:write',
  'im:history',
  'groups:read',
  'groups:history',
  'users:read',
  'users:read.email',
];

/** One person's own token, for what people do in Slack themselves. */
const tokenOf = (email: string): string => `xoxp-${email}`;

const nameOf = (email: string): string => email.slice(0, email.indexOf('@'));

interface Workspace {
  readonly people: readonly { readonly email: string; readonly name: string }[];
  /** Private channels, which everybody is in and the desk is not. */
  readonly channels: readonly string[];
}

export type SlackEmulator = Awaited<ReturnType<typeof startSlackEmulator>>;

/** The stateful Slack Web API on loopback, with people, their channels, and the desk as an installed app. */
export async function startSlackEmulator({ people, channels }: Workspace) {
  const emulator = await createEmulator({
    service: 'slack',
    port: await freePort(),
    seed: {
      slack: {
        users: people.map(({ email, name }) => ({ name: nameOf(email), real_name: name, email })),
        channels: channels.map((name) => ({ name, is_private: true })),
        oauth_apps: [{ ...APP, ...CLIENT, name: 'Recording Desk', scopes: SCOPES, bot_name: 'recording-desk' }],
        tokens: [
          { ...APP, token: BOT_TOKEN, type: 'bot', user_id: BOT_USER, scopes: SCOPES },
          ...people.map(({ email }) => ({
            token: tokenOf(email),
            type: 'user',
            user: nameOf(email),
            app_id: APP.app_id,
            scopes: SCOPES,
          })),
        ],
      },
    } as never,
  });

  const call = async <T>(token: string, method: string, body: Fields): Promise<T> => {
    const answer = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(body),
    });
    const json = (await answer.json()) as { ok: boolean; error?: string };
    if (!json.ok) throw new Error(`${method}: ${json.error}`);
    return json as T;
  };
  /** Calls the Web API as the desk's bot, past every proxy; throws on `ok: false`. */
  const api = <T = Json>(method: string, body: Fields) => call<T>(BOT_TOKEN, method, body);
  /** Calls the Web API as a person; throws on `ok: false`. */
  const apiAs = <T = Json>(email: string, method: string, body: Fields) => call<T>(tokenOf(email), method, body);

  const userIds: Record<string, string> = {};
  for (const { email } of people)
    userIds[email] = (await api<{ user: { id: string } }>('users.lookupByEmail', { email })).user.id;
  type Listed = { readonly channels: readonly { readonly id: string; readonly name: string }[] };
  const listed = await apiAs<Listed>(people[0]?.email ?? '', 'conversations.list', { types: 'private_channel' });
  return {
    url: emulator.url,
    userIds: userIds as Fields,
    channelIds: Object.fromEntries(listed.channels.map(({ id, name }) => [name, id])) as Fields,
    api,
    apiAs,
    /** Makes a trigger id of this person's, good for three seconds; for a press in a view when a view is given. */
    trigger: async (user_id: string, view_id?: string): Promise<string> => {
      const body = { user_id, ...(view_id === undefined ? {} : { view_id }) };
      return (await api<{ trigger_id: string }>('views.generateTriggerId', body)).trigger_id;
    },
    stop: () => emulator.close(),
  };
}
