import type { CaseRecord, PoliceFields } from '../../src/features/cases/model/case.ts';
import { NOW, RITA } from '../builders.ts';

/** Mrs Alder's request, received on 2 November. */
export const buildCase = (overrides: Partial<CaseRecord> = {}): CaseRecord => ({
  id: 'S-1',
  version: 0,
  kind: 'subject-access',
  report: {
    reportedBy: RITA,
    reporterName: 'Rita Reed',
    reportedAt: NOW,
    from: 'Mrs Alder',
    receivedOn: '2026-11-02',
    channel: 'letter',
    details: 'Her calls',
  },
  subjectQuery: { person: null, numbers: [], extension: null, from: null, to: null },
  steps: [],
  reminded: [],
  ...overrides,
});

export const policeFields: Omit<PoliceFields, 'offence'> = {
  officer: 'Lena Frost',
  rank: 'PC 1287',
  force: 'Northshire Police',
  contact: 'frost@police.example.com',
  subject: 'The call of Monday',
  power: 'Sch. 2 para. 2',
  necessity: 'The caller denies it',
  authorisedBy: 'Inspector Reeve',
  delivery: 'By link',
};
