import { parsePracticeFile } from '../src/config/practiceFile.ts';
import type { Hold } from '../src/features/cases/model/hold.ts';
import type { ExternalLink } from '../src/features/listening/model/externalLink.ts';
import type { ClipLink, PageLink } from '../src/features/listening/model/oneTimeLink.ts';
import type { PlatformUser } from '../src/features/people/model/accounts.ts';
import type { UserBinding } from '../src/features/people/model/binding.ts';
import { nameFromEmail, type Person } from '../src/features/people/model/person.ts';
import type { Practice } from '../src/features/practice/model/practice.ts';
import { DEFAULT_RULES } from '../src/features/practice/model/purpose.ts';
import type { CallDescription } from '../src/features/recordings/model/callDescription.ts';
import type { DeletionOrder, Receipt } from '../src/features/recordings/model/deletionOrder.ts';
import type { Recording } from '../src/features/recordings/model/recording.ts';
import type { IndexedRecording } from '../src/features/recordings/model/recordingQueries.ts';
import type { Grant, Redaction } from '../src/features/requests/model/grant.ts';
import type { AccessRequest, Agreement } from '../src/features/requests/model/request.ts';
import type { ClipTerms } from '../src/features/requests/model/terms.ts';
import { addDays, addMinutes, addMs, toInstant } from '../src/kernel/time.ts';

/** The people every test knows. */
export const RITA = 'rita@example.com';

export const TOM = 'tom@example.com';

export const DANA = 'dana@example.com';

export const DAVID = 'david@example.com';

export const PRIYA = 'priya@example.com';

export const BOB = 'bob@example.com';

/** A member of the workspace who is not of the practice. */
export const STRANGER = 'sam@elsewhere.test';

export const NAMES: Readonly<Record<string, string>> = {
  [RITA]: 'Rita Reed',
  [TOM]: 'Tom Tate',
  [DANA]: 'Dana Drew',
  [DAVID]: 'David Drake',
  [PRIYA]: 'Priya Patel',
  [BOB]: 'Bob Barker',
  [STRANGER]: 'Sam Stranger',
};

/** What a platform says of a member of the practice’s own workspace or tenant. */
export const buildUser = (email: string, overrides: Partial<PlatformUser> = {}): PlatformUser => ({
  platform: 'slack',
  userId: `U-${email}`,
  standing: 'member',
  email,
  name: NAMES[email] ?? email,
  address: null,
  ...overrides,
});

/** A person’s pinned account. */
export const buildAccount = (email: string, overrides: Partial<UserBinding> = {}): UserBinding => ({
  platform: 'slack',
  userId: `U-${email}`,
  email,
  name: NAMES[email] ?? email,
  shownAs: '',
  address: `D-${email}`,
  seenAt: NOW,
  state: 'pinned',
  checkId: null,
  heldFor: null,
  besides: null,
  settled: null,
  ...overrides,
});

const person = (email: string, ...extensions: readonly string[]) => ({
  email,
  name: NAMES[email] ?? email,
  extensions,
});

/** The practice file of the tests. */
export const PRACTICE_FILE = {
  name: 'Wilson’s Veterinary Practice',
  timeZone: 'Europe/London',
  staffDomains: ['example.com'],
  roles: { directors: [DANA, DAVID], dpo: [PRIYA], businessManagers: [BOB], managers: [DANA] },
  people: [
    person(RITA, '204'),
    person(TOM, '207'),
    person(DANA, '201'),
    person(DAVID, '202'),
    person(PRIYA, '203'),
    person(BOB, '205'),
  ],
};

/** A practice as its file would give it; `overrides` are parts of that file. */
export function buildPractice(overrides: Readonly<Record<string, unknown>> = {}): Practice {
  const parsed = parsePracticeFile(JSON.stringify({ ...PRACTICE_FILE, ...overrides }), 'the test’s practice');
  if (!parsed.ok) throw new Error(parsed.faults.join('\n'));
  return parsed.value.practice;
}

/** The same practice whose roles a test may change while the desk runs. */
export type ChangeablePractice = Omit<Practice, 'directory'> & {
  directory: { -readonly [Part in keyof Practice['directory']]: Practice['directory'][Part] };
};

