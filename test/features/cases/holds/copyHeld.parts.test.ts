import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCopyHeld } from '../../../../src/features/cases/holds/copyHeld.ts';
import { placeHold } from '../../../../src/features/cases/holds/placeHold.ts';
import type { HeldCopy } from '../../../../src/features/cases/model/hold.ts';
import type { OutboxTask } from '../../../../src/features/messaging/model/outboxTask.ts';
import { addMinutes } from '../../../../src/kernel/time.ts';
import { createAudioCutter } from '../../../../src/platform/audio/audioCutter.ts';
import { randomIds } from '../../../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../../../src/platform/database/open.ts';
import type { BlobRemover, HoldVault } from '../../../../src/platform/storage/ports.ts';
import { BlobMissing, StorageUnavailable } from '../../../../src/platform/storage/ports.ts';
import type { UnitOfWork } from '../../../../src/stores.ts';
import { buildPractice, buildRecording, NOW, PRIYA } from '../../../builders.ts';
import { createMemoryStorage, type MemoryStorage } from '../../../fakes/memoryStorage.ts';
import { createRecordingLog } from '../../../support/recordingLog.ts';
import { buildUnitOfWork } from '../../../support/testUnitOfWork.ts';
import { buildWav } from '../../../support/wav.ts';

const WAV = buildWav({ codec: 'mulaw', durationMs: 2_000 });

let storage: MemoryStorage;

let database: Database;

let uow: UnitOfWork;

beforeEach(async () => {
  storage = createMemoryStorage(() => NOW);
  database = await openDatabase(':memory:');
  uow = buildUnitOfWork(database);
});

afterEach(() => database.close());

/** A hold on so many calls of two seconds; gives the batches it orders. */
async function ordered(count: number, bytes = WAV.length, durationMs = 2_000): Promise<readonly (readonly string[])[]> {
  const recordings = Array.from({ length: count }, (_, at) =>
    buildRecording({ id: `rec-${at}`, startedAt: addMinutes(NOW, -at), durationMs, bytes }),
  );
  for (const { blobName } of recordings) storage.deliver(blobName, WAV);
  const hold = { caseId: null, reason: 'A claim', owner: PRIYA, ownerName: 'Priya', endsOn: '2027-05-24' };
  await uow.run((stores) => placeHold(stores, { ...hold, recordings }));
  const rows = await database.db.selectFrom('outbox').select('task').orderBy('id').execute();
  return rows
    .map(({ task }) => JSON.parse(task) as OutboxTask)
    .flatMap((task) => (task.kind === 'hold-copies' ? [task.copyIds] : []));
}

const copying = (parts: { readonly vault?: HoldVault; readonly remover?: BlobRemover } = {}) =>
  createCopyHeld({
    uow,
    clock: { now: () => NOW },
    ids: randomIds,
    practice: buildPractice(),
    cutter: createAudioCutter(),
    log: createRecordingLog(),
    vault: storage.vault,
    remover: storage.remover,
    ...parts,
  });

const copyOf = async (id = ''): Promise<HeldCopy> => {
  const copy = await uow.read(({ holds }) => holds.findCopy(id));
  if (!copy) throw new Error('No copy');
  return copy;
};

const overrule = (copy: HeldCopy): Promise<HeldCopy> =>
  uow.run(({ holds }) => holds.saveCopy({ ...copy, state: 'overruled' }));

