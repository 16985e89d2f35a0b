import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer, type HttpDeps, type HttpServer } from '../../src/app/http.ts';
import type { InboundRequest } from '../../src/platform/http/inboundRoute.ts';
import { NOTHING } from '../support/nothing.ts';

interface Line {
  readonly event: string;
  readonly fields: unknown;
}

let server: HttpServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start({ host = '127.0.0.1', ...changes }: Partial<HttpDeps> & { readonly host?: string } = {}) {
  const lines: Line[] = [];
  const note = (event: string, fields: unknown) => void lines.push({ event, fields });
  server = createHttpServer({ ...NOTHING, log: { info: note, warn: note, error: note }, ...changes });
  const port = await server.listen(0, host);
  return { address: `http://127.0.0.1:${port}`, port, lines, close: server.close };
}

/** Sends bytes as they are and gives what came back once the connection ends; `tooMuch` keeps sending until then. */
const rawly = (port: number, text: string, tooMuch = false): Promise<{ text: string; sent: number }> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const piece = Buffer.alloc(64 * 1024, 'x');
    let answer = '';
    let sent = 0;
    const more = () => {
      if (!tooMuch || sent > 200 * 1024 * 1024) return;
      sent += piece.length;
      socket.write(`10000\r\n${piece}\r\n`, (error) => !error && setImmediate(more));
    };
    socket.on('data', (part) => {
      answer += part;
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve({ text: answer, sent }));
    socket.write(text, () => more());
  });

describe('a chat platform’s route', () => {
  const door = (seen: InboundRequest[]) => ({
    path: '/slack/events',
    maxBytes: 1_000,
    answer: async (request: InboundRequest) => {
      seen.push(request);
      return { status: 201, headers: { 'Content-Type': 'application/json' }, body: '{"ok":true}' };
    },
  });

  it('gets the body’s very bytes and the headers in lower case', async () => {
    const seen: InboundRequest[] = [];
    const { address } = await start({ routes: [door(seen)] });
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x00, 0x0d, 0x0a, 0x7d]);
    const answer = await fetch(`${address}/slack/events?a=b`, {
      method: 'POST',
      body,
      headers: { 'X-Slack-Signature': 'v0=abc', 'Content-Type': 'application/json' },
    });
    expect([answer.status, await answer.text()]).toEqual([201, '{"ok":true}']);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('server')).toBeNull();
    expect(seen).toHaveLength(1);
    expect(seen[0]?.rawBody.equals(body)).toBe(true);
    expect(seen[0]?.path).toBe('/slack/events');
    expect(seen[0]?.method).toBe('POST');
    expect(seen[0]?.headers['x-slack-signature']).toBe('v0=abc');
  });

  it('takes a body of exactly its limit, and no byte more', async () => {
    const seen: InboundRequest[] = [];
    const { address } = await start({ routes: [door(seen)] });
    const send = (bytes: number) => fetch(`${address}/slack/events`, { method: 'POST', body: 'x'.repeat(bytes) });
    expect((await send(1_000)).status).toBe(201);
    expect((await send(1_001)).status).toBe(413);
    expect(seen).toHaveLength(1);
  });

  it('answers 413 to five megabytes by their stated length, before they are sent', async () => {
    const seen: InboundRequest[] = [];
    const { port, address } = await start({ routes: [door(seen)] });
    const head = 'POST /slack/events HTTP/1.1\r\nHost: desk\r\nContent-Length: 5242880\r\n\r\n';
    expect((await rawly(port, head)).text).toMatch(/^HTTP\/1\.1 413 /);
    const answer = await fetch(`${address}/slack/events`, { method: 'POST', body: Buffer.alloc(5_242_880) }).catch(
      () => undefined, // cut off while it was still sending
    );
    expect(answer?.status ?? 413).toBe(413);
    expect(seen).toEqual([]);
  });

  it('answers 413 to a body without end soon after the limit, and ends the connection', async () => {
    const seen: InboundRequest[] = [];
    const { port } = await start({ routes: [door(seen)] });
    const head = 'POST /slack/events HTTP/1.1\r\nHost: desk\r\nTransfer-Encoding: chunked\r\n\r\n';
    const { text, sent } = await rawly(port, head, true);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(sent).toBeLessThan(20 * 1024 * 1024);
    expect(seen).toEqual([]);
  });

  it('that throws is answered 500 without detail, and logged without content', async () => {
    const { address, lines } = await start({
      routes: [
        {
          path: '/teams/messages',
          maxBytes: 1_000,
          answer: async ({ rawBody }) => {
            throw new TypeError(`cannot read ${rawBody} of Mrs Alder 01632 960123`);
          },
        },
      ],
    });
    const answer = await fetch(`${address}/teams/messages?secret=1`, { method: 'POST', body: 'private words' });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('Something went wrong at the desk. Try again.\n');
    expect(lines).toEqual([
      { event: 'http.fault', fields: { route: 'POST /teams/messages', fault: 'TypeError', at: expect.any(String) } },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/private|Alder|01632|secret/);
    expect((await fetch(`${address}/health`)).status).toBe(200);
  });

  it('logs nothing when the sender hangs up half way', async () => {
    const seen: InboundRequest[] = [];
    const { port, address, lines } = await start({ routes: [door(seen)] });
    const socket = connect(port, '127.0.0.1');
    const half = 'POST /slack/events HTTP/1.1\r\nHost: desk\r\nContent-Length: 500\r\n\r\nhalf';
    await new Promise<void>((resolve) => socket.write(half, () => resolve()));
    // What has come later is answered: so the half has been read.
    await fetch(`${address}/health`);
    socket.destroy();
    await once(socket, 'close');
    expect((await fetch(`${address}/health`)).status).toBe(200);
    expect(lines).toEqual([]);
    expect(seen).toEqual([]);
  });
});

