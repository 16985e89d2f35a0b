import { describe, expect, it } from 'vitest';
import { type CaseRecord, isEmergencyNow, stepOf } from '../../../../src/features/cases/model/case.ts';
import { type FormedStep, parseStepForm, stepsOpen } from '../../../../src/features/cases/model/stepForm.ts';
import { raisingFault, releaseFault, takeStep, withStep } from '../../../../src/features/cases/model/steps.ts';
import { stepText, typedText } from '../../../../src/features/cases/stepText.ts';
import { buildPerson, NOW, PRIYA, RITA, TOM } from '../../../builders.ts';
import { buildCase, policeFields } from '../../../support/buildCase.ts';

const TODAY = '2026-11-24';

const context = { today: TODAY, extensionNoticeBy: '2026-12-24' };

const parse = (kind: FormedStep, values: Record<string, string>, caseRecord = buildCase(), more = {}) =>
  parseStepForm(kind, values, caseRecord, { ...context, ...more });

describe('what is typed about a step', () => {
  it('is a day between the receipt and today, both included', () => {
    const caseRecord = buildCase();
    expect(parse('answered', { on: '2026-11-02', text: 'By letter' }, caseRecord)).toMatchObject({ ok: true });
    expect(parse('answered', { on: TODAY, text: 'By letter' }, caseRecord)).toMatchObject({ ok: true });
    expect(parse('answered', { on: '2026-11-01', text: 'x' }, caseRecord)).toMatchObject({
      error: { on: 'before-receipt' },
    });
    expect(parse('answered', { on: '2026-11-25', text: 'x' }, caseRecord)).toMatchObject({
      error: { on: 'in-the-future' },
    });
    expect(parse('answered', { on: '2026-02-30', text: 'x' }, caseRecord)).toMatchObject({
      error: { on: 'not-a-date' },
    });
  });

  it('is refused when it is missing, too long or holds a card number, each at its input', () => {
    expect(parse('answered', { on: TODAY, text: ' ' })).toMatchObject({ error: { text: 'missing' } });
    expect(parse('answered', { on: TODAY, text: 'x'.repeat(1000) })).toMatchObject({ ok: true });
    expect(parse('answered', { on: TODAY, text: 'x'.repeat(1001) })).toMatchObject({ error: { text: 'too-long' } });
    expect(parse('answered', { on: TODAY, text: '4111 1111 1111 1111' })).toMatchObject({
      error: { text: 'card-number' },
    });
  });

  it('takes an answer to a question on the day it was asked, and not before', () => {
    const caseRecord = withStep(
      buildCase(),
      { kind: 'clarification-asked', on: '2026-11-10', what: 'Which?' },
      PRIYA,
      NOW,
    );
    expect(parse('clarification-received', { on: '2026-11-10', text: 'All' }, caseRecord)).toMatchObject({ ok: true });
    expect(parse('clarification-received', { on: '2026-11-09', text: 'All' }, caseRecord)).toMatchObject({
      error: { on: 'before-asked' },
    });
  });

  it('takes the notice of an extension up to the end of the first month', () => {
    const late = { today: '2026-12-31' };
    expect(parse('extended', { on: '2026-12-24', text: 'Complex' }, buildCase(), late)).toMatchObject({ ok: true });
    expect(parse('extended', { on: '2026-12-25', text: 'Complex' }, buildCase(), late)).toMatchObject({
      error: { on: 'notice-too-late' },
    });
    expect(parse('extended', { on: '2026-12-24', text: '  ' }, buildCase(), late)).toMatchObject({
      error: { text: 'missing' },
    });
  });

  it('wants a ground from the list for a refusal', () => {
    const typed = { on: TODAY, text: 'Others are in it', partly: 'true' };
    expect(parse('refused', { ...typed, ground: 'others-data' })).toMatchObject({
      value: { ground: 'others-data', partly: true },
    });
    expect(parse('refused', { ...typed, ground: 'because' })).toMatchObject({ error: { ground: 'not-a-choice' } });
  });

  describe('of the police', () => {
    const police = buildCase({ id: 'P-1', kind: 'police' });
    const typed = { ...policeFields, offence: 'Theft' };

    it('is everything the law asks, each missing field named', () => {
      expect(parse('police-details', typed, police)).toMatchObject({ ok: true });
      const { ok, error } = parse('police-details', {}, police) as { ok: boolean; error: Record<string, string> };
      expect(ok).toBe(false);
      expect(Object.keys(error).sort()).toEqual([...Object.keys(policeFields), 'offence'].sort());
    });

    it('is the offence or the tick that naming it would prejudice, and not both', () => {
      expect(parse('police-details', { ...typed, offence: '', offenceWithheld: 'true' }, police)).toMatchObject({
        value: { fields: { offence: null } },
      });
      expect(parse('police-details', { ...typed, offenceWithheld: 'true' }, police)).toMatchObject({
        error: { offence: 'offence-and-withheld' },
      });
    });

    it.each([
      'All calls of this year',
      'every recording you have',
      'Any calls on Monday',
      'all of your recordings',
      'Everything you have on extension 204',
      'Whatever was said in November',
      'whatever you hold from The Surgery',
      'any calls to Anyone',
      'all calls from 204',
      'All calls from Ext 204 between Monday and Friday',
      'every recording from 2026-11-01 to 2026-11-30',
      'please send anything recorded',
    ])('is refused as trawling: %s', (subject) => {
      expect(parse('police-details', { ...typed, subject }, police)).toMatchObject({ error: { subject: 'trawling' } });
    });

    it.each([
      'All calls from 07700 900456',
      'any calls by Mr Bell last week',
      'The call of Monday afternoon',
      'All calls from 07700 900456 on Monday',
      'all calls between +44 1632 960123 and 204',
      'every call with Mr Hodge',
      'Everything Mrs Hodge said on Monday',
      'whatever was said about Lena Hodge',
      'all calls with dr hodge',
      'all calls to the Larches care home',
      'The call in which he says he will burn everything down',
    ])('is no trawling: %s', (subject) => {
      expect(parse('police-details', { ...typed, subject }, police)).toMatchObject({ ok: true });
    });

    it.each([
      'PC 12 Bob',
      'pc Bob',
      'Bob Reeve, PC 12',
      'Bob Reeve PC 1212',
      'DC Reeve',
      'DS Reeve',
      'T/DS Reeve',
      'Sgt Reeve',
      'Acting Sergeant Reeve',
      'Detective Constable Reeve',
      'Special Constable Reeve',
      'PCSO 7013',
      'Reeve (Sergeant)',
    ])('is refused where a rank below inspector authorised it: %s', (authorisedBy) => {
      expect(parse('police-details', { ...typed, authorisedBy }, police)).toEqual({
        ok: false,
        error: { authorisedBy: 'rank-too-low' },
      });
    });

    it.each([
      'Inspector Reeve',
      'Insp. Reeve',
      'DI Reeve',
      'DCI Reeve',
      'Detective Superintendent Reeve',
      'Commander Reeve',
      'Assistant Chief Constable Reeve',
      'Chief Constable Reeve',
      'DI Reeve (for PC 12 Bob)',
      'Sergeant Bob, with the authority of Inspector Reeve',
      'Anna Constable, Head of Trading Standards, Northshire Council',
      'Senior Officer Reeve, National Crime Agency',
    ])('takes whoever else authorised it: %s', (authorisedBy) => {
      expect(parse('police-details', { ...typed, authorisedBy }, police)).toMatchObject({ ok: true });
    });
  });
});

