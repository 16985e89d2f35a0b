import { createAudioCutter } from '../../src/adapters/audio/audioCutter.ts';
import { createWorkingDays } from '../../src/adapters/calendar/workingDays.ts';
import { randomIds } from '../../src/adapters/clock.ts';
import { auditReader } from '../../src/adapters/db/auditStore.ts';
import { openDatabase } from '../../src/adapters/db/dialect.ts';
import { outboxQueue } from '../../src/adapters/db/outboxStore.ts';
import { createUnitOfWork } from '../../src/adapters/db/unitOfWork.ts';
import { createPrinter } from '../../src/adapters/papers/printer.ts';
import { callReading } from '../../src/adapters/telephony/index.ts';
import type { Practice } from '../../src/domain/practice.ts';
import type { Instant } from '../../src/domain/time.ts';
import { createUsecases } from '../../src/usecases/createUsecases.ts';
import { deskJobs } from '../../src/usecases/deskJobs.ts';
import { createDispatcher } from '../../src/usecases/dispatchOutbox.ts';
import { createDrawPost } from '../../src/usecases/drawPost.ts';
import { createJobRunner, type JobRunner } from '../../src/usecases/jobs.ts';
import { createMemoryStorage, type MemoryStorage } from '../fakes/memoryStorage.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { createRecordingLog, type RecordingLog } from './recordingLog.ts';

export interface SimulatedDesk {
  readonly clock: TestClock;
  readonly storage: MemoryStorage;
  readonly log: RecordingLog;
  readonly usecases: ReturnType<typeof createUsecases>;
  readonly uow: ReturnType<typeof createUnitOfWork>;
  readonly audit: ReturnType<typeof auditReader>;
  /** What is due, and then what that left to send. */
  tick(): Promise<void>;
  /** Another process takes over: everything it knows is in the database. */
  restart(): void;
  stop(): Promise<void>;
}

/** The whole desk but for its doors and platforms, on a database and a storage in memory, with a clock a test moves through months. */
export async function startSimulatedDesk(practice: Practice, start: Instant): Promise<SimulatedDesk> {
  const clock = createTestClock(start);
  const log = createRecordingLog();
  const storage = createMemoryStorage(() => clock.now());
  const database = await openDatabase(':memory:');
  const uow = createUnitOfWork(database, {
    now: () => clock.now(),
    newId: randomIds.unique,
    outboxFilled: () => {},
  });
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
    guard: { inspect: async () => [] },
    audit,
    cutter: createAudioCutter(),
    reading: callReading,
    printer: createPrinter(),
    log,
    publicUrl: null,
    isWorkingDay: createWorkingDays(practice.holidays),
  };
  const usecases = createUsecases(deps);
  const dispatcher = createDispatcher({
    clock,
    log,
    queue: outboxQueue(database.db),
    drawPost: createDrawPost({ ...deps, platforms: [] }),
    cutClip: usecases.cutClip,
    deleteClip: usecases.deleteClip,
    deleteRecording: usecases.deleteRecording,
    copyHeld: usecases.copyHeld,
    deleteHeld: usecases.deleteHeld,
  });
  dispatcher.start();
  const runner = (): JobRunner =>
    createJobRunner(deps, deskJobs({ ...usecases, ...deps, ready: async () => {} }));
  let jobs = runner();
  return {
    clock,
    storage,
    log,
    usecases,
    uow,
    audit,
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
