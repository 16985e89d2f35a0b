import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GENESIS, hashOf } from '../../../src/features/audit/model/chain.ts';
import { checkpointsIn, holds, isSignedBy, readCheckpoint } from '../../../src/features/audit/model/checkpoint.ts';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import type { AuditRow } from '../../../src/platform/database/tables.ts';
import { buildPerson, DANA, PRIYA, RITA } from '../../builders.ts';
import { auditKeyOf, keyFileOf } from '../../support/auditKey.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import {
  callOf,
  emptyStorage,
  LAST_DUE,
  MORNING,
  NIGHT,
  type NightDesk,
  startNightDesk,
} from '../../support/nightDesk.ts';
import { bytesIn, namesIn, type StoredCall, storeCalls } from '../../support/recordings.ts';
import { buildWav } from '../../support/wav.ts';

let azurite: Azurite;

let desk: NightDesk;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

afterEach(async () => {
  await desk.stop();
  await emptyStorage(azurite);
});

const recordings = () =>
  BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('recordings');

const JUST_DUE = [
  callOf('2026/10/25/first.wav', '2026-10-25T23:00:00Z'),
  callOf('2026/10/26/leased.wav', '2026-10-26T09:00:00Z'),
  callOf('2026/10/26/snapped.wav', '2026-10-26T10:00:00Z'),
  callOf('2026/10/26/both.wav', '2026-10-26T11:00:00Z', { callid: '7' }),
  callOf('2026/10/26/leg.wav', '2026-10-26T11:00:10Z', { callid: '7', extension: '211' }),
  callOf('204/[Mrs Alder]_01632960123-204_20261026150000(9).wav', '2026-10-26T15:00:00Z'),
  callOf('2026/10/26/no-length.wav', '2026-10-26T16:00:00Z', { duration: '' }),
  callOf('2026/10/26/a b%20c+d.wav', '2026-10-26T17:00:00Z'),
  callOf('2026/10/26/over-midnight.wav', '2026-10-26T23:30:00Z', { duration: '7200' }),
  callOf('2026/10/27/last-moment.wav', LAST_DUE),
];

const NOT_DUE = [
  callOf('2026/10/27/a-moment-later.wav', '2026-10-27T04:30:00.001Z'),
  callOf('2026/10/27/same-day.wav', '2026-10-27T09:00:00Z'),
  callOf('2026/11/01/young.wav', '2026-11-01T09:00:00Z'),
  callOf('2026/11/10/younger.wav', '2026-11-10T09:00:00Z'),
  callOf('2026/11/24/today.wav', '2026-11-24T09:00:00Z'),
];

/** Without metadata: its facts are in the file beside it. */
const withSidecar = (name: string, start: string): readonly StoredCall[] => [
  { name: `${name}.wav`, wav: buildWav({ durationMs: 10 }) },
  {
    name: `${name}.json`,
    wav: new TextEncoder().encode(JSON.stringify({ start, extension: '204', number: '01632960123' })),
  },
];

const UNREAD_DUE: StoredCall = {
  name: 'notes/old scan.pdf',
  wav: new Uint8Array(9),
  metadata: { modified: '2026-10-26T12:00:00Z' },
};

const UNREAD_YOUNG: StoredCall = {
  name: 'notes/new scan.pdf',
  wav: new Uint8Array(9),
  metadata: { modified: '2026-11-20T12:00:00Z' },
};

const DUE = [...JUST_DUE, ...withSidecar('2026/10/26/told', '2026-10-26T18:00:00Z'), UNREAD_DUE];

const KEPT = [...NOT_DUE, ...withSidecar('2026/11/02/told', '2026-11-02T18:00:00Z'), UNREAD_YOUNG];

const names = (calls: readonly StoredCall[]): readonly string[] => calls.map(({ name }) => name).sort();

/** Everything that leaves by its age: eleven recordings, one of them with a sidecar, and a file nobody understands. */
const GONE = 12;

async function startWithAll(): Promise<void> {
  desk = await startNightDesk(azurite);
  await desk.deliver([...DUE, ...KEPT]);
  await recordings().getBlobClient('2026/10/26/snapped.wav').createSnapshot();
  await recordings().getBlobClient('2026/10/26/leased.wav').getBlobLeaseClient().acquireLease(-1);
}

