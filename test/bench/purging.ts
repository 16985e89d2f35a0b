import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BlobBatchClient } from '@azure/storage-blob';
import { buildCore } from '../../src/app/core.ts';
import { addDays, type Instant, toInstant } from '../../src/kernel/time.ts';
import { buildPractice } from '../builders.ts';
import { createTestClock } from '../support/clock.ts';
import { createRecordingLog } from '../support/recordingLog.ts';
import { withFolder } from './folder.ts';
import { type Figure, figure, timed } from './measure.ts';
import { type SeededStorage, type StoredCalls, storeCallsOnce } from './storedCalls.ts';

const COUNT = 20_000;

/** Enough to know the rate of deleting one by one. */
const ONE_BY_ONE = 1_000;

const BATCH = 256;

const BEFORE = {
  startedAt: toInstant('2026-11-29T02:30:00Z'),
  finishedAt: toInstant('2026-11-29T02:31:00Z'),
  deleted: COUNT,
  failed: 0,
  pastLimit: 0,
  stored: 0,
  clipsRemoved: 0,
  keptForHolds: 0,
} as const;

const BEGIN = toInstant('2026-10-01T00:00:00Z');

/** All of them are past their limit by then. */
const NOW: Instant = addDays(BEGIN, 60);

/** Deleting what is due, proved by listing again, with its receipts, against the SDK's own batches and nothing else. */
export async function benchPurging(): Promise<readonly Figure[]> {
  const calls = await storeCallsOnce(COUNT, BEGIN);
  try {
    const ours = await perSecond(calls, purge);
    const peer = await perSecond(calls, bareBatches);
    const alone = await perSecond(calls, oneByOne, ONE_BY_ONE);
    return [
      figure(`deleting ${COUNT} recordings, against bare batches`, ours, peer, 'a second', {
        kind: 'ratio',
        atLeast: 0.9,
      }),
      figure(`deleting ${COUNT} recordings, against one by one`, ours, alone, 'a second', {
        kind: 'ratio',
        atLeast: 5,
      }),
      await benchMemory(),
    ];
  } finally {
    await calls.remove();
  }
}

/** Blobs a second, from the first deletion to the end; making ready is not counted. */
async function perSecond(
  calls: StoredCalls,
  work: (storage: SeededStorage) => Promise<number>,
  count = COUNT,
): Promise<number> {
  const ms = await calls.withStorage(work);
  return (count * 1_000) / ms;
}

const purge = ({ connectionString }: SeededStorage): Promise<number> =>
  withFolder(async (folder) => {
    const core = await buildCore({
      publicUrl: null,
      databaseUrl: join(folder, 'desk.sqlite'),
      storage: { connectionString },
      practice: buildPractice(),
      log: createRecordingLog(),
      clock: createTestClock(NOW),
    });
    try {
      await core.usecases.indexRecordings.whole();
      // A night before it that deleted as much, so that nobody is asked.
      await core.deps.uow.run(({ purges }) => purges.save({ ...BEFORE, id: 'before' }));
      return await timed(async () => {
        const run = await core.usecases.purgeRecordings({ runId: 'purge-bench' });
        if (run.deleted !== COUNT || run.pastLimit !== 0) throw new Error('The purge left something');
      });
    } finally {
      await core.database.close();
    }
  });

async function bareBatches({ service, recordings }: SeededStorage): Promise<number> {
  const urls = await urlsOf(recordings);
  const batches = new BlobBatchClient(service.url, service.credential);
  return timed(async () => {
    for (let from = 0; from < urls.length; from += BATCH)
      await batches.deleteBlobs(urls.slice(from, from + BATCH), service.credential, { deleteSnapshots: 'include' });
  });
}

async function oneByOne({ recordings }: SeededStorage): Promise<number> {
  const names: string[] = [];
  for await (const { name } of recordings.listBlobsFlat()) {
    names.push(name);
    if (names.length === ONE_BY_ONE) break;
  }
  return timed(async () => {
    for (const name of names) await recordings.deleteBlob(name, { deleteSnapshots: 'include' });
  });
}

async function urlsOf(recordings: SeededStorage['recordings']): Promise<string[]> {
  const urls: string[] = [];
  for await (const { name } of recordings.listBlobsFlat()) urls.push(recordings.getBlobClient(name).url);
  return urls;
}

const FEW = 20_000;

const MANY = 200_000;

/** Peak memory of a purge alone in its process; the storage is made up page by page, and keeps nothing. */
async function benchMemory(): Promise<Figure> {
  const [few, many] = [await peakOf(FEW), await peakOf(MANY)];
  return figure(`peak memory of deleting ${MANY} against ${FEW}`, many, few, 'MB', { kind: 'ratio', atMost: 1.2 });
}

async function peakOf(count: number): Promise<number> {
  const child = fork(new URL('./purgeMemory.ts', import.meta.url), [String(count)], { execArgv: ['--expose-gc'] });
  const [megabytes] = (await once(child, 'message')) as [number];
  return megabytes;
}
