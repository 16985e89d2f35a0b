import type { CardView } from '../../src/chat/cards.ts';
import { checkpointLine } from '../../src/features/audit/model/checkpoint.ts';
import { signNote } from '../../src/features/audit/model/signedNote.ts';
import { NO_TALLY, type RetentionReport } from '../../src/features/retention/model/reports.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { auditKeyOf } from '../support/auditKey.ts';
import { NOW, ZONE } from './sampleRequests.ts';

const HASH = '9b74c9897bac770ffc029102a200c5de1a0b5b1d4f8c2e6a7d3f90e1b2c3d4e5';

const ROOT = Buffer.from(HASH, 'hex').toString('base64');

/** Busy weekdays, quiet Sundays, nothing at or past the limit. */
const AGES = Array.from({ length: 31 }, (_, days) =>
  days >= 30 ? 0 : days === 0 ? 9 : days % 7 === 1 ? 6 : days % 7 === 2 ? 17 : 38 + ((days * 7) % 11),
);

export const retentionReportOf = (changes: Partial<RetentionReport> = {}): RetentionReport => ({
  date: '2026-11-23',
  madeAt: toInstant('2026-11-23T07:30:00Z'),
  alarms: [],
  lastRun: { startedAt: toInstant('2026-11-23T02:30:00Z'), finishedAt: toInstant('2026-11-23T02:31:40Z') },
  deleted: {
    age: { count: 41, durationMs: 7_980_000, bytes: 63_800_000 },
    'card-payment': { count: 1, durationMs: 254_000, bytes: 2_032_000 },
    'opt-out': NO_TALLY,
  },
  held: 3,
  failed: 0,
  keptForHolds: 0,
  pastLimit: 0,
  stored: AGES.reduce((sum, count) => sum + count, 0),
  unread: 0,
  oldestLeft: toInstant('2026-10-24T08:12:09Z'),
  nextRun: toInstant('2026-11-24T02:30:00Z'),
  recordingsDays: 30,
  ages: AGES,
  chainHead: { seq: 18_204, hash: HASH },
  checkpoint: checkpointLine(signNote(`desk.example.com/audit\n18204\n${ROOT}\n`, auditKeyOf('a'))),
  auditRemarks: [],
  zone: ZONE,
  ...changes,
});

const purpose = (title: string, asked = 0, outcomes = {}) => ({
  title,
  asked,
  released: 0,
  denied: 0,
  expired: 0,
  withdrawn: 0,
  waiting: 0,
  ...outcomes,
});

const WEEK = { from: '2026-11-16', to: '2026-11-22', madeAt: toInstant('2026-11-23T07:30:00Z') } as const;

const QUESTION = {
  id: 'purge-question-2026-11-23',
  askedAt: NOW,
  due: 3_412,
  usual: 118,
  stored: 3_500,
  zone: ZONE,
  agreed: null,
} as const;

