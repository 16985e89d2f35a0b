import type { CardView } from '../../src/chat/cards.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { CASE_VIEWS } from './sampleCases.ts';
import { FORM_VIEWS } from './sampleForms.ts';
import { ORDER_VIEWS } from './sampleOrders.ts';
import { OTHER_VIEWS } from './sampleOthers.ts';
import { REPORT_VIEWS } from './sampleReports.ts';
import { grantOf, NOW, recordingOf, releasedView, requestOf, TERMS, viewOf } from './sampleRequests.ts';
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
  repeatedHour,
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

const lastGrant = grantOf({ until: toInstant('2026-12-21T09:06:00Z') });

/** A view for every state of every card, by the name of its sample: `cards/<card>.<state>.sample.json`. */
export const SAMPLE_VIEWS: Readonly<Record<string, CardView>> = {
  ...FORM_VIEWS,
  ...CASE_VIEWS,
  ...ORDER_VIEWS,
  ...REPORT_VIEWS,
  'approver.just-received': { kind: 'approver', view: viewOf(requestOf('complaint', { state: 'submitted' })) },
  'approver.nobody-agreed': { kind: 'approver', view: viewOf(waiting, { unreached: ['Peter Hale'] }) },
  'approver.claims': {
    kind: 'approver',
    view: viewOf(waiting, {
      claims: [
        { name: 'Dana Reid', stoodBack: false },
        { name: 'Olu Bello', stoodBack: true },
      ],
    }),
  },
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
  'approver.repeated-hour': {
    kind: 'approver',
    view: viewOf(repeatedHour, {
      candidates: [
        recordingOf({
          startedAt: toInstant('2026-10-25T00:30:00Z'),
          alternateStart: toInstant('2026-10-25T01:30:00Z'),
        }),
      ],
      now: toInstant('2026-10-27T09:30:00Z'),
    }),
  },
  'approver.one-of-two-agreed': { kind: 'approver', view: viewOf(halfAgreed, { agreed: recordingOf() }) },
  'approver.you-have-agreed': {
    kind: 'approver',
    view: viewOf(halfAgreed, { agreed: recordingOf(), reader: halfAgreed.agreements[0]?.by ?? '', left: 'nothing' }),
  },
  'approver.left-to-the-dpo': { kind: 'approver', view: viewOf(halfAgreed, { agreed: recordingOf(), left: 'deny' }) },
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
  'approver.expired': { kind: 'approver', view: viewOf(lapsed, none) },
  'approver.revoked': { kind: 'approver', view: releasedView('complaint', revoking) },
  'approver.closed': { kind: 'approver', view: releasedView('complaint', { state: 'closed' }, over) },
  'requester.just-received': { kind: 'requester', view: viewOf(requestOf('complaint', { state: 'submitted' })) },
  'requester.stuck': { kind: 'requester', view: viewOf({ ...waiting, stuckSince: NOW }) },
  'requester.nobody-agreed': { kind: 'requester', view: viewOf(waiting) },
  'requester.one-of-two-agreed': { kind: 'requester', view: viewOf(halfAgreed) },
  'requester.question': { kind: 'requester', view: viewOf(asked) },
  'requester.approved': { kind: 'requester', view: approved() },
  'requester.clip-failed': { kind: 'requester', view: approved(failedGrant) },
  'requester.released': { kind: 'requester', view: releasedView('complaint') },
  'requester.closed': { kind: 'requester', view: releasedView('complaint', { state: 'closed' }, over) },
  'requester.denied': { kind: 'requester', view: viewOf(denied, none) },
  'requester.withdrawn': { kind: 'requester', view: viewOf(withdrawn, none) },
  'requester.deleted-by-order': {
    kind: 'requester',
    view: viewOf(
      requestOf('complaint', { state: 'expired', ending: { by: null, at: AT, reason: 'deleted-card-payment' } }),
      none,
    ),
  },
  'requester.format-not-cut': {
    kind: 'requester',
    view: viewOf(
      requestOf('complaint', {
        state: 'expired',
        ending: { by: null, at: AT, reason: 'audio-unsupported', format: 'GSM 6.10' },
      }),
      none,
    ),
  },
  'requester.no-sound': {
    kind: 'requester',
    view: viewOf(
      requestOf('complaint', { state: 'expired', ending: { by: null, at: AT, reason: 'audio-missing' } }),
      none,
    ),
  },
  'approver.not-all-can-be-cut': {
    kind: 'approver',
    view: viewOf(waiting, {
      candidates: [
        recordingOf(),
        recordingOf({ id: 'rec-2', fault: { kind: 'unsupported-audio', format: 'GSM 6.10' } }),
        recordingOf({ id: 'rec-3', extension: null, notUnderstood: 'extension reception' }),
      ],
    }),
  },
  'requester.expired': { kind: 'requester', view: viewOf(lapsed, none) },
  'requester.revoked': { kind: 'requester', view: releasedView('complaint', revoking) },
  'requester.ready': { kind: 'requester', view: releasedView('legal', { ...halfAgreed, state: 'released' }) },
  'requester.copy': {
    kind: 'requester',
    view: releasedView('complaint', {}, { grant: grantOf({ terms: { ...TERMS, mode: 'copy' } }) }),
  },
  'requester.ended': { kind: 'requester', view: releasedView('complaint', { state: 'closed' }, over) },
  'last-day.live': {
    kind: 'last-day',
    view: releasedView('complaint', {}, { now: toInstant('2026-12-19T09:00:00Z'), grant: lastGrant }),
    goesAt: toInstant('2026-12-20T02:30:00Z'),
  },
  'last-day.over': {
    kind: 'last-day',
    view: releasedView(
      'complaint',
      { state: 'closed', ending: { by: null, at: toInstant('2026-12-20T02:30:00Z'), reason: 'recording-deleted' } },
      { now: toInstant('2026-12-20T08:00:00Z'), grant: lastGrant },
    ),
    goesAt: toInstant('2026-12-20T02:30:00Z'),
  },
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
  ...OTHER_VIEWS,
};
