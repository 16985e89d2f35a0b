import { deskJobs } from '../../src/app/jobs.ts';
import { outboxTasks } from '../../src/app/tasks.ts';
import { createUsecases } from '../../src/app/usecases.ts';
import { auditReader } from '../../src/features/audit/store.ts';
import { createBreakers } from '../../src/features/messaging/breaker.ts';
import { createDispatcher } from '../../src/features/messaging/dispatcher.ts';
import { outboxQueue } from '../../src/features/messaging/outboxStore.ts';
import type { Actor } from '../../src/features/people/actor.ts';
import type { Practice } from '../../src/features/practice/model/practice.ts';
import { callReading } from '../../src/features/recordings/telephony/index.ts';
import { createDocumentRenderer } from '../../src/features/releases/pdf/renderer.ts';
import type { Instant } from '../../src/kernel/time.ts';
import { createAudioCutter } from '../../src/platform/audio/audioCutter.ts';
import { randomIds } from '../../src/platform/clock.ts';
import { createClockCheck, type TimeReference } from '../../src/platform/clockCheck.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import type { Db } from '../../src/platform/database/tables.ts';
import { createJobRunner, type JobRunner } from '../../src/platform/jobs/runner.ts';
import type { StorageFacts } from '../../src/platform/storage/accountFacts.ts';
import { createWorkingDays } from '../../src/platform/workingDays.ts';
import type { UnitOfWork } from '../../src/stores.ts';
import { buildUser } from '../builders.ts';
import { createMemoryStorage, type MemoryStorage } from '../fakes/memoryStorage.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { createRecordingLog, type RecordingLog } from './recordingLog.ts';
import { buildUnitOfWork } from './testUnitOfWork.ts';

/** An account that keeps nothing of what is deleted. */
const NOTHING_KEPT: StorageFacts = {
  softDeleteDays: 0,
  containerSoftDeleteDays: 0,
  versioning: false,
  restoreDays: 0,
  lifecycle: [],
  containers: [],
  holds: 'holds',
  unanswered: [],
};

export interface SimulatedDesk {
  readonly clock: TestClock;
  readonly storage: MemoryStorage;
  readonly log: RecordingLog;
  readonly usecases: ReturnType<typeof createUsecases>;
  readonly uow: UnitOfWork;
  readonly db: Db;
  readonly audit: ReturnType<typeof auditReader>;
  /** Somebody as the desk knows them at this moment, by their account on Slack. */
  actor(email: string): Promise<Actor>;
  /** Runs every job that is due, and sends the messages that those jobs caused. */
  tick(): Promise<void>;
  /** Replaces the desk by another process of it, which knows only what is in the database. */
  restart(): void;
  stop(): Promise<void>;
}

/**
 * The desk without routes and chat platforms, on a database and a storage in memory, with a clock that a test
 * moves through months.
 */
export async function startSimulatedDesk(
  practice: Practice,
  start: Instant,
  /** Clocks that the desk’s is compared with; none unless told. */
  references: readonly TimeReference[] = [],
): Promise<SimulatedDesk> {
  const clock = createTestClock(start);
  const log = createRecordingLog();
  const storage = createMemoryStorage(() => clock.now());
  const database = await openDatabase(':memory:');
  const uow = buildUnitOfWork(database, { clock, practice });
  const audit = auditReader(database.db);
  const deps = {
    uow,
    clock,
    ids: randomIds,
    practice,
    archive: storage.archive,
    clips: storage.clips,
    remover: storage.remover,
    vault: storage.vault,
    checkpointVault: storage.checkpoints,
    auditKeyFile: null,
    witness: null,
    guard: { inspect: async () => NOTHING_KEPT },
    audit,
    cutter: createAudioCutter(),
    reading: callReading,
    renderer: createDocumentRenderer(),
    lookAt: async () => undefined,
    lookAtChannel: async () => undefined,
    log,
    publicUrl: null,
    isWorkingDay: createWorkingDays(practice.holidays),
    checkClock: createClockCheck(clock, references),
  };
  const usecases = createUsecases(deps);
  const breakers = createBreakers(clock);
  const dispatcher = createDispatcher({
    clock,
    log,
    queue: outboxQueue(database.db),
    breakers,
    tasks: outboxTasks({ ...deps, ...usecases, breakers, platforms: [] }),
  });
  dispatcher.start();
  const runner = (): JobRunner =>
    createJobRunner(
      deps,
      deskJobs({ ...usecases, ...deps, ready: async () => {}, checkDatabase: () => {}, scrubDatabase: database.scrub }),
    );
  let jobs = runner();
  return {
    clock,
    storage,
    log,
    usecases,
    uow,
    db: database.db,
    audit,
    actor: async (email) => {
      const found = await usecases.resolveActor(buildUser(email));
      if (!found.ok) throw new Error('Nobody');
      return found.value;
    },
    tick: async () => {
      await jobs.tick();
      dispatcher.wake();
      await dispatcher.idle();
    },
    restart: () => {
      jobs = runner();
    },
    stop: async () => {
      await dispatcher.stop();
      await database.close();
    },
  };
}
