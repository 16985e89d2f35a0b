import { BlobServiceClient } from '@azure/storage-blob';
import type { PurgeRun } from '../../src/features/retention/model/purgeRun.ts';
import type { RetentionReport } from '../../src/features/retention/model/reports.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { CONTAINERS } from '../../src/platform/storage/connect.ts';
import type { Stores } from '../../src/stores.ts';
import type { Azurite } from './azurite.ts';
import { startTestDesk, type TestDesk, type TestDeskOptions } from './desk.ts';
import { namesIn, type StoredCall, storeCalls } from './recordings.ts';
import { rowsOf } from './tables.ts';
import { buildWav } from './wav.ts';

/** The night after the test clock's start, and the latest start of a call that this night must delete. */
export const NIGHT = '2026-11-25T02:30:00Z';

export const LAST_DUE = '2026-10-27T04:30:00.000Z';

export const MORNING = '2026-11-25T07:30:00Z';

const SHORT = buildWav({ codec: 'mulaw', durationMs: 10 });

/** A call whose metadata says when it was. */
export const callOf = (name: string, start: string, more: Readonly<Record<string, string>> = {}): StoredCall => ({
  name,
  wav: SHORT,
  metadata: { start, extension: '210', number: '01632960123', duration: '60', ...more },
});

/** Calls that the night must delete, a minute apart. */
export const dueCalls = (count: number): readonly StoredCall[] =>
  Array.from({ length: count }, (_, at) =>
    callOf(
      `due/${String(at).padStart(4, '0')}.wav`,
      new Date(Date.parse('2026-10-26T08:00:00Z') + at * 60_000).toISOString(),
    ),
  );

interface Deleted {
  readonly recordingId: string;
  readonly startedAt: string;
  readonly deletedAt: string;
  readonly reason: string;
  readonly runId: string | null;
}

export interface NightDesk extends TestDesk {
  /** Stores calls and has them indexed. */
  deliver(calls: readonly StoredCall[]): Promise<void>;
  /** Moves the clock there and does all that is then due. */
  at(moment: string): Promise<void>;
  left(): Promise<readonly string[]>;
  receipts(): readonly Deleted[];
  runs(): readonly PurgeRun[];
  /** The morning's report of a local day. */
  report(date: string): Promise<RetentionReport>;
  /** The people and channels that cards about a subject are for, in alphabetical order. */
  told(subject: string): Promise<readonly string[]>;
}

export async function startNightDesk(azurite: Azurite, options: TestDeskOptions = {}): Promise<NightDesk> {
  const test = await startTestDesk({ azurite, ...options });
  const read = <T>(look: (stores: Stores) => Promise<T>): Promise<T> => test.desk.uow.read(look);
  return {
    ...test,
    deliver: async (calls) => {
      await storeCalls(azurite.connectionString, calls);
      await test.index();
    },
    at: async (moment) => {
      test.clock.set(toInstant(moment));
      await test.tick();
      await test.settled();
    },
    left: () => namesIn(azurite.connectionString, 'recordings'),
    receipts: () =>
      rowsOf(
        test.databaseFile,
        'select recording_id as recordingId, started_at as startedAt, deleted_at as deletedAt, reason, run_id as runId from receipts order by started_at',
      ).map((row) => ({ ...row }) as unknown as Deleted),
    runs: () =>
      rowsOf(test.databaseFile, 'select body from purge_runs order by started_at').map(
        ({ body }) => JSON.parse(String(body)) as PurgeRun,
      ),
    report: async (date) => {
      const card = await read(({ summaries }) => summaries.find(`retention-${date}`));
      if (card?.kind !== 'retention-report') throw new Error(`No report of ${date}`);
      return card.report;
    },
    told: async (subject) =>
      (await read(({ posts }) => posts.findBySubject(subject)))
        .map(({ audience }) => (audience.kind === 'person' ? audience.email : audience.channel))
        .sort(),
  };
}

/** Deletes every blob in every container of the desk, so that the next test starts with none. */
export async function emptyStorage({ connectionString }: Azurite): Promise<void> {
  const service = BlobServiceClient.fromConnectionString(connectionString);
  for (const name of Object.values(CONTAINERS)) {
    const container = service.getContainerClient(name);
    if (!(await container.exists())) continue;
    for await (const blob of container.listBlobsFlat()) {
      const client = container.getBlobClient(blob.name);
      if (blob.properties.leaseState === 'leased') await client.getBlobLeaseClient().breakLease(0);
      await client.delete({ deleteSnapshots: 'include' });
    }
  }
}