describe('the server', () => {
  it('says plainly that there is nothing elsewhere, and repeats nothing of what was asked', async () => {
    const { address, lines } = await start();
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/private-token'],
      ['GET', '//elsewhere.example/x'],
      ['GET', '/listen/%E0%A4%A'],
      ['GET', `/listen/${'a'.repeat(3_000)}`],
      ['DELETE', '/health'],
      ['PUT', '/listen/x'],
      ['GET', '/static/server.ts'],
      ['GET', '/static/..%2Fserver.ts'],
    ] as const) {
      const answer = await fetch(`${address}${path}`, { method });
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).toBe('There is nothing here.\n');
    }
    expect(lines).toEqual([]);
  });

  it('outlives a Host header and addresses that are none', async () => {
    const { port, address } = await start();
    for (const [target, host] of [
      ['/listen/x', 'a b'],
      ['/listen/x', '%%%'],
      ['/listen/x', '[::1'],
      ['http://[/x', 'desk'],
      ['/health', ''],
    ]) {
      const head = `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      expect((await rawly(port, head)).text, `${target} ${host}`).toMatch(/^HTTP\/1\.1 (400|404|200) /);
    }
    expect((await rawly(port, 'OPTIONS * HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n')).text).toMatch(
      /^HTTP\/1\.1 /,
    );
    expect((await fetch(`${address}/health`)).status).toBe(200);
  });

  it('says whether it is well', async () => {
    const well = await start({ health: async () => ({ ok: true, checks: { database: 'ok' } }) });
    const answer = await fetch(`${well.address}/health`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, checks: { database: 'ok' } }]);
    await well.close();
    const unwell = await start({ health: async () => ({ ok: false, checks: { storage: 'does not answer' } }) });
    expect((await fetch(`${unwell.address}/health`)).status).toBe(503);
  });

  it('gives its figures as Prometheus reads them', async () => {
    const { address } = await start({
      figures: async () => [
        ['desk_recordings', 'Recordings\nin \\ the index', 12] as const,
        ['desk_clips_heard_total', 'Clips heard', 3.5] as const,
      ],
    });
    const answer = await fetch(`${address}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await answer.text()).toBe(
      [
        '# HELP desk_recordings Recordings\\nin \\\\ the index',
        '# TYPE desk_recordings gauge',
        'desk_recordings 12',
        '# HELP desk_clips_heard_total Clips heard',
        '# TYPE desk_clips_heard_total counter',
        'desk_clips_heard_total 3.5',
        '',
      ].join('\n'),
    );
  });

  it('gives its figures to its own machine only, where no token is set', async () => {
    const figures = async () => [['desk_recordings', 'Recordings', 12] as const];
    const { port, address } = await start({ figures, host: '0.0.0.0' });
    expect((await fetch(`${address}/metrics`)).status).toBe(200);
    const own = Object.values(networkInterfaces()).flat();
    const outside = own.find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    // By its address in the network this machine is another to itself.
    const from = outside === undefined ? [] : [await fetch(`http://${outside}:${port}/metrics`)];
    const passedOn = ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP', 'CF-Connecting-IP', 'True-Client-IP'];
    for (const name of passedOn) from.push(await fetch(`${address}/metrics`, { headers: { [name]: '127.0.0.1' } }));
    for (const answer of from) {
      expect(answer.status).toBe(403);
      expect(await answer.text()).toBe(
        'Figures are for this machine only. To read them from another, set METRICS_TOKEN.\n',
      );
    }
    const bearer = { headers: { authorization: 'Bearer null', 'x-forwarded-for': '192.0.2.7' } };
    expect((await fetch(`${address}/metrics`, bearer)).status).toBe(403);
    if (outside !== undefined) expect((await fetch(`http://${outside}:${port}/health`)).status).toBe(200);
  });

  it('gives its figures to whoever has the token, and to nobody else, where one is set', async () => {
    const token = 'a-token-that-nobody-guesses';
    const figures = async () => [['desk_recordings', 'Recordings', 12] as const];
    const { address } = await start({ figures, metricsToken: token });
    const ask = (authorization?: string) =>
      fetch(`${address}/metrics`, {
        headers: { 'x-forwarded-for': '192.0.2.7', ...(authorization === undefined ? {} : { authorization }) },
      });
    for (const right of [`Bearer ${token}`, `bearer  ${token}`]) {
      const answer = await ask(right);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('desk_recordings 12')]);
    }
    for (const wrong of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token} x`,
    ]) {
      const answer = await ask(wrong);
      expect(answer.status, wrong).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(await answer.text()).not.toContain('desk_');
    }
    // A proxy on the desk's machine that adds nothing looks like the machine itself.
    expect((await fetch(`${address}/metrics`)).status).toBe(401);
  });

  it('asks browsers for https for a year on every answer, where its address is https', async () => {
    const secured = await start({ publicUrl: 'https://desk.example.com' });
    const headerAt = async (path: string, method = 'GET') =>
      (await fetch(`${secured.address}${path}`, { method })).headers.get('strict-transport-security');
    for (const path of ['/health', '/metrics', '/nothing', '/listen/x', '/static/clip-page.css', '/playback/x'])
      expect(await headerAt(path), path).toBe('max-age=31536000');
    expect(await headerAt('/health', 'DELETE')).toBe('max-age=31536000');
    expect(await headerAt('/listen/x', 'HEAD')).toBe('max-age=31536000');
    const bad = 'GET http://[/x HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n';
    expect((await rawly(secured.port, bad)).text).toContain('max-age=31536000');
    await secured.close();
    for (const publicUrl of ['http://localhost:3978', null]) {
      const plain = await start({ publicUrl });
      const { headers } = await fetch(`${plain.address}/health`);
      expect(headers.get('strict-transport-security')).toBeNull();
      await plain.close();
    }
    server = undefined;
  });

  it('ends kept-alive connections promptly when it closes, after the answers under way', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<{ ok: boolean; checks: Record<string, string> }>();
    const { address, close, port } = await start({
      health: () => {
        asked.resolve();
        return answer.promise;
      },
    });
    await fetch(`${address}/metrics`); // leaves a connection behind
    const idle = rawly(port, 'GET /metrics HTTP/1.1\r\nHost: desk\r\n\r\n');
    await fetch(`${address}/metrics`);
    const waiting = fetch(`${address}/health`);
    await asked.promise;
    const from = Date.now();
    const closed = close();
    answer.resolve({ ok: true, checks: {} });
    expect((await waiting).status).toBe(200);
    await closed;
    expect((await idle).text).toMatch(/^HTTP\/1\.1 200 /);
    expect(Date.now() - from).toBeLessThan(1_000);
    server = undefined;
  });

  it('says to who started it that its port is taken, and goes on living', async () => {
    const { port, address } = await start();
    const second = createHttpServer({ ...NOTHING, log: { info: () => {}, warn: () => {}, error: () => {} } });
    await expect(second.listen(port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
    expect((await fetch(`${address}/health`)).status).toBe(200);
  });

  it('does not wait for ever for an answer that never comes', async () => {
    const asked = Promise.withResolvers<void>();
    const { address, close } = await start({
      health: () => {
        asked.resolve();
        return new Promise(() => {});
      },
    });
    const waiting = fetch(`${address}/health`).catch(() => 'cut off');
    await asked.promise;
    const from = Date.now();
    await close();
    expect(Date.now() - from).toBeLessThan(4_000);
    expect(await waiting).toBe('cut off');
    server = undefined;
  });
});
