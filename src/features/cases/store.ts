import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import type { Db } from '../../platform/database/tables.ts';
import { caseSchema, stepOf } from './model/case.ts';
import { recordingSearchSchema } from './model/subjectSearch.ts';

export const caseStore = (db: Db) => {
  const { list, forget, ...cases } = documents(db, {
    table: 'cases',
    upgrade: caseSchema,
    columns: (caseRecord) => ({
      reported_at: caseRecord.report.reportedAt,
      closed_at: stepOf(caseRecord, 'closed')?.at ?? null,
    }),
    changing: ['closed_at'],
  });
  return {
    ...cases,
    /** The oldest report first. */
    open: () => list((rows) => rows.where('closed_at', 'is', null).orderBy('reported_at').orderBy('id')),
    reportedIn: (from: Instant, to: Instant) =>
      list((rows) => rows.where('reported_at', '>=', from).where('reported_at', '<', to).orderBy('reported_at')),
    /** Deletes cases closed before; gives their ids. */
    eraseClosedBefore: (at: Instant) => forget('closed_at', at),
  };
};

export const searchStore = (db: Db) => {
  const { insert, find, forget } = documents(db, {
    table: 'searches',
    upgrade: recordingSearchSchema,
    columns: ({ at }) => ({ searched_at: at }),
  });
  return { insert, find, forgetBefore: (at: Instant) => forget('searched_at', at) };
};
