import { createAudioCutter } from './adapters/audio/wavCutter.ts';
import { createClipStore } from './adapters/blob/clipStore.ts';
import { CONTAINERS, connectStorage, ensureContainers } from './adapters/blob/connect.ts';
import { createRecordingArchive } from './adapters/blob/recordingArchive.ts';
import { randomIds, systemClock } from './adapters/clock.ts';
import { auditReader } from './adapters/db/auditStore.ts';
import { openDatabase } from './adapters/db/dialect.ts';
import { outboxQueue } from './adapters/db/outboxStore.ts';
import { createUnitOfWork } from './adapters/db/unitOfWork.ts';
import { createHttpServer } from './adapters/http/server.ts';
import { startTicks, type Ticks } from './adapters/scheduler/ticks.ts';
import { createSlack, type SlackDoor } from './adapters/slack/register.ts';
import { createTeams, type TeamsDoor } from './adapters/teams/register.ts';
import { callReading } from './adapters/telephony/index.ts';
import type { SlackSettings, TeamsSettings } from './config/environment.ts';
import { isLoopback } from './config/loopback.ts';
import { practiceFaults } from './domain/approval/practiceFaults.ts';
import type { Practice } from './domain/practice.ts';
import { addHours } from './domain/time.ts';
import { createUsecases, type Usecases } from './usecases/createUsecases.ts';
import { createDispatcher, type Dispatcher } from './usecases/dispatchOutbox.ts';
import { createDrawPost } from './usecases/drawPost.ts';
import type { InboundRoute } from './usecases/inboundRoute.ts';
import { createJobRunner, type JobRunner } from './usecases/jobs.ts';
import type {
  AuditReader,
  ChannelBinding,
  ChatPlatform,
  Clock,
  Log,
  OutboxQueue,
  UnitOfWork,
} from './usecases/ports.ts';
import { createVitals } from './usecases/vitals.ts';

export interface DeskSettings {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  readonly storage: { readonly connectionString: string } | { readonly accountUrl: string };
  readonly slack: SlackSettings | null;
  readonly teams: TeamsSettings | null;
  readonly practice: Practice;
  readonly channels: readonly ChannelBinding[];
  readonly log: Log;
  readonly clock?: Clock;
  /** More doors in the one port; the demo's page is one. */
  readonly routes?: readonly InboundRoute[];
}

export interface Desk {
  readonly port: number;
  readonly usecases: Usecases;
  readonly uow: UnitOfWork;
  readonly audit: AuditReader;
  readonly queue: OutboxQueue;
  readonly dispatcher: Dispatcher;
  readonly jobs: JobRunner;
  stop(): Promise<void>;
}

/** Constructs and wires the whole desk, and starts it. The one place that knows every part. */
export async function startDesk(settings: DeskSettings): Promise<Desk> {
  const { practice, log, publicUrl } = settings;
  const clock = settings.clock ?? systemClock;
  if (settings.teams?.appId === null && !isLoopback(settings.host))
    throw new Error(
      'Without MICROSOFT_APP_ID nobody’s sign-in is checked: such a desk listens on loopback only.',
    );
  for (const fault of practiceFaults(practice)) log.warn('practice.impossible-purpose', { fault });

  const database = await openDatabase(settings.databaseUrl);
  let wake = (): void => {};
  const uow = createUnitOfWork(database, {
    now: () => clock.now(),
    newId: randomIds.unique,
    outboxFilled: () => wake(),
  });
  const service = connectStorage(settings.storage);
  const ready = containersReady(service, log);
  await ready();
  const clips = createClipStore(service);
  const deps = {
    uow,
    clock,
    ids: randomIds,
    practice,
    archive: createRecordingArchive(service.getContainerClient(CONTAINERS.recordings)),
    clips,
    cutter: createAudioCutter(),
    reading: callReading,
    log,
    publicUrl,
  };
  const usecases = createUsecases(deps);
  await bindChannels(uow, settings.channels);

  const doorDeps = { ...usecases, uow, clock, log, zone: practice.zone, practiceName: practice.name };
  const slack: SlackDoor | null = settings.slack
    ? createSlack({ ...doorDeps, access: settings.slack })
    : null;
  const teams: TeamsDoor | null = settings.teams
    ? createTeams({ ...doorDeps, access: settings.teams })
    : null;
  const platforms: readonly ChatPlatform[] = [slack, teams].flatMap((door) => (door ? [door.platform] : []));

  const queue = outboxQueue(database.db);
  const dispatcher = createDispatcher({
    clock,
    log,
    queue,
    drawPost: createDrawPost({ ...deps, platforms }),
    cutClip: usecases.cutClip,
    deleteClip: usecases.deleteClip,
  });
  wake = dispatcher.wake;

  const jobs = createJobRunner(deps, [
    {
      name: 'index-recordings',
      everyMinutes: 1,
      run: async () => {
        await ready();
        await usecases.indexRecordings();
      },
    },
    { name: 'end-grants', everyMinutes: 1, run: usecases.endGrants },
    { name: 'follow-up', everyMinutes: 5, run: usecases.followUp },
    {
      name: 'note-chain-head',
      everyMinutes: 24 * 60,
      // A copy outside the database: whoever rewrites the whole chain cannot rewrite the log.
      run: async () => log.info('audit.head', { ...(await auditReader(database.db).head()) }),
    },
    {
      name: 'forget-events',
      everyMinutes: 60,
      run: () =>
        uow.run(async ({ inbound, jobs: ledger }) => {
          await inbound.forgetBefore(addHours(clock.now(), -7 * 24));
          await ledger.forgetBefore(addHours(clock.now(), -7 * 24));
        }),
    },
  ]);

  const server = createHttpServer({
    ...usecases,
    ...createVitals({ uow, queue, jobs, clips, clock }),
    log,
    publicUrl,
    zone: practice.zone,
    clock,
    routes: [slack?.route, teams?.route, ...(settings.routes ?? [])].flatMap((route) =>
      route ? [route] : [],
    ),
  });

  dispatcher.start();
  await slack?.start();
  const port = await server.listen(settings.port, settings.host);
  const ticks: Ticks = startTicks(() => jobs.tick());
  log.info('desk.started', { port, platforms: platforms.map((p) => p.name), database: database.dialect });

  return {
    port,
    usecases,
    uow,
    audit: auditReader(database.db),
    queue,
    dispatcher,
    jobs,
    stop: async () => {
      await ticks.stop();
      await slack?.stop().catch(() => {});
      await server.close();
      await jobs.tick().catch(() => {}); // waits for a run under way
      await dispatcher.stop();
      await database.close();
    },
  };
}

/** What a director says in the chat comes before the practice file: only a channel nobody has bound takes the file's. */
const bindChannels = (uow: UnitOfWork, bindings: readonly ChannelBinding[]): Promise<void> =>
  uow.run(async ({ channels }) => {
    for (const binding of bindings) {
      const bound = await channels.bindingsOf(binding.channel);
      if (!bound.some(({ platform }) => platform === binding.platform)) await channels.bind(binding);
    }
  });

/** Makes the containers once storage answers, which may be later than the start. */
function containersReady(service: ReturnType<typeof connectStorage>, log: Log): () => Promise<void> {
  let done = false;
  return async () => {
    if (done) return;
    try {
      await ensureContainers(service);
      done = true;
    } catch {
      log.warn('storage.unavailable');
    }
  };
}
