import type { CardView } from '../../src/chat/cards.ts';
import type { HeldLockView } from '../../src/features/cases/holds/lockView.ts';
import type { CaseView, HoldView } from '../../src/features/cases/loadCaseView.ts';
import type { CaseRecord, CaseStep, TakenStep } from '../../src/features/cases/model/case.ts';
import { readClock } from '../../src/features/cases/model/deadline.ts';
import type { HeldLock } from '../../src/features/cases/model/heldLock.ts';
import type { Hold } from '../../src/features/cases/model/hold.ts';
import { FORMED_STEPS } from '../../src/features/cases/model/stepForm.ts';
import type { ExternalLink } from '../../src/features/listening/model/externalLink.ts';
import type { Disclosure } from '../../src/features/register/model/disclosure.ts';
import { dateIn, toInstant } from '../../src/kernel/time.ts';
import { buildAccount } from '../builders.ts';
import {
  AMY,
  agreementOf,
  DPO,
  EMPTY_FORM,
  grantOf,
  NOW,
  recordingOf,
  releasedView,
  requestOf,
  viewOf,
  WILSON,
  ZONE,
} from './sampleRequests.ts';

const AT = toInstant('2026-11-02T09:20:00Z');

/** A step the DPO took; `at` when it was written down. */
const taken = (step: CaseStep, at = AT): TakenStep => ({ ...step, at, by: DPO });

const caseOf = (changes: Partial<CaseRecord> = {}): CaseRecord => ({
  id: 'S-7K3MQ9A',
  version: 1,
  kind: 'subject-access',
  report: {
    reportedBy: AMY,
    reporterName: 'Amy Cole',
    reportedAt: AT,
    from: 'Mrs J. Barker, 14 Mill Lane, 01632 960123',
    receivedOn: '2026-11-02',
    channel: 'letter',
    details: 'Everything you hold about me, with the telephone calls of this autumn.',
  },
  subjectQuery: { person: 'Mrs J. Barker', numbers: ['+441632960123'], extension: null, from: '2026-10-05', to: null },
  steps: [],
  reminded: [],
  ...changes,
});

const policeCase = (steps: readonly TakenStep[] = []): CaseRecord =>
  caseOf({
    id: 'P-4N8XW2C',
    kind: 'police',
    report: {
      ...caseOf().report,
      from: 'PC 1287 Lena Frost, Northshire Police',
      channel: 'phone',
      details: 'A recording of threats made to reception last Friday afternoon.',
    },
    subjectQuery: { person: null, numbers: ['+447700900456'], extension: null, from: '2026-10-30', to: '2026-10-30' },
    steps,
  });

const holdOf = (changes: Partial<Hold> = {}): Hold => ({
  id: 'H-2V6RT0K',
  version: 0,
  caseId: 'S-7K3MQ9A',
  reason: 'Subject access request received on 2026-11-02: nothing that answers it may be destroyed (DPA 2018 s.173).',
  owner: DPO,
  ownerName: 'Olu Bello',
  placedAt: AT,
  endsOn: '2027-05-02',
  state: 'active',
  proposal: null,
  released: null,
  ...changes,
});

const SILENT = [{ fromMs: 110_000, toMs: 160_000 }];

const lockViewOf = (changes: Partial<HeldLock> = {}): HeldLockView => ({
  lock: {
    id: 'L-4T8WQ2N',
    version: 0,
    recordingId: 'rec-5f0c9a1be2d44b7f8a6c2d10',
    recording: recordingOf({ startedAt: toInstant('2026-11-20T15:08:12Z'), durationMs: 432_000 }),
    orderId: 'D-7K3MQ9A',
    reason: 'card-payment',
    reportedBy: 'amy@example.com',
    reporterName: 'Amy Cole',
    where: 'about two minutes in',
    lockedAt: NOW,
    state: 'open',
    spans: [],
    decision: null,
    fault: null,
    ...changes,
  },
  keptFor: ['S-7K3MQ9A', 'P-2V6RT0KC'],
  names: { [DPO]: 'Olu Bello' },
  zone: ZONE,
});

const holdViewOf = (changes: Partial<HoldView> = {}): HoldView => ({
  hold: holdOf(),
  tally: { held: 3, copying: 1 },
  faults: [],
  pastLimit: 0,
  names: { [DPO]: 'Olu Bello', [WILSON]: 'Ruth Wilson' },
  zone: ZONE,
  today: dateIn(NOW, ZONE),
  ...changes,
});

