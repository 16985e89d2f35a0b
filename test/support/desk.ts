import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desk, type DeskSettings, startDesk } from '../../src/app/start.ts';
import type { AuditEvent } from '../../src/features/audit/model/chain.ts';
import type { AccessRequest } from '../../src/features/requests/model/request.ts';
import { buildChangeablePractice, type ChangeablePractice } from '../builders.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { freePort } from './ports.ts';
import { createRecordingLog, type RecordingLog } from './recordingLog.ts';
import { type StoredCall, storeCalls } from './recordings.ts';
import { until } from './until.ts';

export interface TestDeskOptions {
  /** Calls delivered before the desk starts. */
  readonly calls?: readonly StoredCall[];
  readonly practice?: ChangeablePractice;
  readonly clock?: TestClock;
  /** A storage to share; without one the desk brings its own, and stops it. */
  readonly azurite?: Azurite;
  /** Anything `startDesk` takes: the platforms, channels, another database. */
  readonly settings?: Partial<DeskSettings>;
}

export interface TestDesk {
  readonly url: string;
  readonly desk: Desk;
  readonly practice: ChangeablePractice;
  readonly clock: TestClock;
  readonly log: RecordingLog;
  readonly azurite: Azurite;
  /** The SQLite file, unless another database was given. */
  readonly databaseFile: string;
  /**
   * Waits until no message is due and none is under way. A message that a platform refused for now waits in
   * the outbox until `later`.
   */
  settled(): Promise<void>;
  /** Moves the clock and sends the messages that are due then. */
  later(ms: number): Promise<void>;
  /** Runs every job that is due at the test's moment. */
  tick(): Promise<void>;
  /** Looks through the container as the desk does every minute. */
  index(): Promise<void>;
  /** How many messages wait in the outbox. */
  waiting(): Promise<number>;
  request(id: string): Promise<AccessRequest>;
  /** Audit events about one subject, the oldest first. */
  events(subject: string): Promise<readonly AuditEvent[]>;
  allEvents(): Promise<readonly AuditEvent[]>;
  stop(): Promise<void>;
}

/** The real desk on loopback, with SQLite in a file of its own, Azurite, and a clock and a log that the test holds. */
export async function startTestDesk(options: TestDeskOptions = {}): Promise<TestDesk> {
  const [folder, port] = await Promise.all([mkdtemp(join(tmpdir(), 'desk-')), freePort()]);
  const azurite = options.azurite ?? (await startAzurite());
  const { practice = buildChangeablePractice(), clock = createTestClock() } = options;
  const log = createRecordingLog();
  const databaseFile = join(folder, 'desk.sqlite');
  const url = `http://127.0.0.1:${port}`;
  await storeCalls(azurite.connectionString, options.calls ?? []);
  const desk = await startDesk({
    port,
    host: '127.0.0.1',
    publicUrl: url,
    databaseUrl: databaseFile,
    storage: { connectionString: azurite.connectionString },
    slack: null,
    teams: null,
    channels: [],
    practice,
    clock,
    log,
    ...options.settings,
  });
  // The desk ticks by itself too: the first of these may join a run that began before the clock was moved.
  const tick = async (): Promise<void> => {
    await desk.jobs.tick();
    await desk.jobs.tick();
  };
  await tick();

  const settled = async (): Promise<void> => {
    desk.dispatcher.wake();
    await desk.dispatcher.idle();
  };
  const allEvents = async (): Promise<readonly AuditEvent[]> => {
    const events: AuditEvent[] = [];
    for await (const event of desk.audit.events()) events.push(event);
    return events;
  };
  // The first morning's report goes out before a test looks at what is sent.
  await settled();
  return {
    url,
    desk,
    practice,
    clock,
    log,
    azurite,
    databaseFile,
    settled,
    tick,
    later: async (ms) => {
      clock.advanceMs(ms);
      await settled();
    },
    index: async () => void (await desk.usecases.indexRecordings.whole()),
    waiting: async () => (await desk.queue.backlog()).waiting,
    request: (id) => until(`request ${id}`, () => desk.uow.read(({ requests }) => requests.find(id))),
    events: async (subject) => (await allEvents()).filter((event) => event.subject === subject),
    allEvents,
    stop: async () => {
      await desk.stop();
      if (!options.azurite) await azurite.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
