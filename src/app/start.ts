import type { ChatPlatform } from '../chat/chatPlatform.ts';
import type { SlackAccess } from '../chat/slack/access.ts';
import { createSlackConnection, type SlackConnection } from '../chat/slack/app.ts';
import type { TeamsAccess } from '../chat/teams/access.ts';
import { createTeamsConnection } from '../chat/teams/app.ts';
import { createTellPlatform } from '../chat/tellPlatform.ts';
import { createRecordingsHook, createRecordingsHookPermission } from '../features/intake/web/recordingsHook.ts';
import { createBreakers } from '../features/messaging/breaker.ts';
import { createDispatcher } from '../features/messaging/dispatcher.ts';
import type { PlatformName } from '../features/messaging/model/post.ts';
import { outboxQueue } from '../features/messaging/outboxStore.ts';
import type { ChannelBinding } from '../features/people/model/binding.ts';
import type { RoleGroup } from '../features/people/model/roleGroups.ts';
import { practiceFaults } from '../features/practice/model/practiceFaults.ts';
import { Fault } from '../kernel/fault.ts';
import { isLoopback } from '../kernel/loopback.ts';
import type { Log } from '../kernel/ports.ts';
import { type Database, deleteOldCopies } from '../platform/database/open.ts';
import { createEntraGroups, type EntraOptions, entraCredential } from '../platform/entraGroups.ts';
import type { InboundRoute } from '../platform/http/inboundRoute.ts';
import { createJobRunner, startTicks, type Ticks } from '../platform/jobs/runner.ts';
import { CONTAINERS } from '../platform/storage/connect.ts';
import type { UnitOfWork } from '../stores.ts';
import { buildCore, type CoreSettings } from './core.ts';
import { createHealth } from './health.ts';
import { createHttpServer } from './http.ts';
import { deskJobs } from './jobs.ts';
import { followPractice, type PracticeSource, type ReadGroup } from './livePractice.ts';
import { outboxTasks } from './tasks.ts';
import type { Usecases } from './usecases.ts';

/** Looks every night whether the database is whole, which health tells until the next look, and lets old copies go. */
function createDatabaseWatch(database: Database, url: string, log: Log) {
  let isDamaged = false;
  const look = (): void => {
    deleteOldCopies(url, Date.now());
    isDamaged = database.damage() !== null;
    if (isDamaged) log.error('database.damaged');
  };
  deleteOldCopies(url, Date.now());
  return { look, isDamaged: () => isDamaged };
}

export interface DeskSettings extends CoreSettings {
  readonly port: number;
  readonly host: string;
  readonly slack: SlackAccess | null;
  readonly teams: TeamsAccess | null;
  readonly channels: readonly ChannelBinding[];
  /** Groups of the directory whose members have a role. */
  readonly roleGroups?: readonly RoleGroup[];
  /** Where the practice is read again when it has changed; without it the practice stays as it is given. */
  readonly practiceSource?: PracticeSource;
  /** Reads Entra's groups in place of Microsoft Graph with the bot's own sign-in. */
  readonly entra?: EntraOptions;
  /** Lets Event Grid say that a recording has arrived; without it the desk looks every minute. */
  readonly hookSecret?: string | null;
  /** What whoever reads `/metrics` must give; without it only this machine may. */
  readonly metricsToken?: string | null;
  /** More routes in the one port; the demo's page is one. */
  readonly routes?: readonly InboundRoute[];
}

export type Desk = Awaited<ReturnType<typeof startDesk>>;

const NOBODY_CHECKED = 'Without MICROSOFT_APP_ID nobody’s sign-in is checked: such a desk listens on loopback only.';