const workingDay = (date: string): boolean => ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());

const caseViewOf = (caseRecord: CaseRecord = caseOf(), changes: Partial<CaseView> = {}): CaseView => {
  const today = changes.today ?? dateIn(NOW, ZONE);
  return {
    caseRecord,
    clock: readClock(caseRecord, { today, zone: ZONE, isWorkingDay: workingDay }),
    holds: [holdViewOf({ hold: holdOf({ caseId: caseRecord.id }) })],
    releases: [],
    disclosures: [],
    names: { [DPO]: 'Olu Bello', [WILSON]: 'Ruth Wilson', desk: 'the desk' },
    unreached: [],
    isFull: true,
    zone: ZONE,
    today,
    now: NOW,
    ...changes,
  };
};

const verified = taken({
  kind: 'identity-verified',
  on: '2026-11-03',
  how: 'Known to the practice; her signature is that of the consent form.',
  wasAwaited: false,
});

const asked = taken({
  kind: 'clarification-asked',
  on: '2026-11-09',
  what: 'Is it the calls about the dental that you want, or those of the summer too?',
});

const answered = taken({ kind: 'answered', on: '2026-11-20', how: 'Link sent by e-mail, passcode by telephone.' });

const fields = {
  officer: 'Lena Frost',
  rank: 'PC 1287',
  force: 'Northshire Police',
  contact: 'lena.frost@police.example.com',
  subject: 'The call from 07700 900456 on 30 October',
  offence: 'Malicious communications',
  power: 'DPA 2018 Sch. 2 para. 2',
  necessity: 'The caller denies having made the threats.',
  authorisedBy: 'Inspector M. Reeve',
  delivery: 'By link, passcode by telephone to the station',
};

const complete = taken({ kind: 'police-details', fields });

const emergency = taken({
  kind: 'emergency',
  why: 'The caller said that he was outside the house. Control room, incident 441.',
});

const emergencyRelease = taken({ kind: 'emergency-release', request: 'R-7K3MQ9A', isAgreed: false });

const disclosureOf = (changes: Partial<Disclosure> = {}): Disclosure => ({
  id: 'd-1',
  at: toInstant('2026-11-20T10:00:00Z'),
  kind: 'link-given',
  caseId: 'S-7K3MQ9A',
  requestId: 'R-7K3MQ9A',
  purpose: 'subject-access',
  recipient: 'Mrs J. Barker',
  ground: 'Subject access request (policy 5.4, 5.5)',
  sha256: 'e'.repeat(64),
  durationMs: 118_000,
  silenced: 2,
  by: 'Olu Bello',
  ...changes,
});

const externalOf = (changes: Partial<ExternalLink> = {}): ExternalLink => ({
  kind: 'external',
  id: 'o-1',
  version: 0,
  grantId: 'grant-7',
  requestId: 'R-7K3MQ9A',
  tokenHash: 'token',
  passcode: { salt: 'salt', hash: 'hash' },
  recipient: 'Mrs J. Barker',
  route: 'telephone',
  givenBy: 'Olu Bello',
  givenAt: NOW,
  until: toInstant('2026-11-30T09:06:00Z'),
  playbacks: 3,
  playbacksLeft: 2,
  triesLeft: 5,
  end: null,
  refusals: {},
  ...changes,
});

const release = requestOf('subject-access', {
  id: 'R-7K3MQ9A',
  caseId: 'S-7K3MQ9A',
  requestedBy: DPO,
  requesterName: 'Olu Bello',
  state: 'released',
});

const agreedBoth = [agreementOf({ by: DPO, seat: 'dpo' }), agreementOf({ by: WILSON })];

const released = (redaction: ReturnType<typeof grantOf>['redaction'] = null) =>
  viewOf(
    { ...release, agreements: agreedBoth },
    { agreed: recordingOf(), isHeld: true, grant: grantOf({ redaction, terms: { ...grantOf().terms, mode: 'copy' } }) },
  );

const SPANS = [
  { fromMs: 4_200, toMs: 7_900 },
  { fromMs: 31_000, toMs: 33_500 },
];

const silenced = {
  spans: SPANS,
  marked: SPANS,
  by: DPO,
  at: NOW,
  clip: { blobName: 'grant-7.silenced-1.wav', bytes: 1_920_044, durationMs: 120_000, sha256: 'cd', peaks: [] },
};

