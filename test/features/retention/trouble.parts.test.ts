import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import { DANA, PRIYA } from '../../builders.ts';
import { type StorageProxy, startStorageProxy, storageRefusal } from '../../fakes/storageProxy.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import {
  callOf,
  dueCalls,
  emptyStorage,
  MORNING,
  NIGHT,
  type NightDesk,
  startNightDesk,
} from '../../support/nightDesk.ts';
import { deleteCall } from '../../support/recordings.ts';
import { isBatch, isDeletion, locked, type StorageFront, startStorageFront } from '../../support/storageFront.ts';
import { rowsOf } from '../../support/tables.ts';

const NEXT_TRY = '2026-11-25T02:40:00Z';

const KEPT = callOf('2026/11/20/kept.wav', '2026-11-20T09:00:00Z');

let azurite: Azurite;

let front: StorageFront;

let desk: NightDesk;

beforeAll(async () => {
  azurite = await startAzurite();
  front = await startStorageFront(azurite);
});

afterAll(async () => {
  await front.stop();
  await azurite.stop();
});

afterEach(async () => {
  front.remedy();
  await desk.stop();
  await emptyStorage(azurite);
});

const startBehind = async ({ connectionString }: { readonly connectionString: string }, count: number) => {
  desk = await startNightDesk(azurite, { settings: { storage: { connectionString } } });
  await desk.deliver([...dueCalls(count), KEPT]);
};

const outcomeOfPurge = (): unknown =>
  rowsOf(desk.databaseFile, "select outcome from job_runs where job = 'purge' order by period").at(-1)?.outcome;

/** Each of them once, and the ledger and the audit say the same. */
async function expectAllGoneOnce(count: number): Promise<void> {
  expect(await desk.left()).toEqual([KEPT.name]);
  const receipts = desk.receipts();
  expect(receipts.map(({ recordingId }) => recordingId).sort()).toEqual(
    dueCalls(count)
      .map(({ name }) => recordingIdOf(name))
      .sort(),
  );
  expect(desk.runs().at(-1)).toMatchObject({ id: 'purge-2026-11-25', deleted: count, failed: 0, pastLimit: 0 });
  const batches = (await desk.allEvents()).filter(({ action }) => action === 'purge.batch');
  expect(batches.reduce((sum, { detail }) => sum + Number(detail.count), 0)).toBe(count);
  expect(outcomeOfPurge()).toBe('ok');
}

describe('a recording that is gone already', () => {
  it('is written down like the others', async () => {
    await startBehind(azurite, 3);
    await deleteCall(azurite.connectionString, 'due/0001.wav');
    desk.clock.set(toInstant(NIGHT));
    // By itself: a pass of the index beside it might have missed the recording first.
    await desk.desk.usecases.purgeRecordings({ runId: 'purge-2026-11-25' });
    await expectAllGoneOnce(3);
  });
});

describe('a recording that storage locks', () => {
  it('does not keep the others, is tried again after ten minutes, and is told of in red to the DPO too', async () => {
    await startBehind(front, 5);
    front.refuse(locked('due/0002.wav'));
    await desk.at(NIGHT);
    expect(await desk.left()).toEqual(['2026/11/20/kept.wav', 'due/0002.wav'].sort());
    expect(desk.receipts()).toHaveLength(4);
    expect(desk.runs().at(-1)).toMatchObject({ deleted: 4, failed: 1 });
    expect(outcomeOfPurge()).toBe('PurgeIncomplete');
    const runs = async () => (await desk.allEvents()).filter(({ action }) => action === 'purge.run');
    const before = await runs();
    expect(before.at(-1)).toMatchObject({ outcome: 'incomplete' });

    await desk.at('2026-11-25T02:39:59.999Z');
    expect(await runs()).toHaveLength(before.length);
    await desk.at(NEXT_TRY);
    expect(await runs()).toHaveLength(before.length + 1);
    expect(desk.runs().at(-1)).toMatchObject({ deleted: 4, failed: 1 });

    await desk.at(MORNING);
    const { alarms, failed } = await desk.report('2026-11-25');
    expect(failed).toBe(1);
    expect(alarms.join(' ')).toMatch(/1 recording could not be deleted\. See the storage account’s locks and holds/);
    expect(alarms.join(' ')).toContain('tried again every ten minutes');
    expect(await desk.told('retention-2026-11-25')).toEqual([DANA, PRIYA]);

    front.remedy();
    await desk.at('2026-11-25T07:41:00Z');
    await expectAllGoneOnce(5);
    await desk.at('2026-11-26T02:30:00Z');
    await desk.at('2026-11-26T07:30:00Z');
    expect((await desk.report('2026-11-26')).alarms).toEqual([]);
    expect(await desk.told('retention-2026-11-26')).toEqual([DANA]);
  });

  it('cannot be found or asked for meanwhile', async () => {
    await startBehind(front, 2);
    front.refuse(locked('due/0001.wav'));
    await desk.at(NIGHT);
    const found = await desk.desk.uow.read(({ recordings }) => recordings.find(recordingIdOf('due/0001.wav')));
    expect(found).toBeUndefined();
  });

  it('counts as past its limit once it is, and the listing says so', async () => {
    await startBehind(front, 2);
    front.refuse(locked('due/0001.wav'));
    await desk.at('2026-11-26T02:30:00Z');
    expect(desk.runs().at(-1)).toMatchObject({ failed: 1, pastLimit: 1 });
    await desk.at('2026-11-26T07:30:00Z');
    const { alarms, pastLimit } = await desk.report('2026-11-26');
    expect(pastLimit).toBe(1);
    expect(alarms.join(' ')).toContain('1 file is still stored past the limit');
    expect(alarms.join(' ')).toContain('Recordings are stored past their limit');
  });
});

