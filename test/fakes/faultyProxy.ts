import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong instead of an answer. */
export type Fault =
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'status'; readonly status: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hangs' }
  | { readonly kind: 'drops' }
  /** Passes the call on and loses the answer. */
  | { readonly kind: 'drops-after' }
  /** Passes the call on and never answers. */
  | { readonly kind: 'hangs-after' }
  /** An answer of Slack's own: `{ ok: false, error }`. */
  | { readonly kind: 'refuses'; readonly error: string };

type Json = Readonly<Record<string, unknown>>;

interface ProxiedCall {
  /** The last part of the path: `chat.postMessage`. */
  readonly method: string;
  readonly body: Readonly<Record<string, string>>;
  /** What came back; undefined when nothing did. */
  readonly answer: Readonly<Record<string, unknown>> | undefined;
  readonly fault: Fault['kind'] | undefined;
}

export interface FaultyProxyOptions {
  readonly target: string;
  /** Why the real service would refuse a call that the emulator takes; undefined when it would not. */
  readonly refusal?: (
    method: string,
    body: Readonly<Record<string, string>>,
  ) => Promise<string | undefined> | string | undefined;
}

export interface FaultyProxy {
  readonly url: string;
  /** Every call so far, in the order of their answers. */
  readonly calls: readonly ProxiedCall[];
  /** Makes the next `times` calls of `method` that match go wrong; of every method for `*`. */
  fail(method: string, fault: Fault, times?: number, matching?: (body: ProxiedCall['body']) => boolean): void;
  /** Tells of every call twice: as it comes, and once it has been passed on but not yet answered. */
  watch(look: (method: string, stage: 'came' | 'passed', body: ProxiedCall['body']) => void): void;
  /** Changes what a method answers, to what the emulator cannot be told to say. */
  amend(method: string, change: (answer: Json, body: ProxiedCall['body']) => Json): void;
  /** Lets every call through again. */
  remedy(): void;
  stop(): Promise<void>;
}

interface Planned {
  readonly method: string;
  readonly fault: Fault;
  readonly matching: (body: ProxiedCall['body']) => boolean;
  left: number;
}

/** Stands before a Web API and passes every call on, until a test says which is to go wrong. */
export async function startFaultyProxy({ target, refusal }: FaultyProxyOptions): Promise<FaultyProxy> {
  const calls: ProxiedCall[] = [];
  let planned: Planned[] = [];
  const amendments = new Map<string, Parameters<FaultyProxy['amend']>[1]>();
  let look: Parameters<FaultyProxy['watch']>[0] = () => {};

  const planFor = (method: string, body: ProxiedCall['body']): Fault | undefined => {
    const plan = planned.find(
      (each) => (each.method === method || each.method === '*') && each.left > 0 && each.matching(body),
    );
    if (plan) plan.left -= 1;
    return plan?.fault;
  };

  const pass = async (request: IncomingMessage, raw: Buffer): Promise<{ status: number; text: string }> => {
    const { authorization = '', 'content-type': type = 'application/x-www-form-urlencoded' } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'POST',
      headers: { authorization, 'content-type': type },
      ...(request.method === 'GET' ? {} : { body: new Uint8Array(raw) }),
    });
    return { status: answer.status, text: await answer.text() };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const method = (request.url ?? '').split('?')[0]?.split('/').at(-1) ?? '';
    const body = parse(request, raw);
    look(method, 'came', body);
    const fault = planFor(method, body);
    const note = (answer: ProxiedCall['answer']): void => void calls.push({ method, body, answer, fault: fault?.kind });
    const json = (status: number, value: object, headers: Record<string, string> = {}): void => {
      note(value as ProxiedCall['answer']);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
    };
    switch (fault?.kind) {
      case 'rate-limited':
        return json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(fault.retryAfterSeconds) });
      case 'status':
        return json(fault.status, { ok: false, error: 'internal_error' });
      case 'refuses':
        return json(200, { ok: false, error: fault.error });
      case 'hangs':
        return note(undefined);
      case 'drops':
        note(undefined);
        request.socket.destroy();
        return;
      case 'hangs-after':
        return note(JSON.parse((await pass(request, raw)).text));
      case 'drops-after':
        note(JSON.parse((await pass(request, raw)).text));
        request.socket.destroy();
        return;
      case undefined: {
        const refused = await refusal?.(method, body);
        if (refused) return json(200, { ok: false, error: refused });
        const { status, text } = await pass(request, raw);
        look(method, 'passed', body);
        const answer = JSON.parse(text) as Json;
        const amended = amendments.get(method)?.(answer, body);
        return json(amended ? 200 : status, amended ?? answer);
      }
    }
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fail: (method, fault, times = 1, matching = () => true) =>
      void planned.push({ method, fault, matching, left: times }),
    watch: (each) => {
      look = each;
    },
    amend: (method, change) => void amendments.set(method, change),
    remedy: () => {
      planned = [];
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parse(request: IncomingMessage, raw: Buffer): Readonly<Record<string, string>> {
  const text = raw.toString('utf8');
  if (request.headers['content-type']?.includes('application/json'))
    return Object.fromEntries(
      Object.entries(JSON.parse(text || '{}')).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
  return Object.fromEntries(new URLSearchParams(text));
}
