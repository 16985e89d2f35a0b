import { type App, isValidSlackRequest, type Receiver } from '@slack/bolt';
import type { Log } from '../../kernel/ports.ts';
import type { InboundReply, InboundRequest, InboundRoute } from '../../platform/http/inboundRoute.ts';
import { slackCause } from './errors.ts';
import { readInbound } from './inbound.ts';
import { quietLogger } from './quietLogger.ts';

/** Slack's own limit for a view is far below this. */
const MAX_BYTES = 512 * 1024;

/** Past three seconds Slack has given up on an answer. */
const ACK_WITHIN_MS = 3000;

/** Slack over HTTP, through the desk's one port; signatures are checked on the raw body, old timestamps refused. */
export function createHttpReceiver(signingSecret: string, log: Log) {
  let app: App | undefined;
  const receiver: Receiver = {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {},
    stop: async () => {},
  };
  const answer = async (request: InboundRequest): Promise<InboundReply> => {
    if (!app || !isSlacks(request, signingSecret)) return { status: 401 };
    const body = parseBody(request);
    if (!body) return { status: 400 };
    if (body.type === 'url_verification') return reply({ challenge: body.challenge });
    if (body.ssl_check) return { status: 200 };
    const inbound = readInbound(body);
    if (typeof inbound === 'string') return { status: inbound === 'other' ? 200 : 400 };
    return dispatch(app, inbound, log);
  };
  const route: InboundRoute = { path: '/slack/events', maxBytes: MAX_BYTES, answer };
  return { receiver, route };
}

function isSlacks({ headers, rawBody }: InboundRequest, signingSecret: string): boolean {
  const signature = headers['x-slack-signature'];
  const timestamp = Number(headers['x-slack-request-timestamp']);
  if (!signature || !Number.isFinite(timestamp)) return false;
  return isValidSlackRequest({
    signingSecret,
    body: rawBody.toString('utf8'),
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
    logger: quietLogger,
  });
}

type Body = Record<string, unknown>;

function parseBody({ headers, rawBody }: InboundRequest): Body | undefined {
  try {
    const text = rawBody.toString('utf8');
    if (headers['content-type']?.includes('application/json')) return bodyOf(JSON.parse(text));
    const form = Object.fromEntries(new URLSearchParams(text));
    return form.payload === undefined ? form : bodyOf(JSON.parse(form.payload));
  } catch {
    return undefined;
  }
}

const bodyOf = (value: unknown): Body | undefined =>
  typeof value === 'object' && value !== null ? (value as Body) : undefined;

/** Answers with the acknowledgement as soon as there is one; what is left to do goes on behind it. */
function dispatch(app: App, body: Body, log: Log): Promise<InboundReply> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve({ status: 503 }), ACK_WITHIN_MS);
    const acknowledge = async (answer?: unknown): Promise<void> => {
      clearTimeout(late);
      resolve(answer === undefined || answer === '' ? { status: 200 } : reply(answer));
    };
    app
      .processEvent({ body, ack: acknowledge })
      .then(() => acknowledge())
      .catch((error: unknown) => {
        log.error('slack.event-failed', slackCause(error));
        clearTimeout(late);
        resolve({ status: 500 });
      });
  });
}

const reply = (answer: unknown): InboundReply =>
  typeof answer === 'string'
    ? { status: 200, body: answer }
    : { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) };
