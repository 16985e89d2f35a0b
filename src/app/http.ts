import type { Server as NodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type Request, type Response, type Server, type ServerOptions } from 'restify';
import { type ListenDeps, listenRoutes } from '../features/listening/web/listenRoutes.ts';
import { type PlaybackDeps, playbackRoutes } from '../features/listening/web/playbackRoutes.ts';
import { type DeskDeps, deskRoutes } from '../features/releases/web/deskRoutes.ts';
import { type ExternalLinkDeps, externalLinkRoutes } from '../features/releases/web/externalRoutes.ts';
import { type PageDeps, pageRoutes } from '../features/releases/web/pageRoutes.ts';
import type { Log } from '../kernel/ports.ts';
import type { InboundRoute } from '../platform/http/inboundRoute.ts';
import { SAFE_HEADERS, send, textAnswer } from '../platform/http/response.ts';
import { type Route, routeHandler } from '../platform/http/route.ts';
import { staticRoutes } from '../platform/http/staticRoutes.ts';
import { type StatusDeps, statusRoutes } from '../platform/http/statusRoutes.ts';
import { webhookRoutes } from '../platform/http/webhookRoutes.ts';

export interface HttpDeps extends ListenDeps, PlaybackDeps, PageDeps, DeskDeps, ExternalLinkDeps, StatusDeps {
  readonly log: Log;
  /** Doors of the chat platforms. */
  readonly routes: readonly InboundRoute[];
}

export type HttpServer = ReturnType<typeof createHttpServer>;

const GRACE_MS = 3_000;

/** For one whole request to arrive. */
const REQUEST_MS = 30_000;

/** Longer than a reverse proxy keeps a connection, so that it never writes to one that has just ended. */
const KEEP_ALIVE_MS = 75_000;

/** The desk's one HTTP server: chat platforms, clip page, pages for the DPO and outside, health, figures; else 404. */
export function createHttpServer(deps: HttpDeps) {
  const server = createServer(RESTIFY);
  const node = server.server as NodeServer;
  node.requestTimeout = REQUEST_MS;
  node.keepAliveTimeout = KEEP_ALIVE_MS;
  // A year, as browsers' own lists ask; only this name, since the desk does not speak for others of its domain.
  if (deps.publicUrl?.startsWith('https:'))
    node.prependListener('request', (_, response) => {
      response.setHeader('strict-transport-security', 'max-age=31536000');
    });
  refuseBadAddresses(server);
  answerPlainly(server);
  // Unheard, an error of the server would end the process; one of listening is told to who asked for it as well.
  server.on('error', (error: NodeJS.ErrnoException) =>
    deps.log.error('http.server', { fault: error.code ?? error.name }),
  );
  const routes = [
    ...webhookRoutes(deps.routes),
    ...listenRoutes(deps),
    ...playbackRoutes(deps),
    ...pageRoutes(deps),
    ...deskRoutes(deps),
    ...externalLinkRoutes(deps),
    ...staticRoutes(),
    ...statusRoutes(deps),
  ];
  for (const route of routes) mount(server, route, deps.log);
  return {
    /** Begins to answer and gives the port; 0 asks the system for a free one. Without a host, on every address. */
    listen: (port: number, host?: string) => listen(node, port, host),
    /** Takes no more requests, lets those under way finish within three seconds, and ends every connection. */
    close: () => close(node),
  };
}

const silent = () => {};

/** No `Server` header, and none of restify's own log: it quotes addresses, which hold tokens. */
const RESTIFY: ServerOptions = {
  name: '',
  log: { trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent } as never,
};

function mount(server: Server, route: Route, log: Log): void {
  const handler = routeHandler(route, log);
  if (route.method === 'POST') server.post(route.path, handler);
  else if (route.method === 'HEAD') server.head(route.path, handler);
  else if (route.method === 'OPTIONS') server.opts(route.path, handler);
  else server.get(route.path, handler);
}

/** restify 12 throws, and so ends the process, on a Host header or an address that is no URL: tried and caught here. */
function refuseBadAddresses(server: Server): void {
  // restify's types lack `first`, which runs before anything else and may end the matter.
  const { first } = server as unknown as { first: (look: (request: Request, response: Response) => boolean) => void };
  first.call(server, (request, response) => {
    try {
      request.getUrl();
      return true;
    } catch {
      response.writeHead(400, { ...SAFE_HEADERS, connection: 'close' });
      response.end();
      return false;
    }
  });
}

/** In place of restify's own errors, which repeat the address that was asked for. */
function answerPlainly(server: Server): void {
  server.on(
    'restifyError',
    (request: Request, response: Response, error: { statusCode?: number }, done: () => void) => {
      const { statusCode = 500 } = error;
      // Any other of restify's refusals is of what was sent: an address that cannot be decoded.
      const status = statusCode === 404 || statusCode === 405 ? 404 : statusCode < 500 ? 400 : 500;
      void send(request, response, textAnswer(status, SAID[status]));
      done();
    },
  );
}

const SAID = { 400: 'That cannot be read.', 404: 'There is nothing here.', 500: 'Something went wrong.' } as const;

const listen = (node: NodeServer, port: number, host: string | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    node.once('error', reject);
    node.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      node.removeListener('error', reject);
      resolve((node.address() as AddressInfo).port);
    });
  });

const close = (node: NodeServer): Promise<void> =>
  new Promise((resolve) => {
    // A connection under way becomes idle with its answer; nobody else would end it before its time.
    const idle = setInterval(() => node.closeIdleConnections(), 50);
    const all = setTimeout(() => node.closeAllConnections(), GRACE_MS);
    node.close(() => {
      clearInterval(idle);
      clearTimeout(all);
      resolve();
    });
  });
