import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

/**
 * The server that `response_url`s lead to: takes what the desk says to one person alone, and refuses it when
 * `take` throws.
 */
export async function startResponseServer(take: (email: string, body: Json) => void) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const email = decodeURIComponent(request.url?.split('/')[2] ?? '');
    try {
      take(email, JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json);
      response.end('ok');
    } catch (error) {
      response.statusCode = 400;
      response.end((error as Error).message);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlFor: (email: string) => `http://127.0.0.1:${port}/response/${encodeURIComponent(email)}/${randomUUID()}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