describe('what can be done about a case', () => {
  const take = (caseRecord: CaseRecord, ...steps: Parameters<typeof takeStep>[1][]): CaseRecord =>
    steps.reduce((now, step) => {
      const next = takeStep(now, step, PRIYA, NOW);
      if (!next.ok) throw new Error(next.error);
      return next.value;
    }, caseRecord);
  const verified = { kind: 'identity-verified', on: TODAY, how: 'Known', wasAwaited: false } as const;
  const answered = { kind: 'answered', on: TODAY, how: 'By link' } as const;
  const closed = { kind: 'closed', words: '' } as const;

  it('is no release before identity is verified, and none after it was refused whole', () => {
    expect(releaseFault(buildCase())).toBe('identity-first');
    const known = take(buildCase(), verified);
    expect(releaseFault(known)).toBeUndefined();
    const refused = take(known, { kind: 'refused', on: TODAY, ground: 'other', partly: false, reasons: 'x' });
    expect(releaseFault(refused)).toBe('case-refused');
    const partly = take(known, { kind: 'refused', on: TODAY, ground: 'other', partly: true, reasons: 'x' });
    expect(releaseFault(partly)).toBeUndefined();
  });

  it('is an answer to clarification only while it is asked for', () => {
    const caseRecord = take(buildCase(), { kind: 'clarification-asked', on: TODAY, what: 'Which?' });
    expect(stepsOpen(buildCase())).not.toContain('clarification-received');
    expect(stepsOpen(caseRecord)).toContain('clarification-received');
    expect(stepsOpen(caseRecord)).not.toContain('clarification-asked');
  });

  it('keeps who signed the disclosure receipt beside who wrote that down', () => {
    const police = take(buildCase({ id: 'P-1', kind: 'police' }), { kind: 'emergency', why: 'Life at risk' });
    const signed = parse('receipt-signed', { on: TODAY, text: 'DC Bell' }, police);
    if (!signed.ok) throw new Error('The form is complete');
    const step = stepOf(withStep(police, signed.value, PRIYA, NOW), 'receipt-signed');
    expect(step).toMatchObject({ by: PRIYA });
    expect(step && typedText(step)).toBe('DC Bell');
  });

  it('is one extension, and no second', () => {
    const step = { kind: 'extended', on: TODAY, reasons: 'Many calls' } as const;
    const caseRecord = take(buildCase(), step);
    expect(stepsOpen(buildCase())).toContain('extended');
    expect(takeStep(caseRecord, step, PRIYA, NOW)).toEqual({ ok: false, error: 'step-not-open' });
  });

  it('is nothing once it is closed, and closing one that was not answered needs words', () => {
    expect(takeStep(buildCase(), closed, PRIYA, NOW)).toEqual({ ok: false, error: 'reason-missing' });
    expect(takeStep(buildCase(), { ...closed, words: 'Withdrawn' }, PRIYA, NOW).ok).toBe(true);
    const over = take(buildCase(), answered, closed);
    expect(stepsOpen(over)).toEqual([]);
    expect(takeStep(over, answered, PRIYA, NOW)).toEqual({ ok: false, error: 'case-closed' });
  });

  it('is a police release once the particulars are complete, or in an emergency', () => {
    const police = buildCase({ id: 'P-1', kind: 'police' });
    const fields = { ...policeFields, offence: 'Theft' };
    expect(releaseFault(police)).toBe('police-incomplete');
    expect(releaseFault(take(police, { kind: 'police-details', fields }))).toBeUndefined();
    const emergency = take(police, { kind: 'emergency', why: 'Life at risk' });
    expect(releaseFault(emergency)).toBeUndefined();
    // Pressed by mistake, and nothing released: there is nothing to read.
    expect(takeStep(take(emergency, answered), closed, PRIYA, NOW).ok).toBe(true);
    const release = { kind: 'emergency-release', request: 'R-1', isAgreed: false } as const;
    const released = withStep(take(emergency, answered), release, PRIYA, NOW);
    expect(takeStep(released, closed, PRIYA, NOW)).toEqual({ ok: false, error: 'police-incomplete' });
    const complete = take(released, { kind: 'police-details', fields });
    expect(isEmergencyNow(released)).toBe(true);
    expect(isEmergencyNow(complete)).toBe(false);
    expect(takeStep(complete, closed, PRIYA, NOW)).toEqual({ ok: false, error: 'emergency-not-seen' });
    const seen = take(complete, { kind: 'emergency-seen' });
    expect(takeStep(seen, closed, PRIYA, NOW).ok).toBe(true);
    // What was released after a director looked is read anew.
    const another = withStep(seen, { ...release, request: 'R-2' }, PRIYA, NOW);
    expect(takeStep(another, closed, PRIYA, NOW)).toEqual({ ok: false, error: 'emergency-not-seen' });
    expect(stepsOpen(another)).toContain('emergency-seen');
  });

  it('is no emergency release by a delegate from a case they reported, under any of their addresses', () => {
    const emergency = { kind: 'emergency', why: 'Life at risk' } as const;
    const police = take(buildCase({ id: 'P-1', kind: 'police' }), emergency);
    const reporter = police.report.reportedBy;
    const fault = (changes: Parameters<typeof buildPerson>[0], of = police) => raisingFault(of, buildPerson(changes));
    expect(fault({ email: reporter, roles: ['dpo-delegate'] })).toBe('own-report');
    expect(fault({ email: TOM, emails: [reporter], roles: ['dpo-delegate', 'director'] })).toBe('own-report');
    expect(fault({ email: TOM, roles: ['dpo-delegate'] })).toBeUndefined();
    expect(fault({ email: reporter, roles: ['dpo'] })).toBeUndefined();
    expect(fault({ email: RITA, roles: [] })).toBe('not-the-dpo');
    const complete = take(police, { kind: 'police-details', fields: { ...policeFields, offence: 'Theft' } });
    expect(fault({ email: reporter, roles: ['dpo-delegate'] }, complete)).toBeUndefined();
  });

  it('of an emergency release that a director agreed to asks for the particulars, and for no reading', () => {
    const police = take(buildCase({ id: 'P-1', kind: 'police' }), { kind: 'emergency', why: 'Life at risk' }, answered);
    const agreed = { kind: 'emergency-release', request: 'R-1', isAgreed: true } as const;
    const released = withStep(police, agreed, TOM, NOW);
    expect(stepText(agreed)).toBe('R-1 released in the emergency, with a director’s agreement');
    expect(takeStep(released, closed, PRIYA, NOW)).toEqual({ ok: false, error: 'police-incomplete' });
    const complete = take(released, { kind: 'police-details', fields: { ...policeFields, offence: 'Theft' } });
    expect(takeStep(complete, closed, PRIYA, NOW).ok).toBe(true);
  });

  it('does not let a subject access request be an emergency or marked confidential', () => {
    for (const step of [
      { kind: 'emergency', why: 'x' },
      { kind: 'confidential', isConfidential: true },
    ] as const)
      expect(takeStep(buildCase(), step, PRIYA, NOW)).toEqual({ ok: false, error: 'step-not-open' });
  });

  it('keeps each step with who and when, and leaves the file it was given', () => {
    const caseRecord = buildCase();
    expect(stepOf(take(caseRecord, verified), 'identity-verified')).toEqual({ ...verified, at: NOW, by: PRIYA });
    expect(caseRecord.steps).toEqual([]);
  });
});