describe('the nightly deletion', () => {
  it('deletes what would pass its limit before the next run is over, and nothing else', async () => {
    await startWithAll();
    expect(await desk.left()).toHaveLength(DUE.length + KEPT.length);
    await desk.at(NIGHT);
    expect([...(await desk.left())].sort()).toEqual(names(KEPT));
    const found: string[] = [];
    for await (const { name } of recordings().listBlobsFlat({ includeSnapshots: true })) found.push(name);
    expect(found.filter((name) => name.includes('snapped'))).toEqual([]);
  });

  it('leaves a receipt for each, and one audit event that names them by their digest', async () => {
    await startWithAll();
    await desk.at(NIGHT);
    const receipts = desk.receipts();
    const gone = [...JUST_DUE.map(({ name }) => name), '2026/10/26/told.wav', UNREAD_DUE.name];
    expect(receipts.map(({ recordingId }) => recordingId).sort()).toEqual(gone.map(recordingIdOf).sort());
    expect(new Set(receipts.map(({ reason, runId }) => `${reason} ${runId}`))).toEqual(
      new Set(['age purge-2026-11-25']),
    );
    const batches = (await desk.events('purge-2026-11-25')).filter(({ action }) => action === 'purge.batch');
    const digests = batches.map(({ detail }) => detail.digest);
    const digestOf = (some: typeof receipts): string =>
      createHash('sha256')
        .update(
          some
            .map((each) => `${each.recordingId} ${each.startedAt} ${each.deletedAt} ${each.reason}`)
            .sort()
            .join('\n'),
        )
        .digest('hex');
    const isUnread = ({ recordingId }: { recordingId: string }) => recordingId === recordingIdOf(UNREAD_DUE.name);
    expect(digests).toEqual([
      digestOf(receipts.filter((each) => !isUnread(each))),
      digestOf(receipts.filter(isUnread)),
    ]);
    expect(batches.map(({ detail }) => detail.count)).toEqual([GONE - 1, 1]);
    expect(await desk.desk.audit.verify()).toBeUndefined();
  });

  it('keeps a ledger of the run, with what a fresh listing found', async () => {
    await startWithAll();
    await desk.at(NIGHT);
    expect(desk.runs().at(-1)).toEqual({
      id: 'purge-2026-11-25',
      startedAt: '2026-11-25T02:30:00.000Z',
      finishedAt: '2026-11-25T02:30:00.000Z',
      deleted: GONE,
      failed: 0,
      pastLimit: 0,
      stored: KEPT.length,
      clipsRemoved: 0,
      keptForHolds: 0,
    });
    expect((await desk.allEvents()).findLast(({ action }) => action === 'purge.run')).toMatchObject({
      outcome: 'ok',
      detail: { deleted: GONE, failed: 0, pastLimit: 0, stored: KEPT.length },
    });
  });

  it('does nothing a second time the same night', async () => {
    await startWithAll();
    await desk.at(NIGHT);
    const [receipts, events] = [desk.receipts(), await desk.allEvents()];
    await storeCalls(azurite.connectionString, [callOf('due/late.wav', '2026-10-26T09:00:00Z')]);
    await desk.at('2026-11-25T02:40:00Z');
    expect(desk.receipts()).toEqual(receipts);
    expect((await desk.allEvents()).filter(({ action }) => action.startsWith('purge'))).toEqual(
      events.filter(({ action }) => action.startsWith('purge')),
    );
    expect(await desk.left()).toContain('due/late.wav');
    await desk.at('2026-11-26T02:30:00Z');
    expect(await desk.left()).not.toContain('due/late.wav');
  });

  it('finds by listing what the index had not seen, in the same run', async () => {
    desk = await startNightDesk(azurite);
    await storeCalls(azurite.connectionString, [
      callOf('2026/10/26/unseen.wav', '2026-10-26T09:00:00Z'),
      callOf('2026/11/20/kept.wav', '2026-11-20T09:00:00Z'),
    ]);
    desk.clock.set(toInstant(NIGHT));
    await desk.desk.usecases.purgeRecordings({ runId: 'by-hand' });
    expect(await desk.left()).toEqual(['2026/11/20/kept.wav']);
    expect(desk.receipts()).toHaveLength(1);
  });

  it('ends the accesses to what it deletes, and their clips go too', async () => {
    desk = await startNightDesk(azurite);
    const audible = (name: string, start: string): StoredCall => ({
      ...callOf(name, start, { duration: '' }),
      wav: buildWav({ durationMs: 2_000 }),
    });
    await desk.deliver([
      audible('2026/10/26/heard.wav', '2026-10-26T09:00:00Z'),
      audible('2026/11/20/heard.wav', '2026-11-20T09:00:00Z'),
    ]);
    const [old, young] = [
      await released('2026-10-26', '2026/10/26/heard.wav'),
      await released('2026-11-20', '2026/11/20/heard.wav'),
    ];
    expect(await namesIn(azurite.connectionString, 'clips')).toHaveLength(2);
    await desk.at(NIGHT);
    const [ended, kept] = await Promise.all(
      [old, young].map((id) => desk.desk.uow.read(({ grants }) => grants.findByRequest(id))),
    );
    expect([ended?.state, kept?.state]).toEqual(['ended', 'ready']);
    expect(await namesIn(azurite.connectionString, 'clips')).toEqual([kept?.clip?.blobName]);
    expect((await desk.request(old)).state).toBe('closed');
  });

  it('sweeps clips that no access stands for', async () => {
    desk = await startNightDesk(azurite);
    const clips = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('clips');
    await clips.getBlockBlobClient('nobody’s.wav').upload('x', 1);
    // Storage keeps its own clock, and one written today may still be wanted.
    const later = new Date(Math.max(Date.parse(NIGHT), Date.now() + 3 * 86_400_000)).toISOString();
    await desk.at(`${later.slice(0, 10)}T02:30:00Z`);
    expect(await namesIn(azurite.connectionString, 'clips')).toEqual([]);
    expect(desk.runs().at(-1)?.clipsRemoved).toBe(1);
  });

  it('is told of in the morning: green, to the managers, with the end of the audit', async () => {
    await startWithAll();
    await desk.at(NIGHT);
    const head = await desk.desk.audit.head();
    await desk.at(MORNING);
    const report = await desk.report('2026-11-25');
    expect(report).toMatchObject({
      alarms: [],
      lastRun: { startedAt: '2026-11-25T02:30:00.000Z' },
      failed: 0,
      pastLimit: 0,
      stored: NOT_DUE.length + 1,
      unread: 1,
      oldestLeft: '2026-10-27T04:30:00.001Z',
      nextRun: '2026-11-26T02:30:00.000Z',
    });
    expect(report.deleted.age.count).toBe(GONE);
    expect(report.chainHead.seq).toBeGreaterThanOrEqual(head.seq);
    expect(report.ages.reduce((sum, count) => sum + count, 0)).toBe(NOT_DUE.length + 1);
    expect(await desk.told('retention-2026-11-25')).toEqual([DANA]);
  });
});