/** A view for every state of the reports and alarms. */
export const REPORT_VIEWS: Readonly<Record<string, CardView>> = {
  'retention-report.good': { kind: 'retention-report', report: retentionReportOf() },
  'retention-report.bad': {
    kind: 'retention-report',
    report: retentionReportOf({
      alarms: [
        '2 recordings are still stored past 30 days. Look in the log for “purge.failed”, and delete them in Azure by hand if they are there tomorrow.',
        'The nightly deletion has not ended well since Sun 22 Nov 2026, 02:30. See that the desk is running at night.',
      ],
      lastRun: null,
      failed: 2,
      pastLimit: 2,
      unread: 3,
      oldestLeft: toInstant('2026-10-23T06:12:09Z'),
      ages: AGES.map((count, days) => (days === 30 ? 2 : count)),
    }),
  },
  'retention-report.unfinished': {
    kind: 'retention-report',
    report: retentionReportOf({
      unfinished: ['the nightly deletion', 'the erasure of old texts and numbers'],
      alarms: ['1 recording could not be deleted. See the storage account’s locks and holds. It says: BlobArchived.'],
      failed: 1,
    }),
  },
  'retention-report.empty': {
    kind: 'retention-report',
    report: retentionReportOf({
      deleted: { age: NO_TALLY, 'card-payment': NO_TALLY, 'opt-out': NO_TALLY },
      held: 0,
      stored: 0,
      oldestLeft: null,
      ages: AGES.map(() => 0),
    }),
  },
  'access-report.busy': {
    kind: 'access-report',
    zone: ZONE,
    report: {
      ...WEEK,
      purposes: [
        purpose('Complaint', 7, { released: 4, denied: 1, expired: 1, waiting: 1 }),
        purpose('Staff training', 3, { released: 2, withdrawn: 1 }),
        purpose('Staff performance'),
        purpose('Abusive or nuisance call', 1, { waiting: 1 }),
        purpose('Regulatory investigation'),
        purpose('Legal enquiry', 1, { released: 1 }),
        purpose('Staff disciplinary process'),
      ],
      decided: 8,
      medianDecisionMs: 11_940_000,
      longestDecisionMs: 190_800_000,
      playbacks: 14,
      heardFirst: 2,
      stopped: 1,
      refused: [
        { what: 'Approving one’s own request', count: 2 },
        { what: 'Asking without saying which call', count: 2 },
        { what: 'Opening a link that was not theirs', count: 1 },
      ],
      often: [{ name: 'Tom Reed', count: 9, usual: 2 }],
      orders: { cardPayment: 2, optOut: 1 },
    },
  },
  'access-report.unfinished': {
    kind: 'access-report',
    zone: ZONE,
    report: {
      ...WEEK,
      unfinished: ['the reminders of requests'],
      purposes: [purpose('Complaint', 1, { waiting: 1 })],
      decided: 0,
      medianDecisionMs: null,
      longestDecisionMs: null,
      playbacks: 0,
      heardFirst: 0,
      stopped: 0,
      refused: [],
      often: [],
      orders: { cardPayment: 0, optOut: 0 },
    },
  },
  'access-report.quiet': {
    kind: 'access-report',
    zone: ZONE,
    report: {
      ...WEEK,
      purposes: [purpose('Complaint'), purpose('Staff training')],
      decided: 0,
      medianDecisionMs: null,
      longestDecisionMs: null,
      playbacks: 0,
      heardFirst: 0,
      stopped: 0,
      refused: [],
      often: [],
      orders: { cardPayment: 0, optOut: 0 },
    },
  },
  'unread-files.one': {
    kind: 'unread-files',
    total: 1,
    zone: ZONE,
    files: [
      {
        name: '2026/11/22/Voicemail <reception>.wav',
        storedAt: toInstant('2026-11-22T11:05:00Z'),
        goesAt: toInstant('2026-12-22T02:30:00Z'),
        why: 'Nothing says when the call was.',
      },
    ],
  },
  'unread-files.causes': {
    kind: 'unread-files',
    total: 3,
    zone: ZONE,
    files: [
      ['call-1.wav', 'It cannot be cut: GSM 6.10.'],
      ['call-2.wav', 'Not understood of it: “extension reception”.'],
      ['call-3.wav', 'The .json beside it cannot be read.'],
    ].map(([name = '', why = '']) => ({
      name: `2026/11/22/${name}`,
      storedAt: toInstant('2026-11-22T11:05:00Z'),
      goesAt: toInstant('2026-12-22T02:30:00Z'),
      why,
    })),
  },
  'unread-files.many': {
    kind: 'unread-files',
    total: 34,
    zone: ZONE,
    files: Array.from({ length: 10 }, (_, index) => ({
      name: `export/2026-11-${10 + index}/recording_${index}_${'x'.repeat(index * 30)}.mp3`,
      storedAt: toInstant(`2026-11-${10 + index}T11:05:00Z`),
      goesAt: toInstant(`2026-12-${10 + index}T02:30:00Z`),
    })),
  },
  'storage-alarm.two': {
    kind: 'storage-alarm',
    at: toInstant('2026-11-23T07:30:00Z'),
    zone: ZONE,
    findings: [
      {
        kind: 'soft-delete',
        what: 'Blob soft delete is on: what is deleted is kept for 14 more days.',
        remedy: 'Azure portal, storage account, Data protection: turn off “Enable soft delete for blobs”.',
      },
      {
        kind: 'legal-hold',
        what: 'A legal hold lies on the container “recordings”: nothing in it can be deleted.',
        remedy:
          'Azure portal, container, Access policy: clear the legal hold; copies that must be kept belong in “holds”.',
      },
    ],
  },
  'purge-question.open': { kind: 'purge-question', question: QUESTION },
  'purge-question.first-night': { kind: 'purge-question', question: { ...QUESTION, usual: null } },
  'purge-question.agreed': {
    kind: 'purge-question',
    question: { ...QUESTION, agreed: { by: 'dpo@example.com', name: 'Olu Bello', at: NOW } },
  },
  'reach-alarm.clock': {
    kind: 'reach-alarm',
    title: 'The clock is wrong',
    findings: [
      {
        what: 'The clock of the desk’s machine is 31 days ahead of storage’s or the database’s. Nothing is deleted, ended or expired until that is mended.',
        remedy: 'Have the clock of the machine that runs the desk set right, and kept right by a time service.',
      },
    ],
    at: NOW,
    zone: ZONE,
  },
  'reach-alarm.channel': {
    kind: 'reach-alarm',
    at: toInstant('2026-11-23T07:30:00Z'),
    zone: ZONE,
    findings: [
      {
        what: 'The directors’ channel on Slack cannot be reached.',
        remedy:
          'This channel is archived: bring it back. Otherwise bind another: in a channel that the desk is in, say “@Recording Desk use this channel for directors”. Until then its cards come to people’s own chats.',
      },
    ],
  },
  'storage-alarm.mended': { kind: 'storage-alarm', at: toInstant('2026-11-23T07:30:00Z'), zone: ZONE, findings: [] },
};
