import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';
import { openDatabase } from '../../src/platform/database/open.ts';
import { startPostgres } from '../support/postgres.ts';
import type { DeciderOptions } from './decider.ts';
import { createDecider, seed } from './decisions.ts';
import { type Figure, figure, inTurn, median, pairedRatio, timed } from './measure.ts';

const ROUNDS = 8;

const A_ROUND = 160;

/** Acts under way at once in one instance. */
const AT_ONCE = 6;

/** Each way between the desk and a server in the same building. */
const WAY_MS = 1;

/**
 * Decisions a second by two instances on one PostgreSQL server against those by one, each numbered in the audit when
 * the round is over. The server is a millisecond away: an act that made others wait until it has committed would make
 * them wait for its whole conversation.
 */
export async function benchInstances(): Promise<readonly Figure[]> {
  const postgres = await startPostgres({ outlivesRestarts: true });
  const far = await startDistance(new URL(postgres.url));
  const database = await openDatabase(postgres.url);
  const { uow, placed } = createDecider(database);
  await seed(uow);
  const instances = await Promise.all([1, 2].map(() => startDecider({ url: far.url, atOnce: AT_ONCE })));
  const round = async (working: readonly ChildProcess[]): Promise<number> => {
    const ids: string[] = [];
    for (let n = 0; n < A_ROUND; n += 1) ids.push(await placed());
    const ms = await timed(() =>
      Promise.all(
        working.map(async (instance, part) => {
          instance.send(ids.filter((_, at) => at % working.length === part));
          await once(instance, 'message');
        }),
      ),
    );
    return (A_ROUND * 1000) / ms;
  };
  const both = () => round(instances);
  const one = () => round(instances.slice(0, 1));
  await both();
  const rates = await inTurn(ROUNDS, both, one);
  for (const instance of instances) {
    instance.send('end');
    await once(instance, 'exit');
  }
  await database.close();
  far.stop();
  await postgres.stop();
  const target = { kind: 'ratio', atLeast: 1.2 } as const;
  const [ours, peer] = [median(rates.ours), median(rates.peer)];
  const name = 'decisions by two instances, against one';
  return [figure(name, ours, peer, 'a second', target, pairedRatio(rates.ours, rates.peer))];
}

async function startDecider(options: DeciderOptions): Promise<ChildProcess> {
  const child = fork(new URL('decider.ts', import.meta.url), [JSON.stringify(options)]);
  await once(child, 'message');
  return child;
}

/** Passes everything on to the server, a millisecond later. */
async function startDistance(server: URL): Promise<{ readonly url: string; readonly stop: () => void }> {
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), WAY_MS));
    from.on('error', () => {});
    from.on('close', () => to.destroy());
  };
  const listener = createServer((near) => {
    const far = connect(Number(server.port), server.hostname);
    pass(near, far);
    pass(far, near);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const url = new URL(server);
  url.port = String((listener.address() as AddressInfo).port);
  const stop = (): void => {
    listener.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: url.href, stop };
}
