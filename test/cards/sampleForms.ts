import type { CardView } from '../../src/chat/cards.ts';
import { DEFAULT_RULES, formPurposes } from '../../src/features/practice/model/purpose.ts';
import { isWholeForm, shownFields } from '../../src/features/requests/model/shownFields.ts';
import type { FormState, FormValues } from '../../src/kernel/form.ts';
import { toInstant } from '../../src/kernel/time.ts';
import { agreementOf, EMPTY_FORM, recordingOf, releasedView, TERMS, viewOf } from './sampleRequests.ts';
import { asked, disciplinary, halfAgreed, waiting } from './sampleScenarios.ts';

const REQUEST_FORM = {
  kind: 'request-form',
  purposes: formPurposes(DEFAULT_RULES),
  earliest: '2026-10-24',
  today: '2026-11-23',
  staff: [
    { name: 'Rita Moss', email: 'rita@example.com' },
    { name: 'Dana Drew', email: 'dana@example.com' },
  ],
} as const;

const requestForm = (form: FormState) =>
  ({
    ...REQUEST_FORM,
    form,
    isWhole: isWholeForm(form.values),
    shown: shownFields(form.values, DEFAULT_RULES, Object.keys(form.errors)),
  }) as const;

const WISH: FormValues = {
  reason: 'about her bill',
  date: '2026-11-22',
  time: '15:10',
  extension: '204',
  number: '01632 960123',
  parties: 'Mrs Alder',
};

const faultyForm: FormState = {
  values: {
    purpose: 'complaint',
    reason: 'Bill',
    date: '2026-11-16',
    dateTo: '2026-11-12',
    number: '12',
    parties: 'Mrs Barker',
  },
  errors: {
    reason: 'Say a little more, so that somebody else can judge it.',
    dateTo: 'The second date is before the first. Change one of them.',
    number: 'That is an extension. Put it in the box for the extension.',
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
  'request-form.empty': requestForm(EMPTY_FORM),
  'request-form.with-errors': requestForm(faultyForm),
  'request-form.between-regulatory': requestForm({
    ...EMPTY_FORM,
    values: { ...WISH, purpose: 'regulatory', shown: 'between' },
  }),
  'request-form.wish-says-all': requestForm({ ...EMPTY_FORM, values: { ...WISH, purpose: 'complaint', shown: '' } }),
  'request-form.wish-leaves-open': requestForm({
    ...EMPTY_FORM,
    values: {
      reason: 'about her bill',
      date: '2026-11-23',
      time: '12:00',
      timeTo: '18:00',
      parties: 'Mrs Alder',
      shown: 'purpose,extension,number',
      notKnown: 'number',
    },
  }),
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
