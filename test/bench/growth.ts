import { join } from 'node:path';
import { recordingStore } from '../../src/features/recordings/store/recordingStore.ts';
import { addMinutes, toInstant } from '../../src/kernel/time.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { buildIndexed } from '../builders.ts';
import { withFolder } from './folder.ts';
import { type Figure, figure, median, timed } from './measure.ts';

const BEGIN = toInstant('2026-11-01T00:00:00Z');

const SIZES = [10_000, 100_000, 1_000_000] as const;

const MORE = 5_000;

/** What one more recording costs, by how many there are. */
export async function benchGrowth(): Promise<readonly Figure[]> {
  const costs: number[] = [];
  for (const size of SIZES) costs.push(await withFolder((folder) => costAt(folder, size)));
  const [small = Number.NaN] = costs;
  return SIZES.map((size, at) =>
    figure(
      `putting one more recording in, among ${size.toLocaleString('en-GB')}`,
      costs[at] ?? Number.NaN,
      small,
      'µs',
      { kind: 'ratio', atMost: 2 },
    ),
  );
}

async function costAt(folder: string, size: number): Promise<number> {
  const database = await openDatabase(join(folder, 'desk.sqlite'));
  try {
    const store = recordingStore(database.db);
    const put = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += MORE)
        await database.db
          .transaction()
          .execute((trx) =>
            recordingStore(trx).upsert(Array.from({ length: Math.min(MORE, to - n) }, (_, i) => callOf(n + i))),
          );
    };
    await put(0, size);
    if ((await store.count()) !== size) throw new Error('Not filled');
    const rounds: number[] = [];
    for (let round = 0; round < 5; round += 1)
      rounds.push(await timed(() => put(size + round * MORE, size + (round + 1) * MORE)));
    return (median(rounds) * 1_000) / MORE;
  } finally {
    await database.close();
  }
}

const callOf = (n: number) =>
  buildIndexed({
    id: `rec-${n}`,
    blobName: `2026/11/01/${String(n).padStart(8, '0')}.wav`,
    startedAt: addMinutes(BEGIN, n / 25),
    extension: String(200 + (n % 40)),
    number: `+4416329${String(60_000 + (n % 1_000)).padStart(5, '0')}`,
  });
