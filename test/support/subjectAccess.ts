import type { CaseRecord, CaseStep } from '../../src/features/cases/model/case.ts';
import type { PlainDate } from '../../src/kernel/time.ts';
import { NOW, PRIYA, RITA } from '../builders.ts';

/** A subject access request that came on a day, and what has been done about it. */
export const receivedOn = (day: PlainDate, ...steps: readonly CaseStep[]): CaseRecord => ({
  id: 'S-7K3MQ9A',
  version: 0,
  kind: 'subject-access',
  report: {
    reportedBy: RITA,
    reporterName: 'Rita Reed',
    reportedAt: NOW,
    from: 'Celia Perez',
    receivedOn: day,
    channel: 'letter',
    details: 'All calls about Biscuit',
  },
  subjectQuery: { person: 'Celia Perez', numbers: [], extension: null, from: null, to: null },
  steps: steps.map((step) => ({ ...step, at: NOW, by: PRIYA })),
  reminded: [],
});

export const asked = (on: PlainDate): CaseStep => ({ kind: 'clarification-asked', on, what: 'Which calls?' });

export const answerCame = (on: PlainDate): CaseStep => ({
  kind: 'clarification-received',
  on,
  what: 'Those about Biscuit',
});

/** The two steps of a clarification: the question and its answer. */
export const paused = (from: PlainDate, until: PlainDate): readonly CaseStep[] => [asked(from), answerCame(until)];

export const identityShown = (on: PlainDate, wasAwaited = true): CaseStep => ({
  kind: 'identity-verified',
  on,
  how: 'Passport',
  wasAwaited,
});

export const toldOfExtension = (on: PlainDate): CaseStep => ({
  kind: 'extended',
  on,
  reasons: 'Many calls with several people',
});

export const answered = (on: PlainDate): CaseStep => ({ kind: 'answered', on, how: 'By post' });

export const refusedWhole = (on: PlainDate, partly = false): CaseStep => ({
  kind: 'refused',
  on,
  ground: 'others-data',
  partly,
  reasons: 'Others speak in it',
});