/** Constructs and wires the whole desk, and starts it. The one place that knows every part. */
export async function startDesk(settings: DeskSettings) {
  const { practice, log, publicUrl } = settings;
  if (settings.teams?.appId === null && !isLoopback(settings.host)) throw new Error(NOBODY_CHECKED);
  let wake = (): void => {};
  let platforms: readonly ChatPlatform[] = [];
  const platformOf = ({ platform }: { readonly platform: PlatformName }) =>
    platforms.find(({ name }) => name === platform);
  const core = await buildCore(settings, {
    outboxFilled: () => wake(),
    lookAt: async (account) => platformOf(account)?.lookAt?.(account),
    lookAtChannel: async (binding) => platformOf(binding)?.lookAtChannel?.(binding.address),
  });
  const { database, deps, usecases, ready } = core;
  const { uow, clock, audit } = deps;
  await bindChannels(uow, settings.channels);

  const connectionDeps = { ...usecases, uow, clock, log, zone: practice.zone };
  const slack = settings.slack && createSlackConnection({ ...connectionDeps, access: settings.slack });
  const teams = settings.teams && createTeamsConnection({ ...connectionDeps, access: settings.teams });
  platforms = [slack, teams].flatMap((connection) => (connection ? [connection.platform] : []));

  const breakers = createBreakers(clock);
  const queue = outboxQueue(database.db);
  const dispatcher = createDispatcher({
    clock,
    log,
    queue,
    breakers,
    tasks: outboxTasks({ ...deps, ...usecases, platforms, breakers }),
    troubled: createTellPlatform(deps),
  });
  wake = dispatcher.wake;

  const watch = createDatabaseWatch(database, settings.databaseUrl, log);
  const jobs = createJobRunner(
    deps,
    deskJobs({ ...usecases, ...deps, ready, checkDatabase: watch.look, scrubDatabase: database.scrub }),
  );

  const server = createHttpServer({
    ...usecases,
    ...createHealth({ ...deps, queue, jobs, platforms, breakers, isDamaged: watch.isDamaged }),
    log,
    publicUrl,
    metricsToken: settings.metricsToken ?? null,
    zone: practice.zone,
    clock,
    routes: [...recordingsHooks(settings, usecases), slack?.route, teams?.route, ...(settings.routes ?? [])].filter(
      (route) => route != null,
    ),
  });

  const live = await followPractice({
    ...deps,
    roleGroups: settings.roleGroups ?? [],
    source: settings.practiceSource ?? null,
    readGroup: groupReader(settings, slack),
  });
  for (const fault of practiceFaults(practice)) log.warn('practice.impossible-purpose', { fault });
  dispatcher.start();
  await slack?.start();
  const port = await server.listen(settings.port, settings.host);
  const ticks: readonly Ticks[] = [startTicks(live.readGroups), startTicks(() => jobs.tick())];
  log.info('desk.started', { port, platforms: platforms.map((p) => p.name), database: database.dialect });

  return {
    port,
    usecases,
    uow,
    audit,
    queue,
    dispatcher,
    jobs,
    practice: live,
    stop: async (): Promise<void> => {
      live.stop();
      for (const each of ticks) await each.stop();
      await slack?.stop().catch(() => {});
      await server.close();
      await jobs.tick().catch(() => {}); // waits for a run under way
      await dispatcher.stop();
      await database.close();
    },
  };
}

/** Reads a group where it is kept; a platform that is not set up says so. */
const groupReader =
  ({ entra, teams }: DeskSettings, slack: SlackConnection | null): ReadGroup =>
  async ({ source, id }) => {
    if (source === 'slack' && slack) return slack.groupMembers(id);
    const own = teams?.appId && teams.tenantId ? { ...teams, appId: teams.appId, tenantId: teams.tenantId } : undefined;
    const options = entra ?? (own && { credential: entraCredential(own) });
    if (source === 'entra' && options) return createEntraGroups(options)(id);
    throw new Fault('app', 'not_set_up', 'The platform of this group is not set up.');
  };

/** Where Event Grid says that a recording has arrived; nowhere without a secret. */
function recordingsHooks(
  { hookSecret: secret, log }: DeskSettings,
  { indexRecordings: { arrived } }: Usecases,
): readonly InboundRoute[] {
  if (!secret) return [];
  return [
    createRecordingsHook({ secret, containerName: CONTAINERS.recordings, arrived, log }),
    createRecordingsHookPermission({ secret }),
  ];
}

/** What a director says in the chat comes before the practice file: a channel somebody has bound is left alone. */
const bindChannels = (uow: UnitOfWork, bindings: readonly ChannelBinding[]): Promise<void> =>
  uow.run(async ({ channels }) => {
    for (const binding of bindings) {
      const bound = await channels.bindingsOf(binding.channel);
      if (!bound.some(({ platform }) => platform === binding.platform)) await channels.bind(binding);
    }
  });