export const buildChangeablePractice = (overrides: Readonly<Record<string, unknown>> = {}): ChangeablePractice => {
  const practice = buildPractice(overrides);
  return { ...practice, directory: { ...practice.directory } };
};

/**
 * The moment at which things happen unless a test gives another: a Tuesday morning in winter, when the
 * practice's clock shows UTC.
 */
export const NOW = toInstant('2026-11-24T10:00:00Z');

let made = 0;

/** Gives a number that nothing else in this process has. */
const serial = (): string => String(++made).padStart(4, '0');

/** A person of the practice with an extension of their own and the roles given. */
export const buildPerson = (overrides: Partial<Person> = {}): Person => {
  const email = overrides.email ?? RITA;
  return { email, emails: [], name: NAMES[email] ?? nameFromEmail(email), roles: [], extensions: [], ...overrides };
};

/** A call about a bill, asked for by time, extension and number. */
export const buildAsk = (overrides: Partial<CallDescription> = {}): CallDescription => ({
  reason: 'Complaint about a bill',
  when: { kind: 'about', date: '2026-11-23', time: '15:10' },
  extension: { kind: 'known', extension: '208' },
  number: { kind: 'known', e164: '+441632960123' },
  parties: { kind: 'not-known' },
  other: null,
  reference: null,
  askedBy: null,
  ...overrides,
});

/** Rita's request, waiting for one director. */
export const buildRequest = (overrides: Partial<AccessRequest> = {}): AccessRequest => ({
  id: `R-${serial()}`,
  version: 0,
  state: 'awaiting-approval',
  rule: DEFAULT_RULES.complaint,
  caseId: null,
  requestedBy: RITA,
  requesterName: 'Rita Reed',
  submittedAt: NOW,
  ask: buildAsk(),
  agreements: [],
  questions: [],
  ending: null,
  remindedAt: null,
  escalatedAt: null,
  stuckSince: null,
  stoodBack: [],
  ...overrides,
});

/** Four minutes of an inbound call that the built request means. */
export const buildRecording = (overrides: Partial<Recording> = {}): Recording => {
  const startedAt = overrides.startedAt ?? toInstant('2026-11-23T15:08:00Z');
  const durationMs = overrides.durationMs ?? 4 * 60_000;
  const id = overrides.id ?? `rec-${serial()}`;
  return {
    id,
    blobName: `2026/11/23/${id}.wav`,
    startedAt,
    endedAt: addMs(startedAt, durationMs),
    durationMs,
    extension: '208',
    otherExtension: null,
    number: '+441632960123',
    alternateStart: null,
    direction: 'inbound',
    parties: '',
    callId: null,
    bytes: 8 * durationMs + 44,
    system: 'metadata',
    sidecar: null,
    storedAt: addMs(startedAt, durationMs + 30_000),
    fault: null,
    notUnderstood: '',
    ...overrides,
  };
};

/** The same recording as the index stores it. */
export const buildIndexed = (
  overrides: Partial<Recording> & { readonly etag?: string; readonly deletionMarkedBy?: string | null } = {},
): IndexedRecording => {
  const { etag = 'etag', deletionMarkedBy = null, ...recording } = overrides;
  return { ...buildRecording(recording), etag, deletionMarkedBy };
};

/** A hold that keeps Mrs Alder's calls for her request. */
export const buildHold = (overrides: Partial<Hold> = {}): Hold => ({
  id: 'H-1',
  version: 0,
  caseId: 'S-1',
  reason: 'Subject access',
  owner: PRIYA,
  ownerName: 'Priya Patel',
  placedAt: NOW,
  endsOn: '2027-05-24',
  state: 'active',
  proposal: null,
  released: null,
  ...overrides,
});

/** An order to delete the call on Tom's extension in which a card was read out. */
export const buildOrder = (overrides: Partial<DeletionOrder> = {}): DeletionOrder => ({
  id: `D-${serial()}`,
  reason: 'card-payment',
  extension: '208',
  from: addMinutes(NOW, -10),
  to: NOW,
  statedTime: null,
  orderedBy: RITA,
  ordererName: 'Rita Reed',
  orderedAt: NOW,
  forAnother: false,
  where: null,
  liveUntil: addDays(NOW, 3),
  ...overrides,
});

