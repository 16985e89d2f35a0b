import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type StorageAnswer, type StorageQuestion, storageRefusal } from '../fakes/storageProxy.ts';
import type { StorageServer } from './azurite.ts';

/**
 * Decides what happens to a call: undefined passes it on to storage, anything else is the answer and storage
 * never sees the call.
 */
export type Refuse = (question: StorageQuestion) => StorageAnswer | 'hang-up' | undefined;

export interface StorageFront {
  readonly connectionString: string;
  refuse(by: Refuse): void;
  remedy(): void;
  stop(): Promise<void>;
}

/**
 * Stands before the emulator and refuses calls that a test names, before storage acts on them: locks,
 * throttling, faults.
 */
export async function startStorageFront({ port, connectionAt }: StorageServer): Promise<StorageFront> {
  let refusal: Refuse = () => undefined;
  const server = createServer(async (request, response) => {
    try {
      const { method = '', url = '', headers } = request;
      const body = await buffer(request);
      const refused = refusal({ method, url, body });
      if (refused === 'hang-up') return void request.socket.destroy();
      if (refused) {
        response.writeHead(refused.status, refused.headers);
        return void response.end(refused.body);
      }
      const passed = httpRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      });
      passed.once('error', () => request.socket.destroy());
      passed.end(body);
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    connectionString: connectionAt((server.address() as AddressInfo).port),
    refuse: (by) => {
      refusal = by;
    },
    remedy: () => {
      refusal = () => undefined;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const isBatch = ({ method, url }: StorageQuestion): boolean => method === 'POST' && url.includes('comp=batch');

export const isDeletion = (question: StorageQuestion): boolean => isBatch(question) || question.method === 'DELETE';

/**
 * Acts like an immutability policy on these names. Refuses batches, so that each blob is deleted by a call of
 * its own.
 */
export const locked =
  (...names: readonly string[]): Refuse =>
  (question) => {
    if (isBatch(question)) return storageRefusal(501, 'NotImplemented');
    const meant = names.some((name) => decodeURIComponent(question.url).includes(`/${name}`));
    return question.method === 'DELETE' && meant ? storageRefusal(409, 'BlobImmutableDueToPolicy') : undefined;
  };
