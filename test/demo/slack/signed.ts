import { createHmac } from 'node:crypto';

type Json = Readonly<Record<string, unknown>>;

export type Envelope = 'slash_commands' | 'interactive' | 'events_api';

export interface SignedOptions {
  readonly secret: string;
  /** Seconds since 1970; now unless told. */
  readonly timestamp?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The desk's answer to what Slack has sent. */
export interface Acknowledged {
  readonly status: number;
  readonly body: Json;
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

/** What Slack signs a body with: `v0`, HMAC-SHA256 over version, timestamp and the raw body. */
export const signedHeaders = (body: string, secret: string, timestamp = Math.floor(Date.now() / 1000)) => ({
  'x-slack-request-timestamp': String(timestamp),
  'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
});

/** Sends a body signed as Slack signs it. */
export const postSigned = (
  url: string,
  body: string,
  contentType: string,
  { secret, timestamp, headers = {} }: SignedOptions,
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': contentType, ...signedHeaders(body, secret, timestamp), ...headers },
  });

/** Sends the desk an envelope over HTTP, and gives how it was acknowledged. */
export async function deliverSigned(url: string, secret: string, type: Envelope, payload: Json): Promise<Acknowledged> {
  const { body, contentType } = encode(type, payload);
  const answer = await postSigned(url, body, contentType, { secret });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
}
