import type { Request } from 'restify';
import type { InboundReply, InboundRoute } from '../../usecases/inboundRoute.ts';
import { type Answer, textAnswer } from './answer.ts';
import type { Door } from './door.ts';
import { readBody } from './readBody.ts';

/** The doors other parts of the desk answer at: the body comes raw, because signatures are over its bytes. */
export const chatDoors = (routes: readonly InboundRoute[]): readonly Door[] =>
  routes.map((route) => ({
    method: 'POST',
    path: route.path,
    answer: (request) => answerAt(route, request),
  }));

async function answerAt(route: InboundRoute, request: Request): Promise<Answer> {
  const rawBody = await readBody(request, route.maxBytes);
  // The rest of a body that is too long is not read: the connection ends with the answer.
  if (rawBody === 'too-long') return textAnswer(413, 'That is too long.', { connection: 'close' });
  return toAnswer(
    await route.answer({ method: 'POST', path: route.path, headers: headersOf(request), rawBody }),
  );
}

/** Node gives the names in lower case, and as lists those that may be repeated. */
const headersOf = (request: Request): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );

const toAnswer = ({ status, headers = {}, body = '' }: InboundReply): Answer => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body,
});