const search = {
  id: 'F-8QH5ZD1',
  by: DPO,
  at: NOW,
  reason: 'Subject access S-7K3MQ9A',
  subjectQuery: { person: 'Mrs Barker', numbers: ['+441632960123'], extension: null, from: null, to: null },
};

const receipt = {
  recordingId: 'rec-5f0c9a1be2d44b7f8a6c2d10',
  reason: 'age',
  orderId: null,
  runId: 'purge-2026-11-20',
  startedAt: toInstant('2026-10-21T08:12:00Z'),
  durationMs: 64_000,
  bytes: 512_044,
  extension: '204',
  number: '+441632960123',
  callId: null,
  deletedAt: toInstant('2026-11-20T02:31:00Z'),
} as const;

const delegation = {
  id: 'V-3D9MW7P',
  email: WILSON,
  from: toInstant('2026-11-23T00:00:00Z'),
  until: toInstant('2026-12-05T00:00:00Z'),
  fromDate: '2026-11-23',
  untilDate: '2026-12-04',
  namedBy: DPO,
  namedAt: AT,
} as const;

const DELEGATION = {
  kind: 'delegation',
  delegation,
  name: 'Ruth Wilson',
  namedBy: 'Olu Bello',
  now: NOW,
  zone: ZONE,
} as const;

const ACCOUNT = {
  kind: 'account-check',
  id: 'A-7K2M9QX',
  account: buildAccount('dana@example.com', {
    name: 'Dana Reid',
    shownAs: 'Dana (work)',
    userId: 'U0123456789',
    state: 'held',
    checkId: 'A-7K2M9QX',
    heldFor: 'second-account',
  }),
  whose: 'Dana Reid',
  besides: null,
  settledBy: null,
  zone: ZONE,
} as const;

const settledAccount = (state: 'pinned' | 'refused') => ({
  ...ACCOUNT,
  account: { ...ACCOUNT.account, state, settled: { by: DPO, at: NOW } },
  settledBy: 'Olu Bello',
});

const CHANNEL_CHECK = {
  kind: 'channel-check',
  check: {
    id: 'C-7K2M9QX',
    channel: 'directors',
    platform: 'slack',
    address: 'C0123456789',
    name: 'everybody',
    isPublic: false,
    strangers: [
      { email: 'rita@example.com', name: 'Rita Moss' },
      { email: 'jo@example.com', name: 'Jo Hill (jo@example.com)' },
    ],
    askedBy: 'dana@example.com',
    askedAt: NOW,
    settled: null,
  },
  askedBy: 'Dana Reid',
  settledBy: null,
  zone: ZONE,
} as const;

const settledChannel = (isYes: boolean) => ({
  ...CHANNEL_CHECK,
  check: { ...CHANNEL_CHECK.check, settled: { by: DPO, at: NOW, isYes } },
  settledBy: 'Olu Bello',
});

const stepForms = Object.fromEntries(
  FORMED_STEPS.map((step) => [
    `step-form.${step}`,
    {
      kind: 'step-form',
      view: caseViewOf(['police-details', 'emergency', 'receipt-signed'].includes(step) ? policeCase() : caseOf()),
      step,
      form: EMPTY_FORM,
    } as const,
  ]),
);