export const buildReceipt = (overrides: Partial<Receipt> = {}): Receipt => ({
  recordingId: `rec-${serial()}`,
  reason: 'age',
  orderId: null,
  runId: 'purge-2026-11-24',
  startedAt: addDays(NOW, -29),
  durationMs: 240_000,
  bytes: 1_920_044,
  extension: '208',
  number: '+441632960123',
  callId: null,
  deletedAt: NOW,
  ...overrides,
});

export const buildTerms = (overrides: Partial<ClipTerms> = {}): ClipTerms => ({
  recordingId: 'rec-1',
  fromMs: 0,
  toMs: 60_000,
  mode: 'listen',
  days: 1,
  ...overrides,
});

/** Dana's yes as a director. */
export const buildAgreement = (overrides: Partial<Agreement> = {}): Agreement => ({
  by: DANA,
  seat: 'director',
  delegate: false,
  at: NOW,
  terms: buildTerms(),
  comment: null,
  statement: null,
  consultation: null,
  ...overrides,
});

/** Rita's right to hear one minute for a day, with the clip ready. */
export const buildGrant = (overrides: Partial<Grant> = {}): Grant => ({
  id: `g-${serial()}`,
  version: 0,
  requestId: 'R-0001',
  holder: RITA,
  terms: buildTerms(),
  state: 'ready',
  grantedAt: NOW,
  until: addDays(NOW, 1),
  clip: { blobName: 'clip.wav', bytes: 960_044, durationMs: 60_000, sha256: 'f'.repeat(64), peaks: [0, 1] },
  failure: null,
  redaction: null,
  ...overrides,
});

/** A link of Rita's that nobody has opened, with five minutes left to open it. */
export const buildLink = (overrides: Partial<ClipLink> = {}): ClipLink => {
  const id = overrides.id ?? `l-${serial()}`;
  return {
    kind: 'clip',
    id,
    version: 0,
    grantId: 'g-1',
    mintedFor: RITA,
    tokenHash: `token-${id}`,
    openBy: addMinutes(NOW, 5),
    opened: null,
    playedAt: null,
    replacedAt: null,
    refusals: {},
    outside: null,
    ...overrides,
  };
};

/** Priya's fresh link to the redaction page of a request. */
export const buildPageLink = (overrides: Partial<PageLink> = {}): PageLink => {
  const id = overrides.id ?? `pl-${serial()}`;
  return {
    kind: 'page',
    id,
    version: 0,
    page: { kind: 'redaction', requestId: 'R-0001' },
    mintedFor: PRIYA,
    tokenHash: `token-${id}`,
    openBy: addMinutes(NOW, 5),
    opened: null,
    playedAt: null,
    replacedAt: null,
    refusals: {},
    ...overrides,
  };
};

/** An external link to three playbacks in ten days, none of them used. */
export const buildExternalLink = (overrides: Partial<ExternalLink> = {}): ExternalLink => {
  const id = overrides.id ?? `ol-${serial()}`;
  return {
    kind: 'external',
    id,
    version: 0,
    grantId: 'g-1',
    requestId: 'R-0001',
    tokenHash: `token-${id}`,
    passcode: { salt: 'salt', hash: 'aa' },
    recipient: 'Mrs Alder',
    route: 'telephone',
    givenBy: 'Priya Patel',
    givenAt: NOW,
    until: addDays(NOW, 10),
    playbacks: 3,
    playbacksLeft: 3,
    triesLeft: 5,
    end: null,
    refusals: {},
    ...overrides,
  };
};

/** A redaction of one second in the middle of a clip. */
export const buildRedaction = (overrides: Partial<Redaction> = {}): Redaction => ({
  spans: [{ fromMs: 10_000, toMs: 11_000 }],
  marked: [{ fromMs: 10_000, toMs: 11_000 }],
  by: PRIYA,
  at: NOW,
  clip: { blobName: 'clip.silenced-1.wav', bytes: 960_044, durationMs: 60_000, sha256: 'e'.repeat(64), peaks: [0, 1] },
  ...overrides,
});
