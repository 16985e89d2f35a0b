import { toInstant } from '../../src/kernel/time.ts';
import { AMY, agreementOf, DPO, HALE, requestOf, WILSON } from './sampleRequests.ts';

export const AT = toInstant('2026-11-23T09:20:00Z');

const ended = (by: string | null, reason: string) => ({ ending: { by, at: AT, reason } });

const question = {
  askedBy: WILSON,
  askedAt: toInstant('2026-11-23T09:10:00Z'),
  text: 'Was this the first call about the dental, or the one after the bill?',
  answer: null,
};

export const answered = { ...question, answer: { text: 'The first one: she rang before the appointment.', at: AT } };

export const waiting = requestOf('complaint');

export const asked = requestOf('complaint', { state: 'awaiting-answer', questions: [question] });

export const repeatedHour = requestOf('complaint', {
  submittedAt: toInstant('2026-10-27T09:05:00Z'),
  ask: {
    ...waiting.ask,
    reason: 'The client says that nobody answered in the night.',
    when: { kind: 'about', date: '2026-10-25', time: '01:30' },
  },
});

export const denied = requestOf('complaint', {
  state: 'denied',
  ...ended(HALE, 'The written estimate already settles this.'),
});

export const withdrawn = requestOf('complaint', { state: 'withdrawn', ...ended(AMY, '') });

export const lapsed = requestOf('complaint', { state: 'expired', ...ended(null, 'nobody-decided') });

export const revoking = { state: 'revoked', ...ended(DPO, 'The client has withdrawn the complaint.') } as const;

export const none = { candidates: [] };

const legal = requestOf('legal', {
  ask: {
    ...waiting.ask,
    reason: 'Our insurer disputes what was said about the anaesthetic.',
    reference: 'VDS/2026/4471',
  },
});

export const halfAgreed = { ...legal, agreements: [agreementOf({ comment: 'Only the part about the estimate.' })] };

export const disciplinary = requestOf('disciplinary', {
  ask: {
    ...waiting.ask,
    reason: 'A client complains of being sworn at.',
    other: 'Second complaint this month.',
    reference: 'HR 2026-18',
  },
});

export const bothAgreed = [
  agreementOf(),
  agreementOf({
    by: DPO,
    seat: 'dpo',
    at: toInstant('2026-11-23T09:15:00Z'),
    statement: 'I agree to this part being heard by the investigating manager, for this process only.',
  }),
];
