import type { CaseId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { mustChange } from '../../platform/database/mustChange.ts';
import type { CaseRow, Db } from '../../platform/database/tables.ts';
import { type CaseFile, stepOf } from './model/case.ts';
import type { RecordingSearch } from './model/recordingSearch.ts';

const caseRow = (file: CaseFile): CaseRow => ({
  id: file.id,
  version: file.version,
  reported_at: file.report.reportedAt,
  closed_at: stepOf(file, 'closed')?.at ?? null,
  body: JSON.stringify(file),
});

const toCase = (row: Pick<CaseRow, 'version' | 'body'>): CaseFile => ({
  ...(JSON.parse(row.body) as CaseFile),
  version: row.version,
});

export const caseStore = (db: Db) => {
  const select = () => db.selectFrom('cases').select(['version', 'body']);
  return {
    insert: async (file: CaseFile) => {
      await db.insertInto('cases').values(caseRow(file)).execute();
    },
    find: async (id: CaseId) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toCase(row);
    },
    /** Compare-and-set on `version`; throws VersionConflict. */
    save: async (file: CaseFile) => {
      const { closed_at, body } = caseRow(file);
      mustChange(
        await db
          .updateTable('cases')
          .set({ closed_at, body, version: file.version + 1 })
          .where('id', '=', file.id)
          .where('version', '=', file.version)
          .executeTakeFirst(),
      );
    },
    /** The oldest report first. */
    open: async () =>
      (await select().where('closed_at', 'is', null).orderBy('reported_at').orderBy('id').execute()).map(
        toCase,
      ),
    reportedIn: async (from: Instant, to: Instant) =>
      (
        await select()
          .where('reported_at', '>=', from)
          .where('reported_at', '<', to)
          .orderBy('reported_at')
          .execute()
      ).map(toCase),
    /** Deletes cases closed before; gives their ids. */
    eraseClosedBefore: async (at: Instant) =>
      (await db.deleteFrom('cases').where('closed_at', '<', at).returning('id').execute()).map(
        (row) => row.id,
      ),
  };
};

export type CaseStore = ReturnType<typeof caseStore>;

export const searchStore = (db: Db) => ({
  insert: async (search: RecordingSearch) => {
    await db
      .insertInto('searches')
      .values({
        id: search.id,
        searched_at: search.at,
        body: JSON.stringify(search),
      })
      .execute();
  },
  find: async (id: string) => {
    const row = await db.selectFrom('searches').select('body').where('id', '=', id).executeTakeFirst();
    return row && (JSON.parse(row.body) as RecordingSearch);
  },
  forgetBefore: async (at: Instant) => {
    await db.deleteFrom('searches').where('searched_at', '<', at).execute();
  },
});

export type SearchStore = ReturnType<typeof searchStore>;
