import { createHmac } from 'node:crypto';
import type { SlackSocket } from '../fakes/slackSocket.ts';

type Json = Readonly<Record<string, unknown>>;

export type Envelope = 'slash_commands' | 'interactive' | 'events_api';

/** The desk's answer to what Slack has sent. */
export interface Acknowledged {
  readonly status: number;
  readonly body: Json;
}

export interface Sender {
  deliver(type: Envelope, payload: Json): Promise<Acknowledged>;
}

export interface SignedOptions {
  readonly secret: string;
  /** Seconds since 1970; now unless told. */
  readonly timestamp?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The bytes Slack sends for an envelope: forms for commands and interactions, JSON for events. */
export const encode = (type: Envelope, payload: Json): { readonly body: string; readonly contentType: string } =>
  type === 'events_api'
    ? { body: JSON.stringify(payload), contentType: 'application/json' }
    : {
        body: new URLSearchParams(
          type === 'interactive'
            ? { payload: JSON.stringify(payload) }
            : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)])),
        ).toString(),
        contentType: 'application/x-www-form-urlencoded',
      };

/** Signs a body as Slack does (`v0`, HMAC-SHA256 over version, timestamp and the raw body) and sends it. */
export function postSigned(
  url: string,
  body: string,
  contentType: string,
  { secret, timestamp = Math.floor(Date.now() / 1000), headers = {} }: SignedOptions,
): Promise<Response> {
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${signature}`,
      ...headers,
    },
  });
}

export const overHttp = (events: () => string, secret: string): Sender => ({
  deliver: async (type, payload) => {
    const { body, contentType } = encode(type, payload);
    const answer = await postSigned(events(), body, contentType, { secret });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
  },
});

export const overSocket = (socket: SlackSocket): Sender => ({
  deliver: async (type, payload) => ({ status: 200, body: await socket.deliver(type, payload) }),
});
