import { toInstant } from '../../src/domain/time.ts';
import type { CardView } from '../../src/usecases/cardView.ts';
import { FORM_VIEWS } from './sampleForms.ts';
import { grantOf, recordingOf, releasedView, requestOf, TERMS, viewOf, ZONE } from './sampleRequests.ts';
import {
  AT,
  answered,
  asked,
  bothAgreed,
  denied,
  disciplinary,
  halfAgreed,
  lapsed,
  none,
  revoking,
  waiting,
  withdrawn,
} from './sampleScenarios.ts';

const over = { now: toInstant('2026-12-01T09:00:00Z') };
const approved = (grant = grantOf({ state: 'cutting', clip: null })) =>
  releasedView('complaint', { state: 'approved' }, { grant });
const failedGrant = grantOf({
  state: 'failed',
  clip: null,
  failure: 'The recording is in a format the desk cannot cut (GSM).',
});
const report = (kind: 'subject-access' | 'police') => ({
  id: 'rep-3',
  kind,
  reportedBy: 'Tom Reed',
  reportedAt: AT,
  from:
    kind === 'police' ? 'PC 1287 Lena Frost, Northshire Police' : 'Mrs J. Barker, 14 Mill Lane, 01632 960123',
  receivedOn: '2026-11-23',
  channel: kind === 'police' ? 'phone' : 'letter',
  details:
    kind === 'police'
      ? 'A recording of threats made to reception last Friday afternoon.'
      : 'Everything you hold about me, with the telephone calls of this autumn.',
});

const line = {
  submittedAt: toInstant('2026-11-23T08:55:00Z'),
  canListen: false,
  canWithdraw: false,
  until: null,
};

