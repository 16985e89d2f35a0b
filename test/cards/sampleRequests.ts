import { DEFAULT_RULES, type Purpose } from '../../src/features/practice/model/purpose.ts';
import type { RetentionSchedule } from '../../src/features/practice/model/schedule.ts';
import type { Recording } from '../../src/features/recordings/model/recording.ts';
import type { RequestView } from '../../src/features/requests/loadRequestView.ts';
import type { Grant } from '../../src/features/requests/model/grant.ts';
import type { AccessRequest, Agreement } from '../../src/features/requests/model/request.ts';
import type { ClipTerms } from '../../src/features/requests/model/terms.ts';
import type { FormState } from '../../src/kernel/form.ts';
import { toInstant } from '../../src/kernel/time.ts';

/** The made-up practice every sample is of: a Monday morning in November. */
export const NOW = toInstant('2026-11-23T09:30:00Z');

export const ZONE = 'Europe/London';

export const SCHEDULE: RetentionSchedule = { recordingsDays: 30, purgeAt: '02:30', zone: ZONE };

export const TERMS: ClipTerms = { recordingId: 'rec-1', fromMs: 30_000, toMs: 150_000, mode: 'listen', days: 7 };

const NAMES = {
  'amy.cole@wilsonsvets.example': 'Amy Cole',
  'dr.wilson@wilsonsvets.example': 'Dr Ruth Wilson',
  'p.hale@wilsonsvets.example': 'Peter Hale',
  'dpo@wilsonsvets.example': 'Nadia Khan',
};

export const [AMY, WILSON, HALE, DPO] = Object.keys(NAMES) as [string, string, string, string];

export const recordingOf = (changes: Partial<Recording> = {}): Recording => ({
  id: 'rec-1',
  blobName: '2026/11/20/rec-1.wav',
  startedAt: toInstant('2026-11-20T15:08:12Z'),
  endedAt: toInstant('2026-11-20T15:12:44Z'),
  durationMs: 272_000,
  extension: '204',
  otherExtension: null,
  number: '+441632960123',
  direction: 'inbound',
  parties: '',
  callId: null,
  bytes: 2_176_044,
  alternateStart: null,
  system: '3cx',
  sidecar: null,
  storedAt: toInstant('2026-11-20T15:13:02Z'),
  fault: null,
  notUnderstood: '',
  ...changes,
});

const CANDIDATES: readonly Recording[] = [
  recordingOf(),
  recordingOf({ id: 'rec-2', startedAt: toInstant('2026-11-20T15:21:40Z'), durationMs: 48_000, direction: 'outbound' }),
];

export const requestOf = (purpose: Purpose, changes: Partial<AccessRequest> = {}): AccessRequest => ({
  id: 'req-1042',
  version: 1,
  state: 'awaiting-approval',
  rule: DEFAULT_RULES[purpose],
  caseId: null,
  requestedBy: AMY,
  requesterName: 'Amy Cole',
  submittedAt: toInstant('2026-11-23T08:55:00Z'),
  ask: {
    reason: 'Mrs Barker says she was quoted £80 for the dental and was billed £140. I want to hear what was said.',
    when: { kind: 'about', date: '2026-11-20', time: '15:10' },
    extension: { kind: 'known', extension: '204' },
    number: { kind: 'known', e164: '+441632960123' },
    parties: { kind: 'known', names: 'Mrs Barker and Tom at reception' },
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
  ...changes,
});

export const agreementOf = (changes: Partial<Agreement> = {}): Agreement => ({
  by: WILSON,
  seat: 'director',
  delegate: false,
  at: toInstant('2026-11-23T09:05:00Z'),
  terms: TERMS,
  comment: null,
  statement: null,
  consultation: null,
  ...changes,
});

export const grantOf = (changes: Partial<Grant> = {}): Grant => ({
  id: 'grant-7',
  version: 1,
  requestId: 'req-1042',
  holder: AMY,
  terms: TERMS,
  state: 'ready',
  grantedAt: toInstant('2026-11-23T09:06:00Z'),
  until: toInstant('2026-11-30T09:06:00Z'),
  clip: { blobName: 'grant-7.wav', bytes: 1_920_044, durationMs: 120_000, sha256: 'ab', peaks: [] },
  failure: null,
  redaction: null,
  ...changes,
});

export const viewOf = (request: AccessRequest, changes: Partial<RequestView> = {}): RequestView => ({
  request,
  candidates: CANDIDATES,
  moreCandidates: 0,
  agreed: null,
  grant: null,
  names: NAMES,
  unreached: [],
  claims: [],
  deciders: [],
  zone: ZONE,
  now: NOW,
  schedule: SCHEDULE,
  caseRecord: null,
  isNameless: false,
  isHeld: false,
  reader: null,
  left: 'agree',
  mayStop: false,
  mayHear: true,
  legs: {},
  ...changes,
});

/** A request on which everybody agreed, with its clip. */
export const releasedView = (
  purpose: Purpose,
  request: Partial<AccessRequest> = {},
  view: Partial<RequestView> = {},
): RequestView =>
  viewOf(requestOf(purpose, { state: 'released', agreements: [agreementOf()], ...request }), {
    candidates: [],
    agreed: recordingOf(),
    grant: grantOf(),
    ...view,
  });

export const EMPTY_FORM: FormState = { values: {}, errors: {}, notice: null };
