import { setTimeout } from 'node:timers/promises';
import { NOTHING_INDEXED } from '../../src/features/intake/indexBlobs.ts';
import { createPurgeRecordings } from '../../src/features/retention/purgeRecordings.ts';
import { addDays, addMinutes, toInstant } from '../../src/kernel/time.ts';
import { createClockCheck } from '../../src/platform/clockCheck.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import type { StoredBlob } from '../../src/platform/storage/ports.ts';
import { buildIndexed, buildPractice } from '../builders.ts';
import { createMemoryStorage } from '../fakes/memoryStorage.ts';
import { createTestClock } from '../support/clock.ts';
import { createRecordingLog } from '../support/recordingLog.ts';
import { buildUnitOfWork } from '../support/testUnitOfWork.ts';
import { withFolder } from './folder.ts';

/**
 * A purge of as many recordings as it is told, in a process of its own; sends its peak memory in megabytes.
 * The database is of one size whatever is deleted of it, since what it keeps in memory is bounded by a
 * setting.
 */
const count = Number(process.argv[2]);

const STORED = 200_000;

const BEGIN = toInstant('2026-10-01T00:00:00Z');

const PAGE = 1_000;

const nameOf = (n: number): string => `2026/10/01/${String(n).padStart(7, '0')}.wav`;

await withFolder(async (folder) => {
  const clock = createTestClock(addDays(BEGIN, 400));
  const database = await openDatabase(`${folder}/desk.sqlite`);
  const uow = buildUnitOfWork(database, { clock });
  const rowOf = (n: number) =>
    buildIndexed({
      id: `rec-${n}`,
      blobName: nameOf(n),
      startedAt: addMinutes(n < count ? BEGIN : addDays(BEGIN, 399), n % 1_000),
    });
  for (let from = 0; from < STORED; from += PAGE)
    await uow.run(({ recordings }) => recordings.upsert(Array.from({ length: PAGE }, (_, i) => rowOf(from + i))));
  const memory = createMemoryStorage(() => clock.now());
  let removed = 0;
  const purge = createPurgeRecordings({
    uow,
    clock,
    checkClock: createClockCheck(clock, []),
    practice: buildPractice(),
    log: createRecordingLog(),
    clips: memory.clips,
    archive: {
      ...memory.archive,
      // As many young calls are left as were deleted, so that the listing is as long as the deleting was.
      pages: async function* () {
        for (let from = 0; from < count; from += PAGE) {
          await setTimeout(0);
          yield Array.from({ length: PAGE }, (_, i): StoredBlob => youngBlob(from + i));
        }
      },
    },
    remover: {
      remove: async (_container, names) => {
        removed += names.length;
        await setTimeout(0);
        return names.map((name) => ({ name, outcome: 'deleted', code: null }));
      },
    },
    indexRecordings: { whole: async () => NOTHING_INDEXED },
  });
  const youngBlob = (n: number): StoredBlob => ({
    name: `young/${n}.wav`,
    bytes: 1,
    etag: 'e',
    storedAt: clock.now(),
    metadata: {},
  });
  globalThis.gc?.();
  let peak = 0;
  // What is in use, and not what the collector has not come round to yet.
  const watch = setInterval(() => {
    globalThis.gc?.();
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 200);
  await purge({ runId: 'purge-bench' });
  clearInterval(watch);
  if (removed !== count) throw new Error(`Deleted ${removed} of ${count}`);
  process.send?.(Math.round(peak / 1_048_576));
  await database.close();
});
