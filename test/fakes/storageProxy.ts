import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { StorageServer } from '../support/azurite.ts';

export interface StorageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface StorageQuestion {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly body: Buffer;
}

/** Gives another answer in place of storage’s own; undefined keeps storage’s. */
type Rewrite = (question: StorageQuestion, answer: StorageAnswer) => StorageAnswer | 'hang-up' | undefined;

export interface StorageProxy {
  readonly connectionString: string;
  readonly questions: readonly StorageQuestion[];
  rewrite(change: Rewrite): void;
  stop(): Promise<void>;
}

/**
 * Stands before the emulator and passes everything on, byte for byte, until a test says what Azure would have
 * answered where the emulator cannot: policies, locks, throttling. Signatures hold, for they are over the
 * path and not over the port.
 */
export async function startStorageProxy({ port, connectionAt }: StorageServer): Promise<StorageProxy> {
  const questions: StorageQuestion[] = [];
  let change: Rewrite = () => undefined;

  const pass = (question: StorageQuestion, headers: NodeJS.Dict<string | string[]>): Promise<StorageAnswer> =>
    new Promise((resolve, reject) => {
      const { method, url: path } = question;
      const passed = httpRequest({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
        const named = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(named), body: await buffer(answer) });
      });
      passed.once('error', reject);
      passed.end(question.body);
    });

  const server = createServer(async (request, response) => {
    try {
      const question = { method: request.method ?? '', url: request.url ?? '', body: await buffer(request) };
      questions.push(question);
      const own = await pass(question, request.headers);
      const answer = change(question, own) ?? own;
      if (answer === 'hang-up') return void request.socket.destroy();
      const { 'transfer-encoding': _, 'content-length': length, ...headers } = answer.headers;
      // The answer to HEAD states the length of a body that it does not send.
      const isHead = question.method === 'HEAD';
      const told = isHead && length !== undefined ? length : answer.body.length;
      response.writeHead(answer.status, { ...headers, 'content-length': told });
      response.end(isHead ? undefined : answer.body);
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    connectionString: connectionAt((server.address() as AddressInfo).port),
    questions,
    rewrite: (next) => {
      change = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A refusal as Azure words it, the code in a header and in XML. */
export const storageRefusal = (status: number, code: string): StorageAnswer => ({
  status,
  headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`),
});
