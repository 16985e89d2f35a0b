import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { createHttpServer, type HttpDeps } from '../../src/app/http.ts';
import type { AuditEvent } from '../../src/features/audit/model/chain.ts';
import { auditReader } from '../../src/features/audit/store.ts';
import type { CaseRecord } from '../../src/features/cases/model/case.ts';
import { createMintListenLink } from '../../src/features/listening/mintListenLink.ts';
import { createLookAtLink, createOpenClip } from '../../src/features/listening/openLink.ts';
import { createPlayClip, createViewPlayback } from '../../src/features/listening/playClip.ts';
import { createAdmitAccount } from '../../src/features/people/admitAccount.ts';
import { createCheckStanding } from '../../src/features/people/checkStanding.ts';
import { DEFAULT_LIMITS, type Practice } from '../../src/features/practice/model/practice.ts';
import { DEFAULT_RULES, purposeTable } from '../../src/features/practice/model/purpose.ts';
import { recordingIdOf } from '../../src/features/recordings/describeRecording.ts';
import type { Grant } from '../../src/features/requests/model/grant.ts';
import type { AccessRequest } from '../../src/features/requests/model/request.ts';
import type { ListenMode } from '../../src/features/requests/model/terms.ts';
import type { Log } from '../../src/kernel/ports.ts';
import { addDays, type Instant, toInstant } from '../../src/kernel/time.ts';
import { createAudioCutter } from '../../src/platform/audio/audioCutter.ts';
import { createClockCheck } from '../../src/platform/clockCheck.ts';
import { openDatabase } from '../../src/platform/database/open.ts';
import { createClipStore } from '../../src/platform/storage/clipStore.ts';
import { CONTAINERS, connectStorage, ensureContainers } from '../../src/platform/storage/connect.ts';
import type { ClipStore } from '../../src/platform/storage/ports.ts';
import { createRecordingArchive } from '../../src/platform/storage/recordingArchive.ts';
import type { Deps, UnitOfWork } from '../../src/stores.ts';
import { buildIndexed } from '../builders.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { createExternalActs, type ExternalActs } from './externalActs.ts';
import { freePort } from './ports.ts';
import { withoutHashes } from './tables.ts';
import { buildUnitOfWork } from './testUnitOfWork.ts';

/** A Monday morning. */
export const START = toInstant('2026-11-23T09:30:00Z');

export const AMY = 'amy.cole@wilsonsvets.example';

export const DPO = 'dpo@wilsonsvets.example';

export const CASE = 'S-7K3MQ9A';

const PRACTICE: Practice = {
  name: 'Wilson’s Veterinary Practice',
  zone: 'Europe/London',
  phoneZone: 'Europe/London',
  phoneZones: {},
  unrecordedLine: null,
  purgeAt: '02:30',
  reportAt: '07:30',
  directory: {
    directors: ['dr.wilson@wilsonsvets.example'],
    dpo: [DPO],
    dpoDelegates: [],
    businessManagers: [],
    managers: [],
    people: [
      { email: AMY, emails: [], name: 'Amy Cole', extensions: ['204'] },
      { email: DPO, emails: [], name: 'Paula Price', extensions: ['203'] },
    ],
    staffDomains: ['wilsonsvets.example'],
    guests: [],
    absences: [],
  },
  limits: DEFAULT_LIMITS,
  purposes: purposeTable({}),
  policyUrl: null,
  hearBeforeDeciding: true,
  holidays: 'england-and-wales',
};

const requestOf = (id: string, { requesterName = 'Amy Cole', fromCase = false }: Release): AccessRequest => ({
  id,
  version: 0,
  state: 'released',
  rule: DEFAULT_RULES[fromCase ? 'subject-access' : 'complaint'],
  caseId: fromCase ? CASE : null,
  requestedBy: fromCase ? DPO : AMY,
  requesterName: fromCase ? 'Paula Price' : requesterName,
  submittedAt: START,
  ask: {
    reason: 'Mrs Alder says the bill is wrong.',
    when: { kind: 'about', date: '2026-11-20', time: '15:10' },
    extension: { kind: 'known', extension: '204' },
    number: { kind: 'known', e164: '+441632960123' },
    parties: { kind: 'known', names: 'Mrs Alder' },
    other: null,
    reference: null,
    askedBy: null,
  },
  agreements: [],
  questions: [],
  ending: null,
  remindedAt: null,
  escalatedAt: null,
  stuckSince: null,
  stoodBack: [],
});

