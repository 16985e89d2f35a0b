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

/** A socket that Slack asks to be replaced goes on until the next is open. */
class Socket extends SocketModeClient {
  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    if (!isBinary && /"type"\s*:\s*"disconnect"/.test(String(data).slice(0, 200))) this.emit('refresh');
    else await super.onWebSocketMessage(data, isBinary);
  }
}

/** Slack over a socket the desk opens itself: for a practice without a public address. */
export function createSocketReceiver(access: SlackAccess, log: Log): Receiver {
  let app: App | undefined;
  let current: Socket | undefined;
  let stopped = true;
  let waitMs = FIRST_WAIT_MS;
  let timer: NodeJS.Timeout | undefined;

  const newSocket = (): Socket => {
    const socket = new Socket({
      appToken: access.appToken ?? '',
      clientOptions: clientOptions(access),
      // Its own way back gives up on a network fault, with a rejection nobody hears; ours does not give up.
      autoReconnectEnabled: false,
      logger: quietLogger,
    });
    socket.on('refresh', () => {
      if (socket === current) void connect();
    });
    socket.on('disconnected', () => {
      if (socket === current) again({ fault: 'passing', code: 'disconnected' });
    });
    socket.on('slack_event', ({ body, ack }: SocketEvent) => handle(app, body, ack, log));
    return socket;
  };
  const connect = async (): Promise<void> => {
    const next = newSocket();
    try {
      await next.start();
      if (stopped) return void (await next.disconnect());
      const before = current;
      current = next;
      waitMs = FIRST_WAIT_MS;
      log.info('slack.socket-open');
      // What Slack sent by the one before is still answered there.
      if (before) globalThis.setTimeout(() => void before.disconnect().catch(() => {}), GOODBYE_MS).unref();
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
      await Promise.race([current?.disconnect(), setTimeout(GOODBYE_MS)]);
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
