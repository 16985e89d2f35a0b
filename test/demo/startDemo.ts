import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Desk, startDesk } from '../../src/app/start.ts';
import { parsePracticeFile } from '../../src/config/practiceFile.ts';
import type { Practice } from '../../src/features/practice/model/practice.ts';
import { addMinutes } from '../../src/kernel/time.ts';
import { createLog } from '../../src/platform/log.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../../src/platform/storage/connect.ts';
import { azuriteConnection, launchAzurite } from './azurite.ts';
import { endChild, freePort, takesConnections } from './childProcess.ts';
import { clockRoutes } from './clockRoutes.ts';
import { createDeskActs } from './deskActs.ts';
import { createMovableClock } from './movableClock.ts';
import { demoRoute } from './page.ts';
import { DEMO_TENANT } from './playground.ts';
import { storeFreshCall, storeSampleCalls } from './sampleCalls.ts';
import { bindingsIn, ON_TEAMS, seatsOf, startSeats, startSlackSide } from './seats.ts';

export interface DemoOptions {
  readonly port: number;
  /** What the demonstration keeps between runs. */
  readonly folder: string;
  readonly fresh: boolean;
  readonly logLevel: 'info' | 'silent';
}

export type Demo = Awaited<ReturnType<typeof startDemo>>;

/** The port is somebody else's. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** The whole desk on this computer: storage, Teams-like and Slack-like clients, sample calls; everything on loopback. */
export async function startDemo({ port, folder, fresh, logLevel }: DemoOptions) {
  if (await takesConnections(port)) throw new PortTaken(`Port ${port} is in use.`);
  const root = resolve(folder);
  if (fresh) rmSync(root, { recursive: true, force: true });

  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    const storage = await startStorage(join(root, 'storage'), undo);
    const practice = readPractice();
    const service = connectStorage({ connectionString: storage });
    await ensureContainers(service);
    const recordings = service.getContainerClient(CONTAINERS.recordings);
    const clock = createMovableClock(join(root, 'clock.json'));
    const folderOfCalls = new URL('../../env/demo/calls', import.meta.url).pathname;
    const samples = () => ({ recordings, folder: folderOfCalls, now: clock.now(), zone: practice.zone });
    await storeSampleCalls(samples());

    const playgrounds = await startSeats(root, port, undo);
    const slack = await startSlackSide(port);
    undo.push(slack.stop);
    const bindings = bindingsIn(slack, playgrounds);
    let desk: Desk | null = null;
    let done = 'The desk goes by this clock; the times the clients show beside messages are real.';
    const acts = createDeskActs({
      clock,
      practice,
      desk: () => {
        if (!desk) throw new Error('The desk has not started yet');
        return desk;
      },
      storeCall: () => storeFreshCall(samples()),
    });
    desk = await startDesk({
      port,
      host: '127.0.0.1',
      publicUrl: `http://localhost:${port}`,
      databaseUrl: join(root, 'desk.sqlite'),
      storage: { connectionString: storage },
      slack: slack.access,
      teams: { appId: null, appPassword: null, appType: 'SingleTenant', tenantId: DEMO_TENANT },
      practice,
      clock,
      channels: bindings,
      log: createLog(logLevel),
      routes: [
        demoRoute(() => ({ seats: seatsOf(slack, playgrounds), now: clock.now(), zone: practice.zone, done })),
        ...clockRoutes(acts, (sentence) => {
          done = sentence;
        }),
      ],
    });
    undo.push(desk.stop);
    // Where the last time's clients could not be had again, the desk would still post to them.
    await desk.uow.run(async ({ channels, people, now }) => {
      for (const binding of bindings) await channels.bind(binding);
      // The emulated workspace begins anew, and gives its people other ids.
      await people.forgetUnseenSince(
        addMinutes(now, 1),
        ON_TEAMS.map(({ email }) => email),
      );
    });
    return { url: `http://localhost:${port}/demo`, desk, clock, playgrounds, slack, storage, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The emulator of Azure’s storage; `undo` gets what ends it. Gives the connection string. */
async function startStorage(folder: string, undo: (() => Promise<unknown>)[]): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const azurite = await launchAzurite({ port, folder });
  undo.push(() => endChild(azurite));
  return azuriteConnection(`http://127.0.0.1:${port}`);
}

function readPractice(): Practice {
  const file = new URL('../../env/demo/practice.json', import.meta.url);
  const parsed = parsePracticeFile(readFileSync(file, 'utf8'), 'env/demo/practice.json');
  if (!parsed.ok) throw new Error(parsed.faults.join('\n'));
  return parsed.value.practice;
}