/** Mrs Alder has asked for her calls, and has shown who she is. */
const caseFile: CaseRecord = {
  id: CASE,
  version: 0,
  kind: 'subject-access',
  report: {
    reportedBy: AMY,
    reporterName: 'Amy Cole',
    reportedAt: START,
    from: 'Mrs Alder, 1 Mill Lane',
    receivedOn: '2026-11-20',
    channel: 'letter',
    details: 'All calls about Biscuit.',
  },
  subjectQuery: { person: 'Mrs Alder', numbers: [], extension: null, from: null, to: null },
  steps: [
    { kind: 'identity-verified', on: '2026-11-20', how: 'Driving licence', wasAwaited: false, at: START, by: DPO },
  ],
  reminded: [],
};

interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly fields: unknown;
}

/** Somebody of the staff. */
const STAFF = { emails: [], roles: [], extensions: [] };

/** A released clip, and what a test can do about it. */
interface Released {
  readonly requestId: string;
  readonly grantId: string;
  readonly wav: Uint8Array;
  /** Gives the link that *Listen* gives in the chat, to its holder unless told. */
  readonly mint: (email?: string) => Promise<string>;
  /** Stops the access, as a revocation does. */
  readonly revoke: () => Promise<void>;
}

export interface Release {
  readonly wav: Uint8Array;
  readonly mode?: ListenMode;
  readonly requesterName?: string;
  /** Raised from a subject access case by the DPO. */
  readonly fromCase?: boolean;
  /** The blob name of the recording that the clip was cut from. */
  readonly recording?: string;
}

export interface TestDesk {
  readonly address: string;
  readonly azurite: Azurite;
  readonly log: LogLine[];
  readonly acts: ExternalActs;
  readonly uow: UnitOfWork;
  readonly clips: ClipStore;
  /** The practice’s roles, which a test may change. */
  readonly directory: {
    directors: readonly string[];
    dpo: readonly string[];
    staffDomains: readonly string[];
    people: Practice['directory']['people'];
  };
  setNow(at: Instant): void;
  release(release: Release): Promise<Released>;
  /** A request of Amy's that waits for a director, and the stored recording that it means. */
  wait(wav: Uint8Array, request?: Partial<AccessRequest>): Promise<{ requestId: string; recordingId: string }>;
  /** Takes a recording out of the index, as its deletion does. */
  lose(requestId: string): Promise<unknown>;
  /** Events of one request, the oldest first. */
  events(requestId: string): Promise<readonly AuditEvent[]>;
  /** Every audit event as one text. */
  everything(): Promise<string>;
  isChainWhole(): Promise<boolean>;
  stop(): Promise<void>;
}

