import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/features/cases/model/case.ts';
import { redactedName } from '../../../src/features/listening/clipNames.ts';
import { createDeleteClip } from '../../../src/features/listening/cutClip.ts';
import { sweepClips } from '../../../src/features/listening/sweepClips.ts';
import { createGiveExternalLink } from '../../../src/features/releases/giveExternalLink.ts';
import { createSaveRedaction } from '../../../src/features/releases/saveRedaction.ts';
import { createEndGrants } from '../../../src/features/requests/endGrants.ts';
import type { Grant } from '../../../src/features/requests/model/grant.ts';
import { createErasePersonalData } from '../../../src/features/retention/erasePersonalData.ts';
import { addDays, addMs } from '../../../src/kernel/time.ts';
import { createAudioCutter } from '../../../src/platform/audio/audioCutter.ts';
import { randomIds } from '../../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../../src/platform/database/open.ts';
import type { UnitOfWork } from '../../../src/stores.ts';
import { buildGrant, buildIndexed, buildPractice, buildRequest, NOW, PRIYA } from '../../builders.ts';
import { createMemoryStorage, type MemoryStorage } from '../../fakes/memoryStorage.ts';
import { createTestClock, type TestClock } from '../../support/clock.ts';
import { createRecordingLog } from '../../support/recordingLog.ts';
import { buildUnitOfWork } from '../../support/testUnitOfWork.ts';
import { buildWav } from '../../support/wav.ts';

const actor = { email: PRIYA, name: 'Priya Patel', emails: [], roles: [], extensions: [] };

const WAV = buildWav({ durationMs: 1_000 });

let database: Database;

let uow: UnitOfWork;

let clock: TestClock;

let storage: MemoryStorage;

let grant: Grant;

beforeEach(async () => {
  clock = createTestClock(NOW);
  storage = createMemoryStorage(() => clock.now());
  database = await openDatabase(':memory:');
  uow = buildUnitOfWork(database, { clock });
  const recording = buildIndexed();
  const request = buildRequest({ caseId: 'S-1', state: 'released', requestedBy: PRIYA });
  const clip = {
    blobName: 'g-1.wav',
    bytes: WAV.length,
    durationMs: 1_000,
    sha256: createHash('sha256').update(WAV).digest('hex'),
    peaks: [1],
    mayLag: false,
  };
  grant = buildGrant({ id: 'g-1', requestId: request.id, holder: PRIYA, until: addDays(NOW, 7), clip });
  await storage.clips.put(clip.blobName, WAV);
  await uow.run(async (stores) => {
    await stores.recordings.upsert([recording]);
    await stores.requests.insert({ ...request, rule: practice.purposes['subject-access'] });
    await stores.grants.insert({ ...grant, terms: { ...grant.terms, recordingId: recording.id } });
    await stores.cases.insert(FILE);
  });
});

afterEach(() => database.close());

const practice = buildPractice();

const FILE: CaseRecord = {
  id: 'S-1',
  version: 0,
  kind: 'subject-access',
  report: {
    reportedBy: PRIYA,
    reporterName: 'Priya Patel',
    reportedAt: NOW,
    from: 'Mrs Alder',
    receivedOn: '2026-11-24',
    channel: 'letter',
    details: 'Her calls.',
  },
  subjectQuery: { person: 'Mrs Alder', numbers: [], extension: null, from: null, to: null },
  steps: [{ kind: 'identity-verified', on: '2026-11-24', how: 'Passport', wasAwaited: false, at: NOW, by: PRIYA }],
  reminded: [],
};

const parts = () => ({
  uow,
  clock,
  practice,
  ids: randomIds,
  clips: storage.clips,
  remover: storage.remover,
  archive: storage.archive,
  vault: storage.vault,
  cutter: createAudioCutter(),
  log: createRecordingLog(),
  publicUrl: 'https://desk.example',
  isWorkingDay: () => true,
});

async function silence(): Promise<string> {
  const settled = await createSaveRedaction(parts())({
    requestId: grant.requestId,
    actor,
    spans: [{ fromMs: 0, toMs: 100 }],
  });
  if (!settled.ok) throw new Error(settled.error.code);
  return settled.value.clip.blobName;
}

describe('the redaction of a clip', () => {
  it('goes with the clip when the access ends', async () => {
    const silenced = await silence();
    expect(storage.namesIn('clips')).toEqual([silenced, 'g-1.wav'].sort());
    clock.advanceMs(7 * 24 * 3_600_000);
    await createEndGrants(parts())();
    await createDeleteClip(parts())('g-1');
    expect(storage.namesIn('clips')).toEqual([]);
  });

  it('is not swept while the access is in force, and is when what ended it missed it', async () => {
    const silenced = await silence();
    clock.advanceMs(7 * 24 * 3_600_000 - 1);
    await sweepClips(parts());
    expect(storage.namesIn('clips')).toEqual([silenced, 'g-1.wav'].sort());
    clock.advanceMs(1);
    expect(await sweepClips(parts())).toBe(2);
    expect(storage.namesIn('clips')).toEqual([]);
  });

  it('and was never settled, because the desk stopped in between, is swept after a day', async () => {
    const stray = redactedName(grant, 'stray');
    storage.put('clips', stray);
    const silenced = await silence();
    clock.advanceMs(24 * 3_600_000 - 1);
    await sweepClips(parts());
    expect(storage.namesIn('clips')).toContain(stray);
    clock.advanceMs(1);
    await sweepClips(parts());
    expect(storage.namesIn('clips')).toEqual([silenced, 'g-1.wav'].sort());
  });

  it('is not left behind when the access ends while it is being made', async () => {
    const putting = storage.clips.put;
    const clips = {
      ...storage.clips,
      put: async (name: string, wav: Uint8Array) => {
        await putting(name, wav);
        await uow.run(({ grants }) => grants.save({ ...grant, state: 'revoked' }));
      },
    };
    grant = (await uow.read(({ grants }) => grants.find('g-1'))) ?? grant;
    const settled = await createSaveRedaction({ ...parts(), clips })({
      requestId: grant.requestId,
      actor,
      spans: [{ fromMs: 0, toMs: 100 }],
    });
    expect(settled).toMatchObject({ ok: false, error: { code: 'access-ended' } });
    expect(storage.namesIn('clips')).toEqual(['g-1.wav']);
  });
});

it('erases with a request whom its external links were for, and who saved its redaction', async () => {
  await silence();
  const given = await createGiveExternalLink(parts())({
    requestId: grant.requestId,
    actor,
    values: { recipient: 'Mrs Alder', route: 'post', days: '7', playbacks: '1' },
    idempotencyKey: 'card-1',
  });
  if (!given.ok) throw new Error(JSON.stringify(given.error));
  clock.advanceMs(7 * 24 * 3_600_000);
  await createEndGrants(parts())();
  const links = () => uow.read(({ links }) => links.findExternal('g-1'));
  clock.set(addMs(addDays(NOW, 7 + 365), -1));
  await createErasePersonalData(parts())();
  expect(await links()).toHaveLength(1);
  clock.set(addDays(NOW, 7 + 366));
  await createErasePersonalData(parts())();
  expect(await links()).toEqual([]);
  const kept = await uow.read(({ grants }) => grants.find('g-1'));
  expect(kept).toMatchObject({ holder: '', redaction: { by: '', spans: [{ fromMs: 0, toMs: 100 }] } });
});
