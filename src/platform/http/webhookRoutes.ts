import { setTimeout } from 'node:timers/promises';
import type { Request } from 'restify';
import type { InboundReply, InboundRoute } from './inboundRoute.ts';
import type { Answer } from './response.ts';
import { type Route, readBody } from './route.ts';

/** The routes that other parts of the desk answer: the body comes raw, because signatures are over its bytes. */
export const webhookRoutes = (routes: readonly InboundRoute[]): readonly Route[] =>
  routes.map((route) => ({
    method: route.method ?? 'POST',
    path: route.path,
    answer: (request) => answerAt(route, request),
  }));

async function answerAt(route: InboundRoute, request: Request): Promise<Answer> {
  const rawBody = await readBody(request, route.maxBytes);
  if (rawBody === 'too-long') return tooLong();
  return toAnswer(
    await route.answer({
      method: request.method ?? 'POST',
      path: route.path,
      query: queryOf(request),
      headers: headersOf(request),
      rawBody,
    }),
  );
}

/** Time for a sender to read its answer before the connection ends under what it still sends. */
const LINGER_MS = 250;

/** The rest of the body is not read: the connection ends with the answer. */
function tooLong(): Answer {
  const text = Buffer.from('That is too long.\n');
  const pieces = async function* () {
    yield text;
    await setTimeout(LINGER_MS);
  };
  return {
    status: 413,
    headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
    body: { length: text.length, pieces },
  };
}

const queryOf = (request: Request): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams((request.url ?? '').split('?').slice(1).join('?')));

/** Node gives the names in lower case, and as lists those that may be repeated. */
const headersOf = (request: Request): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

const toAnswer = ({ status, headers = {}, body = '' }: InboundReply): Answer => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body,
});
