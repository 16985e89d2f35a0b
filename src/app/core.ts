import { createSequencer } from '../features/audit/sequencer.ts';
import { auditReader } from '../features/audit/store.ts';
import type { Witness } from '../features/audit/witness.ts';
import type { LookAtChannel } from '../features/people/bindChannel.ts';
import type { LookAtAccount } from '../features/people/checkStanding.ts';
import type { Practice } from '../features/practice/model/practice.ts';
import { callReading } from '../features/recordings/telephony/index.ts';
import { createDocumentRenderer } from '../features/releases/pdf/renderer.ts';
import { causeOf } from '../kernel/fault.ts';
import type { Clock, Log } from '../kernel/ports.ts';
import { createAudioCutter } from '../platform/audio/audioCutter.ts';
import { randomIds, systemClock } from '../platform/clock.ts';
import { createClockCheck, type TimeReference } from '../platform/clockCheck.ts';
import { openDatabase } from '../platform/database/open.ts';
import { createCheckpointVault } from '../platform/storage/checkpointVault.ts';
import { createClipStore } from '../platform/storage/clipStore.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../platform/storage/connect.ts';
import { createHoldVault } from '../platform/storage/holdVault.ts';
import { createRecordingArchive } from '../platform/storage/recordingArchive.ts';
import { createBlobRemover } from '../platform/storage/recordingRemover.ts';
import { createStorageGuard } from '../platform/storage/storageGuard.ts';
import { createStorageTime } from '../platform/storage/storageTime.ts';
import { createWorkingDays } from '../platform/workingDays.ts';
import { createUnitOfWork } from './unitOfWork.ts';
import { createUsecases } from './usecases.ts';

export interface CoreSettings {
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  readonly storage: { readonly connectionString: string } | { readonly accountUrl: string };
  readonly practice: Practice;
  readonly log: Log;
  readonly clock?: Clock;
  /** Clocks to compare with; storage's and the database's where the clock is the machine's own. */
  readonly timeReferences?: readonly TimeReference[];
  /** The account's Azure resource id: its settings for versions and lifecycle can then be looked at too. */
  readonly storageResourceId?: string | null;
  /** The key that checkpoints of the audit are signed with; without it they are not. */
  readonly auditKeyFile?: string | null;
  /** Who signs them too. */
  readonly witness?: Witness | null;
}

export type Core = Awaited<ReturnType<typeof buildCore>>;

/** What the desk is told by what it is built into. */
interface CoreHooks {
  /** Called after a commit that left something to send. */
  readonly outboxFilled: () => void;
  readonly lookAt: LookAtAccount;
  readonly lookAtChannel: LookAtChannel;
}

/** Of commands, which tell and ask no platform. */
const NO_HOOKS: CoreHooks = {
  outboxFilled: () => {},
  lookAt: async () => undefined,
  lookAtChannel: async () => undefined,
};

/** The desk without its routes and connections: database, storage and every use case. */
export async function buildCore(settings: CoreSettings, { outboxFilled, ...looks }: CoreHooks = NO_HOOKS) {
  const { practice, log, publicUrl, storageResourceId: resourceId = null } = settings;
  const clock = settings.clock ?? systemClock;
  const isWorkingDay = createWorkingDays(practice.holidays);
  const opened = await openDatabase(settings.databaseUrl);
  const audit = auditReader(opened.db);
  const { wake: committed, stop: stopSequencer } = createSequencer(audit, log);
  const database = { ...opened, close: () => stopSequencer().then(opened.close) };
  const uow = createUnitOfWork(database, { clock, ids: randomIds, practice, isWorkingDay, outboxFilled, committed });
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
    checkpointVault: createCheckpointVault(service),
    guard: createStorageGuard({ service, resourceId }),
    audit,
    auditKeyFile: settings.auditKeyFile ?? null,
    witness: settings.witness ?? null,
    cutter: createAudioCutter(),
    reading: callReading,
    renderer: createDocumentRenderer(),
    ...looks,
    log,
    publicUrl,
    isWorkingDay,
    checkClock: createClockCheck(
      clock,
      settings.timeReferences ?? (settings.clock ? [] : [createStorageTime(service), ...database.times]),
    ),
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
    } catch (error) {
      log.warn('storage.unavailable', causeOf(error));
    }
  };
}
