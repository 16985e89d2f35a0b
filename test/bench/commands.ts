import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { signedHeaders } from '../demo/slack/signed.ts';
import { startAzurite } from '../support/azurite.ts';
import type { ServerOptions } from './commandServer.ts';
import { withFolder } from './folder.ts';
import { type Figure, figure, inTurn, median, pairedRatio, percentile } from './measure.ts';

const SECRET = 'bench';

/** Each command, and how often the desk calls Slack when it has been acknowledged. */
const COMMANDS = { '/my-requests': 1, '/request-recording': 2 } as const;

const AT_ONCE = [1, 10, 50] as const;

/** Commands a round: enough that its 99th percentile is not its slowest. */
const A_ROUND = 200;

const ROUNDS = 6;

/** For the desk to read the last of Slack’s answers. */
const SETTLE_MS = 4;

interface Started {
  readonly port: number;
  stop(): void;
}

async function start(options: Partial<ServerOptions> & Pick<ServerOptions, 'kind'>): Promise<Started> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'commandServer.ts'), [
    JSON.stringify({ secret: SECRET, ...options }),
  ]);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { port, stop: () => child.kill('SIGKILL') };
}

/** What one round of commands came to. */
interface Round {
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly aSecond: number;
}

/**
 * Slack's command received to acknowledged: the real desk, which then opens a form or lists a person's
 * requests, against a Bolt app on the same receiver and HTTP server whose handler only acknowledges. Commands
 * come so many at once, and the next of them when the desk has done what the last asked for: what is measured
 * is the wait for an answer, and how fast a crowd is answered.
 */
export const benchCommands = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const azurite = await startAzurite();
    const slack = await start({ kind: 'slack' });
    const slackUrl = `http://127.0.0.1:${slack.port}`;
    const databaseFile = join(folder, 'desk.sqlite');
    const storage = azurite.connectionString;
    const desk = await start({ kind: 'desk', slackUrl: `${slackUrl}/api/`, storage, databaseFile });
    const bare = await start({ kind: 'bare' });
    const agent = new Agent({ keepAlive: true, maxSockets: 60 });
    try {
      const answered = async (): Promise<number> => Number(await (await fetch(`${slackUrl}/answered`)).text());
      const send = (port: number, command: string): Promise<number> =>
        acknowledged(agent, port, command, `${slackUrl}/response`);

      const round = async (port: number, command: string, atOnce: number, calls: number): Promise<Round> => {
        const waits: number[] = [];
        let busyMs = 0;
        for (let sent = 0; sent < A_ROUND; sent += atOnce) {
          const done = (await answered()) + calls * atOnce;
          const from = performance.now();
          waits.push(...(await Promise.all(Array.from({ length: atOnce }, () => send(port, command)))));
          busyMs += performance.now() - from;
          while ((await answered()) < done) await setTimeout(1);
          await setTimeout(SETTLE_MS);
        }
        return { medianMs: median(waits), p99Ms: percentile(waits, 0.99), aSecond: (waits.length * 1000) / busyMs };
      };

      const figures: Figure[] = [];
      for (const [command, calls] of Object.entries(COMMANDS))
        for (const atOnce of AT_ONCE) {
          const ours = () => round(desk.port, command, atOnce, calls);
          const peer = () => round(bare.port, command, atOnce, 0);
          await ours();
          await peer();
          figures.push(...compared(`${command} acknowledged, ${atOnce} at once`, await inTurn(ROUNDS, ours, peer)));
        }
      return figures;
    } finally {
      agent.destroy();
      for (const server of [desk, bare, slack]) server.stop();
      await azurite.stop();
    }
  });

function compared(name: string, rounds: { ours: readonly Round[]; peer: readonly Round[] }): readonly Figure[] {
  const of = (what: keyof Round, unit: string, target: { atMost: number } | { atLeast: number }): Figure => {
    const [ours, peer] = [rounds.ours.map((round) => round[what]), rounds.peer.map((round) => round[what])];
    const ratio = pairedRatio(ours, peer);
    const label = { medianMs: 'median', p99Ms: 'p99', aSecond: 'rate' }[what];
    return figure(`${name}: ${label}`, median(ours), median(peer), unit, { kind: 'ratio', ...target }, ratio);
  };
  return [
    of('medianMs', 'ms', { atMost: 1.5 }),
    of('p99Ms', 'ms', { atMost: 1.5 }),
    of('aSecond', 'a second', { atLeast: 0.7 }),
  ];
}

/** Milliseconds from sending a signed command with a fresh trigger to the end of its acknowledgement. */
function acknowledged(agent: Agent, port: number, command: string, responseUrl: string): Promise<number> {
  const body = new URLSearchParams({
    command,
    text: '',
    user_id: 'U1',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: randomBytes(12).toString('hex'),
    response_url: responseUrl,
  }).toString();
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/slack/events',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          ...signedHeaders(body, SECRET),
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - from);
          else reject(new Error(`Answered ${response.statusCode}`));
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
