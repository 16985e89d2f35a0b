import { describe, expect, it } from 'vitest';
import {
  DEFAULT_RULES,
  formPurposes,
  PURPOSES,
  purposeTable,
} from '../../../../src/features/practice/model/purpose.ts';
import { submit } from '../../../../src/features/requests/model/submission.ts';
import { buildAsk, buildPerson, NOW } from '../../../builders.ts';

/** The policy’s purposes: clause, seats, where the cards go, what is asked besides. */
const SECTION_3 = [
  ['training', '2.1a', 'director', 'channel', ''],
  ['performance', '2.1b', 'director', 'channel', ''],
  ['abuse', '2.1c', 'director', 'channel', ''],
  ['complaint', '2.1d', 'director', 'channel', ''],
  ['regulatory', '2.2', 'director dpo', 'channel-and-dpo', 'asked-by reference'],
  ['legal', '2.1e', 'director dpo', 'direct', 'reference'],
  ['disciplinary', '2.1f, 5.7', 'director dpo', 'direct', ''],
  ['subject-access', '5.4, 5.5', 'director dpo', 'direct', 'reference'],
  ['crime', '5.6', 'director dpo', 'direct', 'asked-by reference'],
] as const;

describe('the table of purposes', () => {
  it.each(SECTION_3)('%s (policy %s): %s, cards %s, besides %j', (purpose, clause, seats, route, besides) => {
    const rule = DEFAULT_RULES[purpose];
    expect([rule.clause, rule.seats.join(' '), rule.route, rule.besides.join(' ')]).toEqual([
      clause,
      seats,
      route,
      besides,
    ]);
  });

  it('has exactly those', () => {
    expect([...PURPOSES].sort()).toEqual(SECTION_3.map(([purpose]) => purpose).sort());
  });

  it('asks the DPO’s words only for disciplinary releases, and tells the business manager of those alone', () => {
    const withStatement = PURPOSES.filter((purpose) => DEFAULT_RULES[purpose].dpoStatement !== null);
    const told = PURPOSES.filter((purpose) => DEFAULT_RULES[purpose].tellBusinessManager);
    expect([withStatement, told]).toEqual([['disciplinary'], ['disciplinary']]);
  });

  it('asks a delegate for the consultation wherever the DPO has an approval slot', () => {
    for (const rule of Object.values(DEFAULT_RULES))
      expect(rule.delegateStatement !== null).toBe(rule.seats.includes('dpo'));
  });

  it('offers staff all but what the DPO raises from a case', () => {
    expect(formPurposes(purposeTable({})).map((rule) => rule.purpose)).toEqual(
      PURPOSES.filter((purpose) => purpose !== 'subject-access' && purpose !== 'crime'),
    );
  });
});

describe('a practice’s changes to it', () => {
  const table = purposeTable({ training: { seats: ['director', 'director'], route: 'direct', title: 'Coaching' } });

  it('replace approval slots, route and title, and nothing else', () => {
    expect(table.training).toEqual({
      ...DEFAULT_RULES.training,
      seats: ['director', 'director'],
      route: 'direct',
      title: 'Coaching',
    });
    expect(table.complaint).toEqual(DEFAULT_RULES.complaint);
  });

  it('are copied onto a request, so that a later change moves nothing in flight', () => {
    const request = submit({ rule: table.training, ask: buildAsk() }, buildPerson(), 'R-1', NOW);
    const later = purposeTable({});
    expect(request.ok && request.value.rule.seats).toEqual(['director', 'director']);
    expect(later.training.seats).toEqual(['director']);
  });

  it('do not let staff raise what is the DPO’s', () => {
    const crime = submit({ rule: table.crime, ask: buildAsk() }, buildPerson(), 'R-1', NOW);
    expect(crime).toEqual({ ok: false, error: 'purpose-not-yours' });
  });
});
