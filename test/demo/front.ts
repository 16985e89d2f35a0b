import { readFileSync } from 'node:fs';
import { request as ask, createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

const SCRIPT = readFileSync(new URL('./page/front.js', import.meta.url), 'utf8');

/** Stands before a Teams client on loopback, and gives its page a script that hides its log and types what it is told. */
export async function startFront(port: number) {
  const passed = ({ method = 'GET', url = '/', headers }: IncomingMessage) => {
    // The page comes whole and plain, so that the script can be put in.
    const { 'if-none-match': _, 'accept-encoding': __, ...plain } = headers;
    return { host: 'localhost', port, method, path: url, headers: url === '/' ? plain : headers };
  };
  const server = createServer((request, response) => {
    const asked = ask(passed(request), async (answer) => {
      const isPage = request.url === '/';
      const { 'content-length': length, ...headers } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, isPage ? headers : answer.headers);
      if (!isPage) return answer.pipe(response);
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      return response.end(Buffer.concat(chunks).toString().replace('<head>', `<head><script>${SCRIPT}</script>`));
    });
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  });
  server.on('upgrade', ({ method, url, rawHeaders }, socket, head) => {
    const lines = rawHeaders.map((each, i) => (i % 2 === 0 ? `${each}: ` : `${each}\r\n`)).join('');
    const other = connect(port, 'localhost', () => {
      other.write(`${method} ${url} HTTP/1.1\r\n${lines}\r\n`);
      other.write(head);
      socket.pipe(other).pipe(socket);
    });
    for (const [each, peer] of [
      [socket, other],
      [other, socket],
    ] as const)
      each.on('error', () => peer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