/** The clip page over the real use cases, on SQLite in memory and a real blob store, with a clock the test moves. */
export async function startDesk(changes: Partial<HttpDeps> = {}): Promise<TestDesk> {
  let now = START;
  const directory = { ...PRACTICE.directory };
  const clock = { now: () => now };
  const [azurite, database, port] = await Promise.all([startAzurite(), openDatabase(':memory:'), freePort()]);
  const service = connectStorage({ connectionString: azurite.connectionString });
  await ensureContainers(service);
  const recordings = service.getContainerClient(CONTAINERS.recordings);
  const clips: ClipStore = createClipStore(service);
  const practice = { ...PRACTICE, directory };
  const uow = buildUnitOfWork(database, { clock, practice });
  const lines: LogLine[] = [];
  const note =
    (level: string) =>
    (event: string, fields: unknown = {}) =>
      void lines.push({ level, event, fields });
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };
  const address = `http://127.0.0.1:${port}`;
  const deps: Deps = {
    uow,
    clock,
    clips,
    log,
    ids: {
      request: () => `R-${randomBytes(4).toString('hex').slice(0, 6).toUpperCase()}`,
      order: () => 'D-0000000',
      named: (letter) => `${letter}-0000000`,
      unique: randomUUID,
      secret: () => randomBytes(32).toString('base64url'),
      passcode: () => String(randomInt(10 ** 8)).padStart(8, '0'),
    },
    practice,
    archive: createRecordingArchive(recordings),
    cutter: createAudioCutter(),
    publicUrl: address,
    isWorkingDay: () => true,
    checkClock: createClockCheck(clock, []),
  };
  const checkStanding = createCheckStanding(deps, createAdmitAccount(deps), async () => undefined);
  const standing = { ...deps, checkStanding };
  const acts = createExternalActs({ ...standing, audit: auditReader(database.db) });
  await uow.run(({ cases }) => cases.insert(caseFile));
  const server = createHttpServer({
    ...acts,
    log,
    clock,
    publicUrl: address,
    zone: PRACTICE.zone,
    lookAtLink: createLookAtLink(deps),
    openClip: createOpenClip(standing),
    viewPlayback: createViewPlayback(standing),
    playClip: createPlayClip(standing),
    routes: [],
    health: async () => ({ ok: true, checks: { database: 'ok', storage: 'ok' } }),
    figures: async () => [],
    metricsToken: null,
    ...changes,
  });
  await server.listen(port, '127.0.0.1');

  const mintListenLink = createMintListenLink(deps);

  async function release(asked: Release) {
    const { wav, mode = 'listen', fromCase = false } = asked;
    const requestId = deps.ids.request();
    const grantId = randomUUID();
    const recording = buildIndexed({ blobName: asked.recording ?? `${requestId}-call.wav` });
    const cut = await deps.cutter.cut(
      { read: async (offset, length) => wav.subarray(offset, offset + length), bytes: wav.length },
      { fromMs: 0, toMs: 3_600_000 },
    );
    if (!cut.ok) throw new Error('The sample cannot be cut');
    const clip = {
      blobName: `${grantId}.wav`,
      bytes: cut.value.wav.length,
      durationMs: cut.value.durationMs,
      sha256: createHash('sha256').update(cut.value.wav).digest('hex'),
      peaks: cut.value.peaks,
      mayLag: cut.value.mayLag,
    };
    await clips.put(clip.blobName, cut.value.wav);
    const grant: Grant = {
      id: grantId,
      version: 0,
      requestId,
      holder: fromCase ? DPO : AMY,
      terms: { recordingId: recording.id, fromMs: 0, toMs: clip.durationMs, mode, days: 7 },
      state: 'ready',
      grantedAt: now,
      until: addDays(now, 7),
      clip,
      failure: null,
      redaction: null,
    };
    await uow.run(async ({ requests, grants, recordings }) => {
      await recordings.upsert([recording]);
      await requests.insert(requestOf(requestId, asked));
      await grants.insert(grant);
    });
    return {
      requestId,
      grantId,
      wav: cut.value.wav,
      mint: async (email = grant.holder) => {
        const minted = await mintListenLink({ requestId, actor: { ...STAFF, email, name: 'Staff' } });
        if (!minted.ok) throw new Error(`No link: ${minted.error.code}`);
        return minted.value.url;
      },
      revoke: () =>
        uow.run(async ({ grants }) => {
          const current = await grants.find(grant.id);
          if (current) await grants.save({ ...current, state: 'revoked' });
        }),
    };
  }

  async function wait(wav: Uint8Array, request: Partial<AccessRequest> = {}) {
    const requestId = deps.ids.request();
    const blobName = `2026/11/20/${requestId}.wav`;
    await recordings.getBlockBlobClient(blobName).uploadData(wav);
    const source = { read: deps.archive.readRange.bind(null, blobName), bytes: wav.length };
    const facts = await deps.cutter.measure(source);
    const recording = buildIndexed({
      id: recordingIdOf(blobName),
      blobName,
      bytes: wav.length,
      durationMs: facts.ok ? facts.value.durationMs : 0,
      startedAt: toInstant('2026-11-20T15:22:00Z'),
      extension: '204',
    });
    await uow.run(async (context) => {
      await context.recordings.upsert([recording]);
      await context.requests.insert({ ...requestOf(requestId, { wav }), state: 'awaiting-approval', ...request });
    });
    return { requestId, recordingId: recording.id };
  }

  const reader = auditReader(database.db);
  const allEvents = async () => {
    const all: AuditEvent[] = [];
    for await (const event of reader.events()) all.push(event);
    return all;
  };

  return {
    address,
    azurite,
    log: lines,
    acts,
    uow,
    clips,
    directory,
    setNow: (at) => {
      now = at;
    },
    release,
    wait,
    lose: (id) => uow.run((context) => context.recordings.deleteReturning([`2026/11/20/${id}.wav`])),
    events: async (requestId) => (await allEvents()).filter((event) => event.subject === requestId),
    everything: async () => withoutHashes(await allEvents()),
    isChainWhole: async () => (await reader.verify()) === undefined,
    stop: async () => {
      await server.close();
      await Promise.all([azurite.stop(), database.close()]);
    },
  };
}

/** Presses the landing page's button as a browser without JavaScript does. */
export async function press(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const location = answer.headers.get('location');
  return { answer, cookie, page: location ? new URL(location, url).href : '' };
}
