import { join } from 'node:path';
import { buildCore } from '../../src/app/core.ts';
import { addDays, type Instant, toInstant } from '../../src/kernel/time.ts';
import { buildPractice } from '../builders.ts';
import { createTestClock } from '../support/clock.ts';
import { createRecordingLog } from '../support/recordingLog.ts';
import { withFolder } from './folder.ts';
import { type Figure, figure, median, timed } from './measure.ts';
import { type SeededStorage, storeCallsOnce } from './storedCalls.ts';

const COUNT = 50_000;

const BEGIN = toInstant('2026-11-01T00:00:00Z');

const NOW: Instant = addDays(BEGIN, 20);

const ROUNDS = 2;

/** Reading the container into the index, against listing it with metadata and nothing else. */
export async function benchIndexing(): Promise<readonly Figure[]> {
  const calls = await storeCallsOnce(COUNT, BEGIN);
  try {
    return await calls.withStorage(async (storage) => {
      const bare: number[] = [];
      const ours: number[] = [];
      const again: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        bare.push(await timed(() => bareListing(storage)));
        const [first, second] = await indexTwice(storage);
        ours.push(first);
        again.push(second);
      }
      const rate = (times: readonly number[]): number => (COUNT * 1_000) / median(times);
      return [
        figure(`indexing ${COUNT} recordings, against a bare listing`, rate(ours), rate(bare), 'a second', {
          kind: 'ratio',
          atLeast: 0.8,
        }),
        figure(`the whole container once more, nothing of it new`, rate(again), rate(bare), 'a second', {
          kind: 'ratio',
          atLeast: 0.8,
        }),
      ];
    });
  } finally {
    await calls.remove();
  }
}

async function bareListing({ recordings }: SeededStorage): Promise<void> {
  let found = 0;
  for await (const page of recordings.listBlobsFlat({ includeMetadata: true }).byPage({ maxPageSize: 5_000 }))
    found += page.segment.blobItems.length;
  if (found !== COUNT) throw new Error(`Listed ${found}`);
}

const indexTwice = ({ connectionString }: SeededStorage): Promise<readonly [number, number]> =>
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
      const pass = (expected: number) =>
        timed(async () => {
          const { added } = await core.usecases.indexRecordings.whole();
          if (added !== expected) throw new Error(`Indexed ${added}, not ${expected}`);
        });
      return [await pass(COUNT), await pass(0)];
    } finally {
      await core.database.close();
    }
  });