/** A view for every state of the cards of the DPO's desk. */
export const CASE_VIEWS: Readonly<Record<string, CardView>> = {
  'case.just-received': { kind: 'case', view: caseViewOf() },
  'case.nothing-held': {
    kind: 'case',
    view: caseViewOf(caseOf({ subjectQuery: { person: null, numbers: [], extension: null, from: null, to: null } }), {
      holds: [],
      unreached: ['Ruth Wilson'],
    }),
  },
  'case.paused': { kind: 'case', view: caseViewOf(caseOf({ steps: [verified, asked] })) },
  'case.two-counts': {
    kind: 'case',
    view: caseViewOf(
      caseOf({
        steps: [
          verified,
          asked,
          taken({ kind: 'clarification-received', on: '2026-11-16', what: 'Only the dental.' }),
          taken({
            kind: 'extended',
            on: '2026-11-18',
            reasons: 'There are 212 calls, many with other people in them.',
          }),
        ],
      }),
    ),
  },
  'case.long': {
    kind: 'case',
    view: caseViewOf(caseOf({ steps: Array.from({ length: 20 }, () => asked) }), {
      holds: [holdViewOf(), holdViewOf({ hold: holdOf({ id: 'H-9B2CD4F' }) })],
      unreached: ['Ruth Wilson'],
    }),
  },
  'case.late': { kind: 'case', view: caseViewOf(caseOf({ steps: [verified] }), { today: '2026-12-07' }) },
  'case.hold-not-whole': {
    kind: 'case',
    view: caseViewOf(caseOf({ steps: [taken({ kind: 'evidence-locked', order: 'D-7K3MQ9A', count: 1 })] }), {
      holds: [
        holdViewOf({
          tally: { held: 2, lost: 1, overruled: 1 },
          faults: ['The recording was deleted before it could be copied.'],
        }),
      ],
    }),
  },
  'case.answered': {
    kind: 'case',
    view: caseViewOf(caseOf({ steps: [verified, answered] }), {
      releases: [{ id: 'R-7K3MQ9A', state: 'released', submittedAt: AT, agreements: agreedBoth }],
      disclosures: [disclosureOf()],
    }),
  },
  'case.closed': {
    kind: 'case',
    view: caseViewOf(caseOf({ steps: [verified, answered, taken({ kind: 'closed', words: '' })] })),
  },
  'case.police': { kind: 'case', view: caseViewOf(policeCase()) },
  'case.police-complete': {
    kind: 'case',
    view: caseViewOf(policeCase([complete, taken({ kind: 'confidential', isConfidential: true })])),
  },
  'case.police-in-channel': { kind: 'case', view: caseViewOf(policeCase([complete]), { isFull: false }) },
  'case.police-emergency': { kind: 'case', view: caseViewOf(policeCase([emergency, emergencyRelease])) },
  'case.police-emergency-agreed': {
    kind: 'case',
    view: caseViewOf(
      policeCase([emergency, taken({ kind: 'emergency-release', request: 'R-7K3MQ9A', isAgreed: true })]),
      { releases: [{ id: 'R-7K3MQ9A', state: 'released', submittedAt: AT, agreements: agreedBoth }] },
    ),
  },
  'case-reminder.seven-days': {
    kind: 'case-reminder',
    view: caseViewOf(caseOf({ steps: [verified] }), { today: '2026-11-25' }),
  },
  'case-reminder.over': { kind: 'case-reminder', view: caseViewOf(caseOf({ steps: [verified, answered] })) },
  'emergency-notice.to-read': { kind: 'emergency-notice', view: caseViewOf(policeCase([emergency, emergencyRelease])) },
  'emergency-notice.read': {
    kind: 'emergency-notice',
    view: caseViewOf(policeCase([emergency, emergencyRelease, { kind: 'emergency-seen', at: AT, by: WILSON }])),
  },
  'report-received.subject-access': { kind: 'report-received', caseRecord: caseOf(), unreached: [], zone: ZONE },
  'report-received.police': { kind: 'report-received', caseRecord: policeCase(), unreached: [], zone: ZONE },
  'report-received.nobody-reached': {
    kind: 'report-received',
    caseRecord: caseOf(),
    unreached: ['Olu Bello'],
    zone: ZONE,
  },
  ...stepForms,
  'step-form.with-errors': {
    kind: 'step-form',
    view: caseViewOf(policeCase()),
    step: 'police-details',
    form: {
      values: { ...fields, offence: '', contact: '', authorisedBy: '' },
      errors: { offence: 'Fill this in.', contact: 'Fill this in.', authorisedBy: 'Fill this in.' },
      notice: null,
    },
  },
  'release-form.dpo': {
    kind: 'release-form',
    view: caseViewOf(caseOf({ steps: [verified] })),
    recordings: [recordingOf(), recordingOf({ id: 'rec-2', durationMs: 64_000 })],
    moreRecordings: 3,
    dayChoices: [7, 14, 30],
    isAtOnce: false,
    consultation: null,
    form: EMPTY_FORM,
  },
  'release-form.emergency': {
    kind: 'release-form',
    view: caseViewOf(policeCase([emergency])),
    recordings: [recordingOf()],
    moreRecordings: 0,
    dayChoices: [7, 14, 30],
    isAtOnce: true,
    consultation: null,
    form: EMPTY_FORM,
  },
  'release-form.stand-in': {
    kind: 'release-form',
    view: caseViewOf(caseOf({ steps: [verified] })),
    recordings: [recordingOf()],
    moreRecordings: 0,
    dayChoices: [7, 14, 30],
    isAtOnce: false,
    consultation: 'When and how did you consult the Data Protection Officer?',
    form: { values: {}, errors: { reason: 'Say why this recording answers the request.' }, notice: null },
  },
  'release.to-silence': { kind: 'release', view: released(), outside: [] },
  'release.given': {
    kind: 'release',
    view: released(silenced),
    outside: [externalOf(), externalOf({ recipient: 'Her solicitor', triesLeft: 0, end: { at: NOW, why: 'locked' } })],
  },
  'release.over': {
    kind: 'release',
    view: { ...released(silenced), now: toInstant('2026-12-24T09:00:00Z') },
    outside: [externalOf({ end: { at: NOW, why: 'ended' } })],
  },
  'release.stopped': {
    kind: 'release',
    view: releasedView('subject-access', {
      ...release,
      agreements: agreedBoth,
      state: 'revoked',
      ending: { by: DPO, at: NOW, reason: 'She has withdrawn the request.' },
    }),
    outside: [],
  },
  'external-link-form.empty': { kind: 'external-link-form', view: released(silenced), form: EMPTY_FORM },
  'external-link.once': {
    kind: 'external-link',
    requestId: 'R-7K3MQ9A',
    link: externalOf(),
    url: 'https://desk.wilsonsvets.example/outside/k3Jf0aQx7v',
    passcode: '4827-1093',
    zone: ZONE,
  },
  'link-locked.for-the-dpo': {
    kind: 'link-locked',
    view: released(silenced),
    outside: [externalOf({ triesLeft: 0, end: { at: toInstant('2026-11-23T10:12:00Z'), why: 'locked' } })],
  },
  'page-link.silencing': {
    kind: 'page-link',
    title: 'Silence parts',
    url: 'https://desk.wilsonsvets.example/page/k3Jf0aQx7v',
    openBy: toInstant('2026-11-23T09:35:00Z'),
    zone: ZONE,
  },
  'hold.standing': { kind: 'hold', view: holdViewOf({ tally: { held: 4 } }) },
  'hold.due': { kind: 'hold', view: holdViewOf({ tally: { held: 4 }, today: '2027-05-02' }) },
  'hold.faulty': {
    kind: 'hold',
    view: holdViewOf({
      tally: { held: 2, unverified: 1 },
      faults: ['The copy is GSM 6.10 audio, which the desk cannot open: have somebody listen to it.'],
    }),
  },
  'hold.released': {
    kind: 'hold',
    view: holdViewOf({ hold: holdOf({ state: 'released', released: { by: WILSON, at: NOW } }), tally: { deleted: 4 } }),
  },
  'hold-end.to-decide': {
    kind: 'hold-end',
    view: holdViewOf({
      hold: holdOf({
        state: 'release-proposed',
        proposal: { by: DPO, at: NOW, reason: 'The case is closed and no complaint came.' },
      }),
      tally: { held: 4 },
    }),
  },
  'hold-end.decided': {
    kind: 'hold-end',
    view: holdViewOf({ hold: holdOf({ state: 'released', released: { by: WILSON, at: NOW } }), tally: { deleted: 4 } }),
  },
  'hold-form.renew': { kind: 'hold-form', view: holdViewOf(), step: 'renew', form: EMPTY_FORM },
  'hold.not-proven': {
    kind: 'hold',
    view: holdViewOf({
      tally: { held: 2, unverified: 1, copying: 1 },
      pastLimit: 2,
      faults: ['The copy does not open: its audio is damaged.'],
    }),
  },
  'hold-form.give-up': { kind: 'hold-form', view: holdViewOf(), step: 'give-up', form: EMPTY_FORM },
  'held-lock.open': { kind: 'held-lock', view: lockViewOf() },
  'held-lock.opt-out': { kind: 'held-lock', view: lockViewOf({ reason: 'opt-out', where: null }) },
  'held-lock.redacting': {
    kind: 'held-lock',
    view: lockViewOf({ state: 'redacting', spans: SILENT, decision: { by: DPO, at: NOW, why: '' } }),
  },
  'held-lock.redacted': {
    kind: 'held-lock',
    view: lockViewOf({ state: 'redacted', spans: SILENT, decision: { by: DPO, at: NOW, why: '' } }),
  },
  'held-lock.faulty': {
    kind: 'held-lock',
    view: lockViewOf({ fault: 'The copy is GSM audio, which the desk cannot silence: delete it or unlock it.' }),
  },
  'held-lock.unlocked': {
    kind: 'held-lock',
    view: lockViewOf({
      state: 'unlocked',
      decision: { by: DPO, at: NOW, why: 'No card was read out: the caller only asked how to pay.' },
    }),
  },
  'lock-form.redact': {
    kind: 'lock-form',
    view: lockViewOf(),
    decision: 'redact-held',
    form: { ...EMPTY_FORM, values: { parts: '1:00-3:00' } },
  },
  'lock-form.delete': { kind: 'lock-form', view: lockViewOf(), decision: 'delete-locked', form: EMPTY_FORM },
  'lock-form.unlock': { kind: 'lock-form', view: lockViewOf(), decision: 'unlock', form: EMPTY_FORM },
  'hold-form.end': { kind: 'hold-form', view: holdViewOf(), step: 'end', form: EMPTY_FORM },
  'search-form.empty': { kind: 'search-form', form: EMPTY_FORM, today: '2026-11-23' },
  'search-form.with-errors': {
    kind: 'search-form',
    today: '2026-11-23',
    form: {
      values: { reason: 'S-7K3MQ9A', numbers: '960' },
      errors: { numbers: 'This is no telephone number. Give it with its area code.' },
      notice: null,
    },
  },
  'found.several': {
    kind: 'found',
    view: {
      search,
      page: 1,
      hasMore: true,
      zone: ZONE,
      found: [
        { kind: 'stored', recording: recordingOf({ parties: 'Mrs J. Barker' }), isHeld: false },
        { kind: 'stored', recording: recordingOf({ id: 'rec-2' }), isHeld: true },
        { kind: 'held', recording: recordingOf({ id: 'rec-3', startedAt: toInstant('2026-10-22T09:00:00Z') }) },
        { kind: 'deleted', receipt },
      ],
    },
  },
  'found.full-page': {
    kind: 'found',
    view: {
      search,
      page: 2,
      hasMore: true,
      zone: ZONE,
      found: Array.from({ length: 8 }, (_, at) => ({
        kind: 'stored' as const,
        recording: recordingOf({ id: `rec-${at}`, parties: 'Mrs J. Barker' }),
        isHeld: false,
      })),
    },
  },
  'found.nothing': { kind: 'found', view: { search, page: 1, hasMore: false, zone: ZONE, found: [] } },
  'found-form.one': {
    kind: 'found-form',
    target: { kind: 'search', id: 'F-8QH5ZD1', recording: 'rec-7' },
    recording: recordingOf(),
    isStored: true,
    releasable: [],
    cases: [
      {
        id: 'S-7K3MQ9A',
        kind: 'subject-access',
        receivedOn: '2026-11-02',
        due: '2026-12-02',
        daysLeft: 9,
        isPaused: false,
        isSettled: false,
      },
    ],
    form: EMPTY_FORM,
    zone: ZONE,
  },
  'found-form.all': {
    kind: 'found-form',
    target: { kind: 'search', id: 'F-8QH5ZD1' },
    recording: null,
    isStored: true,
    releasable: [],
    cases: [],
    form: EMPTY_FORM,
    zone: ZONE,
  },
  'channel-check.asked': CHANNEL_CHECK,
  'channel-check.many': {
    ...CHANNEL_CHECK,
    check: {
      ...CHANNEL_CHECK.check,
      isPublic: true,
      strangers: Array.from({ length: 200 }, (_, n) => ({ email: `person-${n}@example.com`, name: `Person ${n}` })),
    },
  },
  'channel-check.newcomer': { ...CHANNEL_CHECK, check: { ...CHANNEL_CHECK.check, askedBy: null }, askedBy: null },
  'channel-check.confirmed': settledChannel(true),
  'channel-check.refused': settledChannel(false),
  'account-check.second': ACCOUNT,
  'account-check.changed': {
    ...ACCOUNT,
    account: { ...ACCOUNT.account, heldFor: 'changed-address', shownAs: '', besides: 'dana.old@example.com' },
    besides: 'dana.old@example.com',
  },
  'account-check.like-name': {
    ...ACCOUNT,
    account: { ...ACCOUNT.account, heldFor: 'like-name', besides: DPO },
    besides: 'Olu Bello',
  },
  'account-check.confirmed': settledAccount('pinned'),
  'account-check.refused': settledAccount('refused'),
  'absence-form.empty': { kind: 'absence-form', today: '2026-11-24', now: undefined, form: EMPTY_FORM },
  'absence-form.away': {
    kind: 'absence-form',
    today: '2026-11-24',
    now: { fromDate: '2026-11-24', untilDate: '2026-12-04' },
    form: EMPTY_FORM,
  },
  'delegation-form.empty': {
    kind: 'delegation-form',
    people: [
      { email: WILSON, name: 'Ruth Wilson' },
      { email: AMY, name: 'Amy Cole' },
    ],
    today: '2026-11-23',
    form: EMPTY_FORM,
  },
  'delegation.standing-in': { ...DELEGATION, mayEnd: true },
  'delegation.of-the-stand-in': { ...DELEGATION, mayEnd: false, now: AT },
  'delegation.over': { ...DELEGATION, mayEnd: true, now: toInstant('2026-12-05T08:00:00Z') },
  'delegate-agreed.disciplinary': {
    kind: 'delegate-agreed',
    view: releasedView('disciplinary', {
      agreements: [
        agreementOf({
          by: WILSON,
          seat: 'dpo',
          delegate: true,
          statement: 'I agree to this part being heard by the investigating manager.',
          consultation: 'By telephone on 22 November, at half past three.',
        }),
      ],
    }),
  },
  'register.several': {
    kind: 'register',
    lines: [
      disclosureOf({ kind: 'heard', at: toInstant('2026-11-21T18:04:00Z') }),
      disclosureOf(),
      disclosureOf({ kind: 'copy-given', caseId: 'P-4N8XW2C', recipient: 'Northshire Police', silenced: 0 }),
    ],
    hasMore: true,
    canExport: true,
    zone: ZONE,
  },
  'register.empty': { kind: 'register', lines: [], hasMore: false, canExport: false, zone: ZONE },
  'home.receptionist': {
    kind: 'home',
    page: 1,
    view: {
      delegates: [],
      isDpo: false,
      waiting: [],
      cases: [],
      holdsToEnd: [],
      zone: ZONE,
      mine: [
        {
          id: 'R-1',
          title: 'Complaint',
          call: 'about 15:10 on Fri 20 Nov 2026',
          submittedAt: AT,
          state: 'released',
          canListen: true,
          canWithdraw: false,
          until: grantOf().until,
        },
        {
          id: 'R-2',
          title: 'Legal enquiry',
          call: 'about 15:10 on Fri 20 Nov 2026',
          submittedAt: AT,
          state: 'awaiting-approval',
          canListen: false,
          canWithdraw: true,
          until: null,
        },
      ],
    },
  },
  'home.busy': {
    kind: 'home',
    page: 1,
    view: {
      delegates: [],
      isDpo: true,
      waiting: Array.from({ length: 20 }, (_, at) => ({
        id: `R-${at}`,
        title: 'Legal enquiry',
        call: 'about 15:10 on Fri 20 Nov 2026',
        requesterName: 'Amy Cole',
        submittedAt: AT,
      })),
      holdsToEnd: ['H-2V6RT0K', 'H-9B2CD4F'],
      mine: [],
      cases: [],
      zone: ZONE,
    },
  },
  'home.dpo': {
    kind: 'home',
    page: 1,
    view: {
      delegates: [],
      isDpo: true,
      waiting: [
        {
          id: 'R-3',
          title: 'Legal enquiry',
          call: 'about 15:10 on Fri 20 Nov 2026',
          requesterName: 'Amy Cole',
          submittedAt: AT,
        },
      ],
      holdsToEnd: ['H-2V6RT0K'],
      mine: [],
      zone: ZONE,
      cases: [
        {
          id: 'S-7K3MQ9A',
          kind: 'subject-access',
          receivedOn: '2026-11-02',
          due: '2026-12-02',
          daysLeft: 9,
          isPaused: false,
          isSettled: false,
        },
        {
          id: 'S-1B5GT8E',
          kind: 'subject-access',
          receivedOn: '2026-10-12',
          due: '2026-11-12',
          daysLeft: -11,
          isPaused: false,
          isSettled: false,
        },
        {
          id: 'P-4N8XW2C',
          kind: 'police',
          receivedOn: '2026-11-20',
          due: null,
          daysLeft: null,
          isPaused: false,
          isSettled: false,
        },
      ],
    },
  },
};