/** A view for every state of every card, by the name of its sample: `cards/<card>.<state>.sample.json`. */
export const SAMPLE_VIEWS: Readonly<Record<string, CardView>> = {
  ...FORM_VIEWS,
  'approver.just-received': {
    kind: 'approver',
    view: viewOf(requestOf('complaint', { state: 'submitted' })),
  },
  'approver.nobody-agreed': { kind: 'approver', view: viewOf(waiting, { unreached: ['Peter Hale'] }) },
  'approver.no-recording-matches': { kind: 'approver', view: viewOf(waiting, none) },
  'approver.many-match': {
    kind: 'approver',
    view: viewOf(waiting, {
      candidates: Array.from({ length: 8 }, (_, index) =>
        recordingOf({ id: `rec-${index}`, durationMs: 31_000 * (index + 1) }),
      ),
      moreCandidates: 12,
    }),
  },
  'approver.one-of-two-agreed': { kind: 'approver', view: viewOf(halfAgreed, { agreed: recordingOf() }) },
  'approver.awaiting-answer': { kind: 'approver', view: viewOf(asked) },
  'approver.answered': { kind: 'approver', view: viewOf({ ...waiting, questions: [answered] }) },
  'approver.approved': { kind: 'approver', view: approved() },
  'approver.clip-failed': { kind: 'approver', view: approved(failedGrant) },
  'approver.released': {
    kind: 'approver',
    view: releasedView('disciplinary', { ...disciplinary, state: 'released', agreements: bothAgreed }),
  },
  'approver.denied': { kind: 'approver', view: viewOf(denied, none) },
  'approver.withdrawn': { kind: 'approver', view: viewOf(withdrawn, none) },
  'approver.lapsed': { kind: 'approver', view: viewOf(lapsed, none) },
  'approver.revoked': { kind: 'approver', view: releasedView('complaint', revoking) },
  'approver.closed': { kind: 'approver', view: releasedView('complaint', { state: 'closed' }, over) },
  'requester.just-received': {
    kind: 'requester',
    view: viewOf(requestOf('complaint', { state: 'submitted' })),
  },
  'requester.nobody-agreed': { kind: 'requester', view: viewOf(waiting) },
  'requester.one-of-two-agreed': { kind: 'requester', view: viewOf(halfAgreed) },
  'requester.question': { kind: 'requester', view: viewOf(asked) },
  'requester.approved': { kind: 'requester', view: approved() },
  'requester.clip-failed': { kind: 'requester', view: approved(failedGrant) },
  'requester.released': { kind: 'requester', view: releasedView('complaint') },
  'requester.closed': { kind: 'requester', view: releasedView('complaint', { state: 'closed' }, over) },
  'requester.denied': { kind: 'requester', view: viewOf(denied, none) },
  'requester.withdrawn': { kind: 'requester', view: viewOf(withdrawn, none) },
  'requester.lapsed': { kind: 'requester', view: viewOf(lapsed, none) },
  'requester.revoked': { kind: 'requester', view: releasedView('complaint', revoking) },
  'clip-ready.live': {
    kind: 'clip-ready',
    view: releasedView('legal', { ...halfAgreed, state: 'released' }),
  },
  'clip-ready.copy': {
    kind: 'clip-ready',
    view: releasedView('complaint', {}, { grant: grantOf({ terms: { ...TERMS, mode: 'copy' } }) }),
  },
  'clip-ready.ended': { kind: 'clip-ready', view: releasedView('complaint', { state: 'closed' }, over) },
  'clip-ready.revoked': { kind: 'clip-ready', view: releasedView('complaint', revoking) },
  'access.live': { kind: 'access', view: releasedView('complaint') },
  'access.revoked': { kind: 'access', view: releasedView('complaint', revoking) },
  'access.ended': { kind: 'access', view: releasedView('complaint', { state: 'closed' }, over) },
  'disciplinary-notice.live': {
    kind: 'disciplinary-notice',
    view: releasedView('disciplinary', { ...disciplinary, state: 'released', agreements: bothAgreed }),
  },
  'disciplinary-notice.revoked': {
    kind: 'disciplinary-notice',
    view: releasedView('disciplinary', { ...disciplinary, agreements: bothAgreed, ...revoking }),
  },
  'disciplinary-notice.ended': {
    kind: 'disciplinary-notice',
    view: releasedView('disciplinary', { ...disciplinary, agreements: bothAgreed, state: 'closed' }, over),
  },
  'reminder.waiting': { kind: 'reminder', view: viewOf(waiting), escalated: false },
  'reminder.deletion-near': {
    kind: 'reminder',
    view: viewOf(waiting, { now: toInstant('2026-12-19T21:30:00Z') }),
    escalated: true,
  },
  'reminder.decided': { kind: 'reminder', view: viewOf(denied, none), escalated: false },
  'listen-link.one-use': {
    kind: 'listen-link',
    requestId: 'req-1042',
    url: 'https://desk.wilsonsvets.example/listen/k3Jf0a',
    openBy: toInstant('2026-11-23T09:35:00Z'),
    zone: ZONE,
    oneUse: true,
  },
  'listen-link.storage': {
    kind: 'listen-link',
    requestId: 'req-1042',
    url: 'https://wilsons.blob.core.windows.net/clips/grant-7.wav?sp=r&sig=example',
    openBy: toInstant('2026-11-23T09:35:00Z'),
    zone: ZONE,
    oneUse: false,
  },
  'my-requests.none': { kind: 'my-requests', lines: [], zone: ZONE },
  'my-requests.several': {
    kind: 'my-requests',
    zone: ZONE,
    lines: [
      {
        ...line,
        id: 'req-1042',
        title: 'Complaint: call about 15:10 on Fri 20 Nov 2026',
        state: 'released',
        canListen: true,
        until: grantOf().until,
      },
      {
        ...line,
        id: 'req-1040',
        title: 'Staff training: call on Tue 17 Nov 2026',
        state: 'released',
        canListen: true,
        until: toInstant('2026-11-25T16:00:00Z'),
      },
      {
        ...line,
        id: 'req-1039',
        title: 'Legal enquiry: call on Mon 16 Nov 2026',
        state: 'awaiting-approval',
        canWithdraw: true,
      },
      { ...line, id: 'req-1031', title: 'Complaint: call on Mon 9 Nov 2026', state: 'denied' },
    ],
  },
  'my-requests.many': {
    kind: 'my-requests',
    zone: ZONE,
    lines: Array.from({ length: 30 }, (_, index) => ({
      ...line,
      id: `req-${1000 - index}`,
      title: 'Complaint: call on Mon 9 Nov 2026',
      state: 'awaiting-approval',
      canListen: true,
      canWithdraw: true,
    })),
  },
  'report-alert.subject-access': { kind: 'report-alert', report: report('subject-access'), zone: ZONE },
  'report-alert.police': { kind: 'report-alert', report: report('police'), zone: ZONE },
  'report-received.subject-access': { kind: 'report-received', report: report('subject-access'), zone: ZONE },
  'report-received.police': { kind: 'report-received', report: report('police'), zone: ZONE },
  'help.staff': {
    kind: 'help',
    practiceName: "Wilson's Veterinary Practice",
    slash: true,
    isApprover: false,
    policyUrl: 'https://wilsonsvets.example/call-recording',
  },
  'help.approver': {
    kind: 'help',
    practiceName: "Wilson's Veterinary Practice",
    slash: false,
    isApprover: true,
    policyUrl: null,
  },
  'notice.good': {
    kind: 'notice',
    tone: 'good',
    title: 'Request withdrawn',
    text: 'Nobody will decide on it any more.',
  },
  'notice.plain': {
    kind: 'notice',
    tone: 'plain',
    title: 'Already decided',
    text: 'Peter Hale denied this request at 09:20. There is nothing left for you to do.',
  },
  'notice.warning': {
    kind: 'notice',
    tone: 'warning',
    title: 'Card number refused',
    text: 'What you typed holds a payment card number, so it was neither sent nor kept. Leave the number out and send it again.',
  },
};
