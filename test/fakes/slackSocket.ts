import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { until } from '../support/until.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Slack's Socket Mode: gives the address of a WebSocket to a caller with the app's token, and passes every
 * other call on.
 */
export interface SlackSocket {
  readonly url: string;
  /** Sends an envelope over a connection and resolves with what the app acknowledged it with. */
  deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: Json): Promise<Json>;
  /** Connections the app holds open now. */
  connections(): number;
  /** Asks the app to connect anew, as Slack does every few hours. */
  refresh(): void;
  /** Ends every connection without a word. */
  cut(): void;
  /** While true, new connections are refused as by a Slack that is down. */
  setDown(down: boolean): void;
  stop(): Promise<void>;
}

/** Slack gives an app three seconds. */
const ACK_WITHIN_MS = 3_000;

export async function startSlackSocket(options: {
  readonly target: string;
  readonly appToken: string;
}): Promise<SlackSocket> {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, (payload: Json) => void>();
  let down = false;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization = '', 'content-type': type = 'application/x-www-form-urlencoded' } = request.headers;
    const say = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(text);
    };
    if (request.url?.endsWith('/apps.connections.open')) {
      if (down) return void request.socket.destroy();
      if (authorization !== `Bearer ${options.appToken}`)
        return say(200, JSON.stringify({ ok: false, error: 'not_allowed_token_type' }));
      const ticket = randomUUID();
      tickets.add(ticket);
      return say(200, JSON.stringify({ ok: true, url: `${url.replace('http', 'ws')}/link?ticket=${ticket}` }));
    }
    const answer = await fetch(`${options.target}${request.url}`, {
      method: request.method ?? 'POST',
      headers: { authorization, 'content-type': type },
      body: new Uint8Array(Buffer.concat(chunks)),
    });
    say(answer.status, await answer.text());
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '', 'http://slack').searchParams.get('ticket') ?? '';
    // A ticket opens one connection.
    if (down || !tickets.delete(ticket)) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (connection) => greet(connection));
  });
  const greet = (connection: WebSocket): void => {
    connection.on('message', (data) => {
      const { envelope_id: id, payload = {} } = JSON.parse(String(data)) as { envelope_id: string; payload?: Json };
      waiting.get(id)?.(payload);
    });
    connection.on('error', () => {});
    connection.send(JSON.stringify({ type: 'hello', num_connections: sockets.clients.size }));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    connections: () => sockets.clients.size,
    deliver: async (type, payload) => {
      const connection = await until('a Socket Mode connection', () => [...sockets.clients].at(-1));
      const id = randomUUID();
      const acknowledged = new Promise<Json>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`No acknowledgement of ${type}`)), ACK_WITHIN_MS);
        waiting.set(id, (answer) => {
          clearTimeout(late);
          resolve(answer);
        });
      });
      connection.send(
        JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: type !== 'events_api' }),
      );
      return acknowledged;
    },
    refresh: () => {
      for (const connection of sockets.clients)
        connection.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    cut: () => {
      for (const connection of sockets.clients) connection.terminate();
    },
    setDown: (is) => {
      down = is;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const connection of sockets.clients) connection.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
