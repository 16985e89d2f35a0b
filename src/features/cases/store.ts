import type { CaseId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import type { Db } from '../../platform/database/tables.ts';
import { caseSchema, stepOf } from './model/case.ts';
import { recordingSearchSchema } from './model/subjectSearch.ts';

export const caseStore = (db: Db) => {
  const { list, insert, find, save } = documents(db, {
    table: 'cases',
    upgrade: caseSchema,
    columns: (caseRecord) => ({
      reported_at: caseRecord.report.reportedAt,
      closed_at: stepOf(caseRecord, 'closed')?.at ?? null,
    }),
    changing: ['closed_at'],
  });
  return {
    insert,
    find,
    save,
    /** The oldest report first. */
    open: () => list((rows) => rows.where('closed_at', 'is', null).orderBy('reported_at').orderBy('id')),
    reportedIn: (from: Instant, to: Instant) =>
      list((rows) => rows.where('reported_at', '>=', from).where('reported_at', '<', to).orderBy('reported_at')),
    /** Deletes cases closed before; gives their ids. */
    eraseClosedBefore: async (at: Instant): Promise<readonly CaseId[]> => {
      const rows = await db.deleteFrom('cases').where('closed_at', '<', at).returning('id').execute();
      return rows.map(({ id }) => id);
    },
  };
};

export const searchStore = (db: Db) => {
  const { insert, find } = documents(db, {
    table: 'searches',
    upgrade: recordingSearchSchema,
    columns: ({ at }) => ({ searched_at: at }),
  });
  return {
    insert,
    find,
    forgetBefore: async (at: Instant) => {
      await db.deleteFrom('searches').where('searched_at', '<', at).execute();
    },
  };
};
