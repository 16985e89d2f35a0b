import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { auditReader } from '../../../src/features/audit/store.ts';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { type Instant, toInstant } from '../../../src/kernel/time.ts';
import { openDatabase } from '../../../src/platform/database/open.ts';
import { DANA } from '../../builders.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { createTestClock } from '../../support/clock.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';
import type { ChildSettings } from '../../support/deskChild.ts';
import { callOf, dueCalls, emptyStorage, MORNING, NIGHT } from '../../support/nightDesk.ts';
import { freePort } from '../../support/ports.ts';
import { startPostgres, type TestPostgres } from '../../support/postgres.ts';
import { namesIn, storeCalls } from '../../support/recordings.ts';
import { isBatch, type StorageFront, startStorageFront } from '../../support/storageFront.ts';
import { rowsOf } from '../../support/tables.ts';
import { until } from '../../support/until.ts';

type SpawnedDesk = ReturnType<typeof spawnDesk>;

/** A desk in a process of its own, which may be killed before it is ready: it deletes at its start. */
function spawnDesk(settings: ChildSettings) {
  const child = spawn(process.execPath, [CHILD], {
    env: { ...process.env, DESK_CHILD: JSON.stringify(settings) },
    stdio: 'ignore',
  });
  return { ended: once(child, 'exit'), kill: (signal: 'SIGKILL' | 'SIGTERM') => child.kill(signal) };
}

const CHILD = fileURLToPath(new URL('../../support/deskChild.ts', import.meta.url));

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

afterEach(() => emptyStorage(azurite));

const left = () => namesIn(azurite.connectionString, 'recordings');

describe('two instances on one database', () => {
  let postgres: TestPostgres;
  const desks: TestDesk[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const desk of desks) await desk.stop();
    await postgres.stop();
  });

  it('delete once a night and report once a morning, whoever ticks first', async () => {
    const clock = createTestClock();
    for (const _ of [1, 2])
      desks.push(await startTestDesk({ azurite, clock, settings: { databaseUrl: postgres.url } }));
    const [first, second] = desks as [TestDesk, TestDesk];
    const calls = dueCalls(300);
    const young = callOf('young.wav', '2026-11-24T09:00:00Z');
    await storeCalls(azurite.connectionString, [...calls, young]);
    await first.index();
    const count = async (action: string): Promise<number> =>
      (await first.allEvents()).filter((event) => event.action === action).length;
    const before = { runs: await count('purge.run'), reports: await count('report.retention') };
    const together = async (moment: string): Promise<void> => {
      clock.set(toInstant(moment));
      for (const _ of [1, 2]) await Promise.all(desks.map(({ desk }) => desk.jobs.tick()));
      await Promise.all(desks.map((desk) => desk.settled()));
    };
    await together(NIGHT);
    await together(MORNING);
    expect(await left()).toEqual(['young.wav']);
    expect(await count('purge.run')).toBe(before.runs + 1);
    expect(await count('report.retention')).toBe(before.reports + 1);
    const { receipts, told, good } = await second.desk.uow.read(async (stores) => ({
      receipts: await stores.receipts.tally('' as Instant, '9999' as Instant),
      told: await stores.posts.findBySubject('retention-2026-11-25'),
      good: await stores.purges.newestGood(clock.now()),
    }));
    expect(receipts.age?.count).toBe(calls.length);
    expect(good).toMatchObject({ id: 'purge-2026-11-25', deleted: calls.length });
    expect(told.map(({ audience }) => audience)).toEqual([{ kind: 'person', email: DANA }]);
    expect(await first.desk.audit.verify()).toBeUndefined();
  });
});

describe('a desk that is killed while it deletes', () => {
  /** Two batches. */
  const COUNT = 300;
  /** Longer than a run may be silent before another takes it over. */
  const STEP_MS = 20 * 60_000;
  const NO_SLACK = null as unknown as ChildSettings['slack'];

  const running = new Set<SpawnedDesk>();
  let front: StorageFront;
  let folder: string;
  beforeAll(async () => {
    front = await startStorageFront(azurite);
    folder = await mkdtemp(join(tmpdir(), 'purge-kill-'));
  });
  afterAll(async () => {
    for (const desk of running) desk.kill('SIGKILL');
    await front.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('leaves nothing past its limit once it has run again; no receipt and no report is doubled', async () => {
    const file = join(folder, 'desk.sqlite');
    const start = async (round: number) => {
      const desk = spawnDesk({
        port: await freePort(),
        databaseUrl: file,
        connectionString: front.connectionString,
        slack: NO_SLACK,
        directors: '',
        aheadMs: round * STEP_MS,
      });
      running.add(desk);
      return desk;
    };
    const old = new Date(Date.now() - 30 * 86_400_000);
    const calls = Array.from({ length: COUNT }, (_, at) =>
      callOf(`old/${at}.wav`, new Date(old.getTime() + at).toISOString()),
    );
    const kept = callOf('kept.wav', new Date(Date.now() - 86_400_000).toISOString());
    const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('recordings');
    await container.createIfNotExists();
    await Promise.all([...calls, kept].map((call) => storeCalls(azurite.connectionString, [call])));

    // Before the first batch is done, before the second, and with a batch done that nobody has heard of.
    for (const [round, batch] of [1, 2, 1].entries()) {
      let seen = 0;
      const desk = await start(round);
      front.refuse((question) => {
        if (isBatch(question)) seen += 1;
        if (!isBatch(question) || seen < batch) return undefined;
        desk.kill('SIGKILL');
        return round === 2 ? undefined : 'hang-up';
      });
      await desk.ended;
      expect(seen, `batches of round ${round}`).toBe(batch);
      running.delete(desk);
    }
    front.remedy();
    const last = await start(4);
    await until('an empty container', async () => (await left()).length === 1);
    await until(
      'the end of the run',
      () => rowsOf(file, "select 1 from job_runs where job = 'purge' and outcome = 'ok'").length > 0,
    );
    last.kill('SIGTERM');
    await last.ended;
    running.delete(last);
    expect(await left()).toEqual([kept.name]);
    const receipts = rowsOf(file, 'select recording_id as id from receipts').map(({ id }) => String(id));
    expect(receipts.sort()).toEqual(calls.map(({ name }) => recordingIdOf(name)).sort());
    const posts = rowsOf(file, "select subject, audience from posts where subject like 'retention-%'");
    expect(new Set(posts.map(({ subject, audience }) => `${subject} ${audience}`)).size).toBe(posts.length);
    const database = await openDatabase(file);
    const audit = auditReader(database.db);
    expect(await audit.verify()).toBeUndefined();
    let counted = 0;
    for await (const { action, detail } of audit.events())
      if (action === 'purge.batch') counted += Number(detail.count);
    expect(counted).toBe(COUNT);
    await database.close();
  });
});
