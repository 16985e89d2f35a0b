import { createAudioCutter } from './adapters/audio/audioCutter.ts';
import { createClipStore } from './adapters/blob/clipStore.ts';
import { CONTAINERS, connectStorage, ensureContainers } from './adapters/blob/connect.ts';
import { createHoldVault } from './adapters/blob/holdVault.ts';
import { createRecordingArchive } from './adapters/blob/recordingArchive.ts';
import { createBlobRemover } from './adapters/blob/recordingRemover.ts';
import { createStorageGuard } from './adapters/blob/storageGuard.ts';
import { createWorkingDays } from './adapters/calendar/workingDays.ts';
import { randomIds, systemClock } from './adapters/clock.ts';
import { auditReader } from './adapters/db/auditStore.ts';
import { openDatabase } from './adapters/db/dialect.ts';
import { createUnitOfWork } from './adapters/db/unitOfWork.ts';
import { createPrinter } from './adapters/papers/printer.ts';
import { callReading } from './adapters/telephony/index.ts';
import type { Practice } from './domain/practice.ts';
import { createUsecases } from './usecases/createUsecases.ts';
import type { Clock, Log } from './usecases/ports.ts';

export interface CoreSettings {
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  readonly storage: { readonly connectionString: string } | { readonly accountUrl: string };
  readonly practice: Practice;
  readonly log: Log;
  readonly clock?: Clock;
  /** The account's Azure resource id: its settings for versions and lifecycle can then be looked at too. */
  readonly storageResourceId?: string | null;
}

export type Core = Awaited<ReturnType<typeof buildCore>>;

/** The desk without its doors: database, storage and every use case. `outboxFilled` is called after a commit that left something to send. */
export async function buildCore(settings: CoreSettings, outboxFilled: () => void = () => {}) {
  const { practice, log, publicUrl } = settings;
  const clock = settings.clock ?? systemClock;
  const database = await openDatabase(settings.databaseUrl);
  const uow = createUnitOfWork(database, {
    now: () => clock.now(),
    newId: randomIds.unique,
    outboxFilled,
  });
  const service = connectStorage(settings.storage);
  const ready = containersReady(service, log);
  await ready();
  const deps = {
    uow,
    clock,
    ids: randomIds,
    practice,
    archive: createRecordingArchive(service.getContainerClient(CONTAINERS.recordings)),
    clips: createClipStore(service),
    remover: createBlobRemover(service),
    vault: createHoldVault(service),
    guard: createStorageGuard({
      service,
      resourceId: settings.storageResourceId ?? null,
      recordingsDays: practice.limits.recordingsDays,
    }),
    audit: auditReader(database.db),
    cutter: createAudioCutter(),
    reading: callReading,
    printer: createPrinter(),
    log,
    publicUrl,
    isWorkingDay: createWorkingDays(practice.holidays),
  };
  return { database, deps, usecases: createUsecases(deps), ready };
}

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
