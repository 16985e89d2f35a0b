import type { Kysely } from 'kysely';
import { mustChange } from '../../platform/database/mustChange.ts';
import type { CaseRow, Tables } from '../../platform/database/tables.ts';
import { type CaseFile, stepOf } from './model/case.ts';
import type { CaseStore, RecordingSearch, SearchStore } from './storeTypes.ts';

export type Db = Kysely<Tables>;

const caseRow = (file: CaseFile): CaseRow => ({
  id: file.id,
  version: file.version,
  kind: file.kind,
  reported_at: file.report.reportedAt,
  closed_at: stepOf(file, 'closed')?.at ?? null,
  body: JSON.stringify(file),
});

const toCase = (row: Pick<CaseRow, 'version' | 'body'>): CaseFile => ({
  ...(JSON.parse(row.body) as CaseFile),
  version: row.version,
});

export const caseStore = (db: Db): CaseStore => {
  const select = () => db.selectFrom('cases').select(['version', 'body']);
  return {
    insert: async (file) => {
      await db.insertInto('cases').values(caseRow(file)).execute();
    },
    find: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toCase(row);
    },
    save: async (file) => {
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
    open: async () =>
      (await select().where('closed_at', 'is', null).orderBy('reported_at').orderBy('id').execute()).map(
        toCase,
      ),
    reportedIn: async (from, to) =>
      (
        await select()
          .where('reported_at', '>=', from)
          .where('reported_at', '<', to)
          .orderBy('reported_at')
          .execute()
      ).map(toCase),
    eraseClosedBefore: async (at) =>
      (await db.deleteFrom('cases').where('closed_at', '<', at).returning('id').execute()).map(
        (row) => row.id,
      ),
  };
};

export const searchStore = (db: Db): SearchStore => ({
  insert: async (search) => {
    await db
      .insertInto('searches')
      .values({
        id: search.id,
        searched_by: search.by,
        searched_at: search.at,
        body: JSON.stringify(search),
      })
      .execute();
  },
  find: async (id) => {
    const row = await db.selectFrom('searches').select('body').where('id', '=', id).executeTakeFirst();
    return row && (JSON.parse(row.body) as RecordingSearch);
  },
  forgetBefore: async (at) => {
    await db.deleteFrom('searches').where('searched_at', '<', at).execute();
  },
});