describe('the morning after a night, with a key for the audit', () => {
  it('states a checkpoint that the public key proves, and that the container has', async () => {
    desk = await startNightDesk(azurite, { settings: { auditKeyFile: await keyFileOf('a') } });
    await desk.at(NIGHT);
    await desk.at(MORNING);
    const report = await desk.report('2026-11-25');
    const [note = ''] = checkpointsIn(report.checkpoint ?? '');
    expect(report).toMatchObject({ alarms: [], auditRemarks: [] });
    expect(isSignedBy(note, auditKeyOf('a'))).toBe(true);
    expect(holds((await desk.desk.audit.examine()).tree, readCheckpoint(note) ?? { size: -1, root: '' })).toBe(true);
    const [name = '', ...more] = (await namesIn(azurite.connectionString, 'checkpoints')).slice(-1);
    expect(more).toEqual([]);
    expect(String(await bytesIn(azurite.connectionString, 'checkpoints', name))).toBe(note);
  });

  it('is red and goes to the DPO when the audit was rewritten whole since the morning before', async () => {
    desk = await startNightDesk(azurite, { settings: { auditKeyFile: await keyFileOf('a') } });
    await desk.at(MORNING);
    const database = new DatabaseSync(desk.databaseFile);
    const rows = database.prepare('select * from audit_events order by seq').all() as unknown as AuditRow[];
    let previous = GENESIS;
    for (const row of rows) {
      const outcome = row.seq === 2 ? 'denied' : row.outcome;
      const hash = hashOf(
        { ...row, outcome, at: toInstant(row.at), detail: JSON.parse(row.detail) },
        row.seq,
        previous,
      );
      database
        .prepare('update audit_events set outcome = ?, previous = ?, hash = ? where seq = ?')
        .run(outcome, previous, hash, row.seq);
      previous = hash;
    }
    database.prepare('update audit_head set hash = ?').run(previous);
    database.exec('delete from audit_checkpoints');
    database.close();
    expect(await desk.desk.audit.verify()).toBeUndefined();
    await desk.at('2026-11-26T07:30:00Z');
    const report = await desk.report('2026-11-26');
    expect(report.alarms).toContainEqual(expect.stringContaining('The audit no longer has what its checkpoint of'));
    expect(report.checkpoint).toBeNull();
    expect(await desk.told('retention-2026-11-26')).toContain(PRIYA);
  });
});

/** A clip of Rita's of the only call of a day, agreed to by Dana. */
async function released(date: string, name: string): Promise<string> {
  const { submitRequest, approve } = desk.desk.usecases;
  const asked = await submitRequest({
    actor: buildPerson({ email: RITA }),
    values: { purpose: 'complaint', reason: 'A bill', date, time: '09:00', extension: '210', number: '01632 960123' },
    idempotencyKey: `form ${name}`,
  });
  if (!asked.ok) throw new Error(`Not taken: ${JSON.stringify(asked.error)}`);
  const { id } = asked.value.request;
  const agreed = await approve({
    requestId: id,
    actor: buildPerson({ email: DANA }),
    values: { recordingId: recordingIdOf(name), days: '7', mode: 'listen' },
  });
  if (!agreed.ok) throw new Error(`Not agreed: ${JSON.stringify(agreed.error)}`);
  await desk.settled();
  return id;
}
