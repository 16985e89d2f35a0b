import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'restify';
import type { Log } from '../../kernel/ports.ts';
import { type Answer, send, textAnswer } from './response.ts';

/** The whole body, or `too-long` once it passes `maxBytes`, the rest unread. Rejects when the sender hangs up. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-long'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-long');
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      pieces.push(piece);
      if (bytes <= maxBytes) return;
      request.removeAllListeners('data').pause();
      resolve('too-long');
    });
    request.once('end', () => resolve(Buffer.concat(pieces)));
    request.once('error', reject);
  });
}

export type { Request };

/** One way into the server. `path` may hold `:names`: the log calls the route by it, never by the address asked for. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS';
  readonly path: string;
  readonly answer: (request: Request) => Promise<Answer>;
}

/** The route as restify takes it. What nobody expected is answered 500 without detail and logged without content. */
export const routeHandler =
  ({ path, method, answer }: Route, log: Log): RequestHandler =>
  // Two parameters and `async`: restify then waits for the promise.
  async (request: Request, response: Response) => {
    try {
      await send(request, response, await answer(request));
    } catch (error) {
      if (response.destroyed) return; // the other side hung up
      log.error('http.fault', { route: `${method} ${path}`, ...faultOf(error) });
      if (response.headersSent) response.destroy();
      else await send(request, response, textAnswer(500, 'Something went wrong at the desk. Try again.'));
    }
  };

/** The class of an error and the line it came from; its message may quote what was sent. */
function faultOf(error: unknown): { readonly fault: string; readonly at: string | null } {
  if (!(error instanceof Error)) return { fault: typeof error, at: null };
  const line = error.stack?.split('\n').find((each) => /^\s+at /.test(each));
  return { fault: error.name, at: line?.trim().slice(3) ?? null };
}
