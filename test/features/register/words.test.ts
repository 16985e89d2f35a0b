import { describe, expect, it } from 'vitest';
import { type CaseRecord, type CaseStep, type PoliceFields, stepOf } from '../../../src/features/cases/model/case.ts';
import { readClock } from '../../../src/features/cases/model/deadline.ts';
import { clockWords, groupsOf } from '../../../src/features/register/words.ts';
import { handOverOf, policeReceiptOf } from '../../../src/features/releases/renderDocuments.ts';
import { isWeekend } from '../../../src/kernel/time.ts';
import { buildGrant, buildPractice, buildRequest, NOW, PRIYA } from '../../builders.ts';
import { answered, asked, paused, receivedOn } from '../../support/subjectAccess.ts';

const ZONE = 'Europe/London';

const FIELDS: PoliceFields = {
  officer: 'Sam Sharp',
  rank: 'Detective Constable',
  force: 'Durham Constabulary',
  contact: 'sam.sharp@durham.example',
  subject: 'The caller of 2 November',
  offence: null,
  power: 'DPA 2018 Sch. 2 Pt. 1 para. 2',
  necessity: 'Threats were made in the call',
  authorisedBy: 'Inspector Ada Abara',
  delivery: 'By hand',
};

const police = (...steps: readonly CaseStep[]): CaseRecord => ({
  ...receivedOn('2026-11-02', ...steps),
  id: 'P-7K3MQ9A',
  kind: 'police',
});

describe('a pack in words', () => {
  const clockOf = (caseRecord: CaseRecord) =>
    clockWords(readClock(caseRecord, { today: '2026-11-24', zone: ZONE, isWorkingDay: (day) => !isWeekend(day) })).map(
      ({ title, value }) => `${title}: ${value}`,
    );

  it('says how the due date came about, with every pause', () => {
    const caseRecord = receivedOn('2026-11-02', ...paused('2026-11-04', '2026-11-06'), asked('2026-11-20'));
    expect(clockOf(caseRecord).slice(0, 4)).toEqual([
      'Clock runs from: Mon 2 Nov 2026, the day it was received',
      'Paused: Wed 4 Nov 2026, when clarification was asked for, to Fri 6 Nov 2026',
      'Paused: Fri 20 Nov 2026, when clarification was asked for, to now: it has not come',
      'Answer due: end of Tue 8 Dec 2026',
    ]);
  });

  it.each([
    ['2026-12-02', 'Dealt with: Wed 2 Dec 2026, in time'],
    ['2026-12-03', 'Dealt with: Thu 3 Dec 2026, LATE'],
  ])('says whether an answer of %s was in time', (on, line) => {
    expect(clockOf(receivedOn('2026-11-02', answered(on))).at(-1)).toBe(line);
  });

  it('has no clock for a police request, but what the force states', () => {
    const caseRecord = police({ kind: 'police-details', fields: FIELDS });
    expect(clockOf(caseRecord)).toEqual([]);
    const [, stated] = groupsOf(caseRecord, ZONE);
    expect(stated?.facts).toContainEqual({
      title: 'Officer',
      value: 'Detective Constable Sam Sharp, Durham Constabulary',
    });
    expect(stated?.facts).toContainEqual({
      title: 'Offence',
      value: 'not named: that would prejudice the investigation',
    });
  });
});

describe('what is said of a copy that is handed over', () => {
  const request = buildRequest({ id: 'R-5H8KQ2M', caseId: 'P-7K3MQ9A' });
  const clip = buildGrant().clip;
  if (!clip) throw new Error('The built grant has a clip');
  const giving = (caseRecord: CaseRecord) => ({
    caseRecord,
    request,
    redaction: {
      spans: [{ fromMs: 7_500, toMs: 12_000 }],
      marked: [],
      by: PRIYA,
      at: NOW,
      clip: { ...clip, sha256: 'c3'.repeat(32) },
    },
    fileName: 'P-7K3MQ9A-R-5H8KQ2M.wav',
    recipient: 'Detective Constable Sam Sharp, Durham Constabulary',
    givenBy: 'Priya Patel',
    at: NOW,
  });
  const deps = { practice: buildPractice() };

  it('names the file that leaves, its hash, and what of it is silent', () => {
    expect(handOverOf(giving(receivedOn('2026-11-02')), deps)).toMatchObject({
      requestId: 'R-5H8KQ2M',
      fileName: 'P-7K3MQ9A-R-5H8KQ2M.wav',
      sha256: 'c3'.repeat(32),
      length: '1 min',
      silenced: [{ from: '0:07.5', to: '0:12' }],
      givenOn: 'Tue 24 Nov 2026, 10:00',
      ground: 'Complaint (policy 2.1d); UK GDPR Art. 15',
    });
  });

  it('is a receipt for the police alone, whether or not their particulars are there', () => {
    expect(policeReceiptOf(giving(receivedOn('2026-11-02')), deps)).toBeNull();
    const completed = police({ kind: 'police-details', fields: FIELDS });
    expect(stepOf(completed, 'police-details')).toBeDefined();
    expect(policeReceiptOf(giving(completed), deps)?.authorisedBy).toBe('Inspector Ada Abara');
    expect(policeReceiptOf(giving(police()), deps)?.authorisedBy).toBeNull();
  });
});
