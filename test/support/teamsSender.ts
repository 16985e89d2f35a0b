import { randomUUID } from 'node:crypto';
import { type SentActivity, TENANT } from '../fakes/teamsConnector.ts';

export interface TeamsSender {
  /** Types in the person's own chat with the desk. */
  type(user: string, text: string, extra?: object): Promise<Response>;
  /** Types in a channel, mentioning the desk. */
  typeInChannel(user: string, channel: string, text: string): Promise<Response>;
  /** A button or a form on a message; gives the card it was answered with. */
  act(user: string, where: Pick<SentActivity, 'conversation' | 'id'>, verb: string, data: object): Promise<Answered>;
  /** Sends a form on a message; gives the card it was answered with. */
  submit(
    user: string,
    where: Pick<SentActivity, 'conversation' | 'id'>,
    action: string,
    data: object,
  ): Promise<Answered>;
  /** Chooses the desk's action on a message somebody wrote in a channel; gives the whole answer. */
  actOnMessage(user: string, html: string): Promise<string>;
  /** Sends the last activity again, byte for byte. */
  again(): Promise<Response>;
}

interface Answered {
  readonly status: number;
  /** The whole answer as text. */
  readonly text: string;
  readonly card: SentActivity['card'];
}

const BOT = { id: 'bot', name: 'Recording Desk' };

export const chatOf = (user: string): string => `chat-${user}`;

/** Sends the desk what Teams sends it. */
export function teamsSender(deskUrl: string, serviceUrl: string, headers: Record<string, string> = {}): TeamsSender {
  let last = '';
  const post = (activity: object): Promise<Response> => {
    last = JSON.stringify(activity);
    return again();
  };
  const again = (): Promise<Response> =>
    fetch(`${deskUrl}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: last,
    });
  const base = (user: string, conversation: string, conversationType: string) => ({
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    timestamp: new Date().toISOString(),
    from: { id: user, name: user },
    recipient: BOT,
    conversation: { id: conversation, conversationType, tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
  });
  return {
    again,
    type: (user, text, extra = {}) =>
      post({ ...base(user, chatOf(user), 'personal'), type: 'message', text, ...extra }),
    typeInChannel: (user, channel, text) =>
      post({
        ...base(user, `${channel};messageid=1`, 'channel'),
        type: 'message',
        text: `<at>Recording Desk</at> ${text}`,
        entities: [{ type: 'mention', mentioned: BOT, text: '<at>Recording Desk</at>' }],
      }),
    act,
    actOnMessage: async (user, content) => {
      const value = { commandId: 'request-recording', messagePayload: { body: { contentType: 'html', content } } };
      const from = { id: user, name: user, aadObjectId: `object-of-${user}` };
      const place = base(user, 'channel-somewhere', 'channel');
      return (await post({ ...place, from, type: 'invoke', name: 'composeExtension/fetchTask', value })).text();
    },
    submit: (user, where, action, data) => act(user, where, action, { ...data, submit: true }),
  };
  async function act(...[user, where, verb, data]: Parameters<TeamsSender['act']>): Promise<Answered> {
    const personal = where.conversation.startsWith('chat-');
    const response = await post({
      ...base(user, where.conversation, personal ? 'personal' : 'channel'),
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: where.id,
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    });
    const body = (await response.json().catch(() => ({}))) as { value?: SentActivity['card'] };
    return { status: response.status, text: JSON.stringify(body), card: body.value };
  }
}
