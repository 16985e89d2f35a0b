import { join } from 'node:path';
import type { BlobClient } from '@azure/storage-blob';
import { buildCore, type Core } from '../../src/app/core.ts';
import { outboxTasks } from '../../src/app/tasks.ts';
import { placeHold } from '../../src/features/cases/holds/placeHold.ts';
import { createBreakers } from '../../src/features/messaging/breaker.ts';
import { createDispatcher, type Dispatcher } from '../../src/features/messaging/dispatcher.ts';
import { outboxQueue } from '../../src/features/messaging/outboxStore.ts';
import { addMinutes } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { buildPractice, PRIYA } from '../builders.ts';
import { createRecordingLog } from '../support/recordingLog.ts';
import { type StoredCall, storeCalls } from '../support/recordings.ts';
import { buildWav } from '../support/wav.ts';
import { withFolder } from './folder.ts';
import { type Figure, figure, inTurn, median, pairedRatio, timed } from './measure.ts';
import { type SeededStorage, withAzurite } from './storedCalls.ts';

const COUNT = 400;

const ROUNDS = 7;

/** As many as the desk has under way: four queues of a dozen each. */
const AT_ONCE = 48;

const SECONDS = [20, 30, 40, 50, 60];

/** Calls of twenty seconds to a minute, as mu-law: 160 to 480 KB each. */
function calls(): readonly StoredCall[] {
  const audio = SECONDS.map((seconds) => buildWav({ codec: 'mulaw', durationMs: seconds * 1_000 }));
  return Array.from({ length: COUNT }, (_, n) => {
    const sort = n % SECONDS.length;
    const start = addMinutes(systemClock.now(), -60 - n * 10);
    const metadata = { start, extension: '204', number: '01632960123', duration: String(SECONDS[sort]) };
    return { name: `2026/${n}.wav`, wav: audio[sort] ?? new Uint8Array(), metadata };
  });
}

/**
 * Holding four hundred recordings, each copied, read back, hashed, decoded and written down with its audit
 * event, against the same copies made by the same storage with as many under way and nothing else. The
 * emulator copies by a second reference to the same bytes and moves none, so that reading back, which cannot
 * be left out, is most of the work and bounds what can be reached: the second peer reads its copies back too,
 * and does nothing with them.
 */
export const benchHolding = (): Promise<readonly Figure[]> =>
  withFolder((folder) =>
    withAzurite(join(folder, 'storage'), async (storage) => {
      await storeCalls(storage.connectionString, calls());
      const desk = await startDesk(storage, join(folder, 'desk.sqlite'));
      const bare = barely(storage);
      try {
        const ours = () => perSecond(desk.hold);
        const [copied, copiedBack] = [() => perSecond(bare.copy), () => perSecond(bare.copyAndRead)];
        for (const warm of [ours, copied, copiedBack]) await warm();
        const copying = await inTurn(ROUNDS, ours, copied);
        const reading = await inTurn(ROUNDS, ours, copiedBack);
        return [
          compared(`holding ${COUNT} recordings, against a bare copy`, copying, 0.8),
          compared(`holding ${COUNT} recordings, against a bare copy read back`, reading, 0.5),
        ];
      } finally {
        await desk.stop();
      }
    }),
  );

const compared = (
  name: string,
  { ours, peer }: { readonly ours: readonly number[]; readonly peer: readonly number[] },
  atLeast: number,
): Figure => figure(name, median(ours), median(peer), 'a second', { kind: 'ratio', atLeast }, pairedRatio(ours, peer));

const perSecond = async (work: () => Promise<void>): Promise<number> => (COUNT * 1_000) / (await timed(work));

/** The desk without its doors, its outbox running. */
async function startDesk({ connectionString }: SeededStorage, databaseUrl: string) {
  let wake = (): void => {};
  const core = await buildCore(
    {
      publicUrl: null,
      databaseUrl,
      storage: { connectionString },
      practice: buildPractice(),
      log: createRecordingLog(),
    },
    { outboxFilled: () => wake(), lookAt: async () => undefined },
  );
  await core.usecases.indexRecordings.whole();
  const breakers = createBreakers(core.deps.clock);
  const dispatcher = createDispatcher({
    ...core.deps,
    queue: outboxQueue(core.database.db),
    breakers,
    tasks: outboxTasks({ ...core.deps, ...core.usecases, breakers, platforms: [] }),
  });
  wake = dispatcher.wake;
  dispatcher.start();
  return {
    hold: () => hold(core, dispatcher),
    stop: async () => {
      await dispatcher.stop();
      await core.database.close();
    },
  };
}

/** From the search to the last copy proven. */
async function hold({ deps }: Core, dispatcher: Dispatcher): Promise<void> {
  const { uow, clock } = deps;
  const placed = await uow.run(async (stores) => {
    const recordings = await stores.recordings.startedBy(clock.now(), null, COUNT);
    const terms = { caseId: null, reason: 'A claim', owner: PRIYA, ownerName: 'Priya Patel' };
    return placeHold(stores, { ...terms, endsOn: '2099-01-01', recordings });
  });
  dispatcher.wake();
  await dispatcher.idle();
  const { held } = await uow.read(({ holds }) => holds.tally(placed.id));
  if (held !== COUNT) throw new Error(`Held ${held} of ${COUNT}`);
}

/** The SDK's own copying within the account. */
function barely({ recordings, service }: SeededStorage) {
  const holds = service.getContainerClient('holds');
  let round = 0;
  const each = async (work: (copy: BlobClient, source: string) => Promise<void>): Promise<void> => {
    round += 1;
    let next = 0;
    const one = async (): Promise<void> => {
      while (next < COUNT) {
        const n = next++;
        await work(holds.getBlobClient(`bare-${round}/${n}.wav`), recordings.getBlobClient(`2026/${n}.wav`).url);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  };
  const copy = async (to: BlobClient, source: string): Promise<void> => {
    await (await to.beginCopyFromURL(source)).pollUntilDone();
  };
  return {
    copy: () => each(copy),
    copyAndRead: () =>
      each(async (to, source) => {
        await copy(to, source);
        const { readableStreamBody } = await to.download(0);
        for await (const _ of readableStreamBody ?? []);
      }),
  };
}