describe('storage in trouble while recordings are being deleted', () => {
  it.each([
    [500, 'InternalError'],
    [503, 'ServerBusy'],
    [429, 'TooManyRequests'],
  ])('answers %i: the run fails, and the next one deletes what is left, each once', async (status, code) => {
    await startBehind(front, 300);
    let batches = 0;
    front.refuse((question) => {
      if (isBatch(question)) batches += 1;
      return isDeletion(question) && batches > 1 ? storageRefusal(status, code) : undefined;
    });
    await desk.at(NIGHT);
    expect(outcomeOfPurge()).not.toBe('ok');
    expect(desk.receipts()).toHaveLength(256);
    expect(desk.runs().at(-1)?.deleted).toBe(256);
    front.remedy();
    await desk.at(NEXT_TRY);
    await expectAllGoneOnce(300);
  });

  it('does a batch and drops the connection before it says so: each has one receipt', async () => {
    const proxy: StorageProxy = await startStorageProxy(azurite);
    try {
      await startBehind(proxy, 40);
      let dropped = 0;
      proxy.rewrite((question) => {
        if (!isBatch(question)) return undefined;
        dropped += 1;
        return 'hang-up';
      });
      await desk.at(NIGHT);
      expect(dropped).toBeGreaterThan(0);
      expect(await desk.left()).toEqual([KEPT.name]);
      proxy.rewrite(() => undefined);
      await desk.at(NEXT_TRY);
      await expectAllGoneOnce(40);
    } finally {
      await proxy.stop();
    }
  });

  it('goes away in the middle and comes back: nothing is left and nothing is doubled', async () => {
    await startBehind(front, 300);
    let batches = 0;
    let away: Promise<void> | undefined;
    front.refuse((question) => {
      if (isBatch(question)) batches += 1;
      if (batches < 2) return undefined;
      away ??= azurite.goAway();
      return 'hang-up';
    });
    await desk.at(NIGHT);
    expect(away).toBeDefined();
    await away;
    expect(outcomeOfPurge()).toBe('StorageUnavailable');
    await desk.at(NEXT_TRY);
    expect(outcomeOfPurge()).toBe('StorageUnavailable');
    front.remedy();
    await azurite.restart();
    await desk.at('2026-11-25T02:50:00Z');
    await expectAllGoneOnce(300);
  });

  it('is away all night: the report is red, and says that the deletion has not ended well', async () => {
    await startBehind(front, 3);
    front.refuse((question) => (isDeletion(question) ? storageRefusal(503, 'ServerBusy') : undefined));
    await desk.at(NIGHT);
    await desk.at(MORNING);
    const { alarms } = await desk.report('2026-11-25');
    expect(alarms.join(' ')).toMatch(
      /has not ended well since it was last due\. See that the desk and its storage are up/,
    );
    expect(await desk.told('retention-2026-11-25')).toEqual([DANA, PRIYA]);
  });
});