describe('copying what is held', () => {
  it('is ordered in batches of sixteen', async () => {
    expect((await ordered(36)).map(({ length }) => length)).toEqual([16, 16, 4]);
  });

  it('puts no more into a batch than four megabytes, and a recording larger than that alone', async () => {
    const MEGABYTES = 1024 * 1024;
    expect((await ordered(5, 2 * MEGABYTES)).map(({ length }) => length)).toEqual([2, 2, 1]);
    expect((await ordered(3, 5 * MEGABYTES)).slice(-3).map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('settles what could be copied when storage fails in the middle, and the rest when it is tried again', async () => {
    const [batch = []] = await ordered(3);
    let asked = 0;
    const failing: HoldVault = {
      ...storage.vault,
      copyIn: (from, to) => {
        asked += 1;
        return asked === 2 ? Promise.reject(new Error('Storage is away')) : storage.vault.copyIn(from, to);
      },
    };
    await expect(copying({ vault: failing })(batch)).rejects.toThrow('Storage is away');
    const { holdId } = await copyOf(batch[0]);
    expect(await uow.read(({ holds }) => holds.tally(holdId))).toEqual({ held: 2, copying: 1 });
    await copying()(batch);
    expect(await uow.read(({ holds }) => holds.tally(holdId))).toEqual({ held: 3 });
    expect(
      await database.db.selectFrom('audit_pending').where('action', '=', 'hold.copy').selectAll().execute(),
    ).toHaveLength(3);
  });

  it('proves no copy whose sound is shorter than the recording’s was when it was indexed', async () => {
    const [batch = []] = await ordered(1, WAV.length, 60_000);
    await copying()(batch);
    expect(await copyOf(batch[0])).toMatchObject({
      state: 'unverified',
      fault: 'The copy is 2 seconds long and the call was 60.',
    });
  });

  it('leaves alone what another instance has settled meanwhile, even where it fails itself', async () => {
    const [batch = []] = await ordered(1);
    const late: HoldVault = {
      ...storage.vault,
      copyIn: async () => {
        await copying()(batch);
        throw new BlobMissing('Deleted since');
      },
    };
    await copying({ vault: late })(batch);
    expect(await copyOf(batch[0])).toMatchObject({ state: 'held', fault: null });
    expect(storage.namesIn('holds')).toHaveLength(1);
  });

  it('takes away again what was overruled while it was being copied, and tries again where storage would not', async () => {
    const [batch = []] = await ordered(2);
    const overruledMeanwhile: HoldVault = {
      ...storage.vault,
      read: async (name) => {
        const first = await copyOf(batch[0]);
        if (name === first.blobName) await overrule(first);
        return storage.vault.read(name);
      },
    };
    const failing: BlobRemover = {
      remove: async (_, names) => names.map((name) => ({ name, outcome: 'failed', code: 'ServerBusy' })),
    };
    await expect(copying({ vault: overruledMeanwhile, remover: failing })(batch)).rejects.toThrow();
    expect(storage.namesIn('holds')).toHaveLength(2);
    await copying()(batch);
    expect(storage.namesIn('holds')).toEqual([(await copyOf(batch[1])).blobName]);
    expect(await copyOf(batch[0])).toMatchObject({ state: 'overruled', sha256: null });
    expect(await copyOf(batch[1])).toMatchObject({ state: 'held' });
  });

  it('copies all the others where storage never lets one be copied, and notes the reason at that one', async () => {
    const [batch = []] = await ordered(5);
    const bad = await copyOf(batch[2]);
    storage.withheld.copy.add(bad.recording.blobName);
    await copying()(batch);
    const states = await Promise.all(batch.map(async (id) => (await copyOf(id)).state));
    expect(states.filter((state) => state === 'held')).toHaveLength(4);
    expect(await copyOf(bad.id)).toMatchObject({
      state: 'copying',
      fault: 'Storage does not let it be copied (MoonIsFull).',
      heldAt: null,
    });
    storage.withheld.copy.clear();
    await copying()([bad.id]);
    expect(await copyOf(bad.id)).toMatchObject({ state: 'held', fault: null });
  });

  it('asks to be tried again where a fault is passing or unknown, once the others are copied', async () => {
    const [batch = []] = await ordered(3);
    const bad = await copyOf(batch[0]);
    for (const fault of [new StorageUnavailable('Later'), new Error('unheard of')]) {
      const vault: HoldVault = {
        ...storage.vault,
        copyIn: (recording, name) =>
          recording === bad.recording.blobName ? Promise.reject(fault) : storage.vault.copyIn(recording, name),
      };
      await expect(copying({ vault })(batch)).rejects.toBe(fault);
      expect((await copyOf(batch[1])).state).toBe('held');
    }
    expect((await copyOf(bad.id)).fault).toContain('does not let it be copied');
  });
});
