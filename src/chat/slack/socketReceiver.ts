import { setTimeout } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '../../kernel/ports.ts';
import { clientOptions, type SlackAccess } from './access.ts';
import { slackCause } from './errors.ts';
import { readInbound } from './inbound.ts';
import { quietLogger } from './quietLogger.ts';

const FIRST_WAIT_MS = 100;

const MAX_WAIT_MS = 30_000;

const GOODBYE_MS = 2_000;

/** Slack over a socket the desk opens itself: for a practice without a public address. */
export function createSocketReceiver(access: SlackAccess, log: Log): Receiver {
  let app: App | undefined;
  let stopped = true;
  let waitMs = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | undefined;
  const client = new SocketModeClient({
    appToken: access.appToken ?? '',
    clientOptions: clientOptions(access),
    // Its own way back gives up on a network fault, with a rejection nobody hears; ours does not give up.
    autoReconnectEnabled: false,
    logger: quietLogger,
  });

  const connect = async (): Promise<void> => {
    try {
      await client.start();
      if (stopped) return void (await client.disconnect());
      waitMs = FIRST_WAIT_MS;
      log.info('slack.socket-open');
    } catch (error) {
      again(slackCause(error));
    }
  };
  const again = (cause: ReturnType<typeof slackCause>): void => {
    if (stopped || timer) return;
    log.warn('slack.socket-closed', { ...cause, waitMs });
    timer = globalThis.setTimeout(() => {
      timer = undefined;
      void connect();
    }, waitMs);
    waitMs = Math.min(MAX_WAIT_MS, waitMs * 2);
  };
  client.on('disconnected', () => again({ fault: 'passing', code: 'disconnected' }));
  client.on('slack_event', ({ body, ack }: SocketEvent) => handle(app, body, ack, log));

  return {
    init: (bolt) => {
      app = bolt;
    },
    // Not waited for: the desk's other connections open whether or not Slack answers.
    start: async () => {
      stopped = false;
      void connect();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      // A peer that has gone quiet would keep us half a minute.
      await Promise.race([client.disconnect(), setTimeout(GOODBYE_MS)]);
    },
  };
}

interface SocketEvent {
  readonly body: Record<string, unknown>;
  readonly ack: (answer?: unknown) => Promise<void>;
}

/** Acknowledges once, as soon as there is something to acknowledge with. */
async function handle(
  app: App | undefined,
  body: SocketEvent['body'],
  ack: SocketEvent['ack'],
  log: Log,
): Promise<void> {
  let answered = false;
  const acknowledgeOnce = async (answer?: unknown): Promise<void> => {
    if (answered) return;
    answered = true;
    await ack(answer);
  };
  try {
    const inbound = readInbound(body);
    if (inbound === 'malformed') log.warn('slack.malformed');
    if (typeof inbound === 'object') await app?.processEvent({ body: inbound, ack: acknowledgeOnce });
    await acknowledgeOnce();
  } catch (error) {
    log.error('slack.event-failed', slackCause(error));
  }
}
