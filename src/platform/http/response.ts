import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Request, Response } from 'restify';
import type { Html } from './html.ts';

/** Nothing but the desk's own files, and nobody may frame it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const NOT_NEEDED = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

/** On every answer: kept nowhere, shown in no frame, told to no other site. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'permissions-policy': NOT_NEEDED.map((feature) => `${feature}=()`).join(', '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

export type Headers = Readonly<Record<string, string>>;

/** Bytes that come piece by piece; `length` is how many are promised. */
export interface Pieces {
  readonly length: number;
  readonly pieces: () => AsyncIterable<Uint8Array>;
  /** Whether they may go on: asked each second while the other side is slow to take what it has been sent. */
  readonly mayGoOn?: () => Promise<boolean>;
}

/** What a route of the server answers; sent by `send` alone. */
export interface Answer {
  readonly status: number;
  readonly headers?: Headers;
  readonly body: string | Uint8Array | Pieces;
}

export const textAnswer = (status: number, text: string, headers: Headers = {}) => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body: `${text}\n`,
});

export const jsonAnswer = (status: number, value: unknown, headers: Headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const pageAnswer = (status: number, page: Html, headers: Headers = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: page.text,
});

/** Sends an answer with the headers every answer has; a HEAD gets them without the body. */
export async function send(request: Request, response: Response, { status, headers, body }: Answer): Promise<void> {
  const whole = typeof body === 'string' ? Buffer.from(body) : body;
  const length = String(whole.length);
  const all = { ...SAFE_HEADERS, 'content-length': length, ...headers };
  if (whole instanceof Uint8Array) response.sendRaw(status, Buffer.from(whole), all);
  else if (request.method === 'HEAD') response.sendRaw(status, '', all);
  else await sendPieces(response, status, all, whole);
}

/** As fast as the other side takes them. An answer that falls short is cut off, so that the browser asks again. */
async function sendPieces(response: Response, status: number, headers: Headers, body: Pieces): Promise<void> {
  response.writeHead(status, headers);
  let sent = 0;
  for await (const piece of body.pieces()) {
    if (response.destroyed) return;
    sent += piece.length;
    if (!response.write(piece) && !(await hasRoom(response, body.mayGoOn))) break;
    if (response.destroyed) return;
  }
  if (sent === body.length && !response.writableNeedDrain) response.end();
  // A reset takes back what still lies on the way, which a slow side would go on to hear for minutes.
  else response.socket?.resetAndDestroy();
}

const ASK_MS = 1_000;

/** True when the other side has taken what was written, or is gone; false once it may have no more. */
async function hasRoom(response: Response, mayGoOn: Pieces['mayGoOn']): Promise<boolean> {
  const settled = new AbortController();
  const { signal } = settled;
  const events = ['drain', 'close'].map((event) => once(response, event, { signal }).catch(() => []));
  const taken = Promise.race(events);
  try {
    while (
      (await Promise.race([taken, setTimeout(ASK_MS, 'waits', { signal, ref: false }).catch(() => [])])) === 'waits'
    )
      if (mayGoOn && !(await mayGoOn())) return false;
    return true;
  } finally {
    settled.abort();
  }
}
