import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import { createHttpServer } from '../../src/app/http.ts';
import { startDesk } from '../../src/app/start.ts';
import { createHttpReceiver } from '../../src/chat/slack/httpReceiver.ts';
import type { Log } from '../../src/kernel/ports.ts';
import { buildPractice, RITA } from '../builders.ts';

/**
 * One of the three programs `commands` measures with, each in a process of its own: the desk; a Bolt app on
 * the same receiver and the same HTTP server that acknowledges and does no more; and what stands for Slack.
 * Says its port, and ends when it is told to.
 */
export interface ServerOptions {
  readonly kind: 'desk' | 'bare' | 'slack';
  readonly secret: string;
  readonly slackUrl: string;
  readonly storage: string;
  readonly databaseFile: string;
}

const options = JSON.parse(process.argv[2] ?? '{}') as ServerOptions;

const quiet: Log = { info: () => {}, warn: () => {}, error: () => {} };

const STARTS: Readonly<Record<ServerOptions['kind'], () => Promise<number>>> = {
  desk: async () => {
    const { port } = await startDesk({
      port: 0,
      host: '127.0.0.1',
      publicUrl: null,
      databaseUrl: options.databaseFile,
      storage: { connectionString: options.storage },
      slack: { botToken: 'xoxb-1', signingSecret: options.secret, appToken: null, apiUrl: options.slackUrl, gapMs: 0 },
      teams: null,
      practice: buildPractice(),
      channels: [],
      log: quiet,
    });
    return port;
  },
  bare: async () => {
    const { receiver, route } = createHttpReceiver(options.secret, quiet);
    const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-1' }), logLevel: LogLevel.ERROR });
    app.command(/^\//, async ({ ack }) => {
      await ack();
    });
    // Its other doors are not knocked at.
    const server = createHttpServer({ log: quiet, routes: [route] } as unknown as Parameters<
      typeof createHttpServer
    >[0]);
    return server.listen(0, '127.0.0.1');
  },
  slack: async () => {
    const user = { id: 'U1', name: 'rita', profile: { email: RITA, real_name: 'Rita Reed' } };
    let answered = 0;
    const server = createServer((request, response) => {
      request.resume();
      request.once('end', () => {
        const asked = request.url ?? '';
        if (asked === '/answered') return void response.end(String(answered));
        answered += asked.includes('users.info') ? 0 : 1;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ok: true, user, view: { id: 'V1' } }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  },
};

const port = await STARTS[options.kind]();

process.send?.({ port });

process.once('disconnect', () => process.exit(0));
