import type { CardView } from '../../src/chat/cards.ts';
import { DEFAULT_RULES, formPurposes } from '../../src/features/practice/model/purpose.ts';
import type { FormState } from '../../src/kernel/form.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { agreementOf, EMPTY_FORM, recordingOf, releasedView, TERMS, viewOf } from './sampleRequests.ts';
import { asked, disciplinary, halfAgreed, waiting } from './sampleScenarios.ts';

const REQUEST_FORM = {
  kind: 'request-form',
  purposes: formPurposes(DEFAULT_RULES),
  earliest: '2026-10-24',
  today: '2026-11-23',
} as const;

const faultyForm: FormState = {
  values: {
    purpose: 'complaint',
    reason: 'Bill',
    whenKind: 'range',
    date: '2026-11-16',
    dateTo: '2026-11-12',
    extensionNotKnown: 'true',
    numberKind: 'known',
    number: '12',
    parties: 'Mrs Barker',
  },
  errors: {
    reason: 'Say a little more, so that somebody else can judge it.',
    dateTo: 'The second date is before the first. Change one of them.',
    number: 'That is an extension. Put it in the box for the extension, and choose “an internal call” here.',
  },
  notice: 'Not sent yet: three things need another look.',
};

const approveForm = (seat: 'director' | 'dpo') =>
  ({
    kind: 'approve-form',
    form: EMPTY_FORM,
    seat,
    statement: null,
    consultation: null,
    within: null,
    dayChoices: [1, 3, 7, 14],
  }) as const;

/** A view for every state of every form. */
export const FORM_VIEWS: Readonly<Record<string, CardView>> = {
  'request-form.empty': { ...REQUEST_FORM, form: EMPTY_FORM },
  'request-form.with-errors': { ...REQUEST_FORM, form: faultyForm },
  'approve-form.first': { ...approveForm('director'), view: viewOf(waiting) },
  'approve-form.with-errors': {
    ...approveForm('director'),
    view: viewOf(waiting, { moreCandidates: 3 }),
    form: {
      values: {
        recordingId: 'rec-1',
        from: '2:00',
        to: '1:00',
        days: '3',
        mode: 'copy',
        comment: 'The part on the estimate.',
      },
      errors: { to: 'The end is before the beginning. Write minutes and seconds, for example 2:15.' },
      notice: null,
    },
  },
  'approve-form.narrowing': {
    ...approveForm('dpo'),
    view: viewOf(halfAgreed, { agreed: recordingOf() }),
    within: TERMS,
  },
  'approve-form.dpo-statement': {
    ...approveForm('dpo'),
    view: viewOf({ ...disciplinary, agreements: [agreementOf()] }, { agreed: recordingOf() }),
    within: TERMS,
    statement: DEFAULT_RULES.disciplinary.dpoStatement,
  },
  'approve-form.delegate': {
    ...approveForm('dpo'),
    view: viewOf(disciplinary, { now: toInstant('2026-12-18T09:30:00Z') }),
    statement: DEFAULT_RULES.disciplinary.dpoStatement,
    consultation: DEFAULT_RULES.disciplinary.delegateStatement,
  },
  'hear-form.several': { kind: 'hear-form', view: viewOf(waiting), form: EMPTY_FORM },
  'deny-form.empty': { kind: 'deny-form', view: viewOf(waiting), form: EMPTY_FORM },
  'deny-form.with-error': {
    kind: 'deny-form',
    view: viewOf(waiting),
    form: { ...EMPTY_FORM, errors: { reason: 'Say why you deny it.' } },
  },
  'ask-form.empty': { kind: 'ask-form', view: viewOf(waiting), form: EMPTY_FORM },
  'answer-form.empty': { kind: 'answer-form', view: viewOf(asked), form: EMPTY_FORM },
  'revoke-form.empty': { kind: 'revoke-form', view: releasedView('complaint'), form: EMPTY_FORM },
  'report-form.subject-access': {
    kind: 'report-form',
    report: 'subject-access',
    form: EMPTY_FORM,
    today: '2026-11-23',
  },
  'report-form.police': { kind: 'report-form', report: 'police', form: EMPTY_FORM, today: '2026-11-23' },
  'report-form.with-errors': {
    kind: 'report-form',
    report: 'police',
    today: '2026-11-23',
    form: {
      values: { from: 'PC Frost', receivedOn: '2026-11-24', channel: 'phone', details: '' },
      errors: { receivedOn: 'That date has not come yet.', details: 'Say what they asked for.' },
      notice: 'Not sent yet: two things need another look.',
    },
  },
};
