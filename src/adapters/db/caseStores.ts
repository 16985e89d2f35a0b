import type { Kysely } from 'kysely';
import { type CaseFile, stepOf } from '../../domain/case/case.ts';
import type { Disclosure } from '../../domain/case/disclosure.ts';
import type {
  CaseStore,
  DelegationStore,
  DisclosureStore,
  NamedDelegation,
  RecordingSearch,
  SearchStore,
} from '../../usecases/casePorts.ts';
import { mustChange } from './mustChange.ts';
import type { CaseRow, Tables } from './tables.ts';

type Db = Kysely<Tables>;

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

export const disclosureStore = (db: Db): DisclosureStore => {
  const select = () => db.selectFrom('disclosures').select('body');
  const read = (rows: readonly { readonly body: string }[]): readonly Disclosure[] =>
    rows.map((row) => JSON.parse(row.body) as Disclosure);
  return {
    insert: async (line) => {
      const { id, at, caseId: case_id } = line;
      await db
        .insertInto('disclosures')
        .values({ id, at, case_id, body: JSON.stringify(line) })
        .onConflict((c) => c.column('id').doNothing())
        .execute();
    },
    ofCase: async (id) =>
      read(await select().where('case_id', '=', id).orderBy('at').orderBy('id').execute()),
    newest: async (limit, without) => {
      const shown =
        without.length === 0
          ? select()
          : select().where((e) => e.or([e('case_id', 'is', null), e('case_id', 'not in', without)]));
      return read(await shown.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute());
    },
    between: async (from, to) =>
      read(await select().where('at', '>=', from).where('at', '<', to).orderBy('at').orderBy('id').execute()),
    erasePersonsBefore: async (at) => {
      const old = read(await select().where('at', '<', at).execute()).filter(
        ({ toWhom, by }) => toWhom !== '' || by !== '',
      );
      for (const line of old)
        await db
          .updateTable('disclosures')
          .set({ body: JSON.stringify({ ...line, toWhom: '', by: '' }) })
          .where('id', '=', line.id)
          .execute();
      return old.length;
    },
  };
};

export const delegationStore = (db: Db): DelegationStore => {
  const select = () => db.selectFrom('delegations').select('body');
  const toDelegation = (row: { readonly body: string }): NamedDelegation =>
    JSON.parse(row.body) as NamedDelegation;
  return {
    insert: async (delegation) => {
      const { id, email, from: starts_at, until } = delegation;
      await db
        .insertInto('delegations')
        .values({ id, email, starts_at, until, body: JSON.stringify(delegation) })
        .execute();
    },
    find: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toDelegation(row);
    },
    current: async (now) =>
      (await select().where('until', '>', now).orderBy('starts_at').orderBy('id').execute()).map(
        toDelegation,
      ),
    end: async (id, at) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      if (!row) return;
      const body = JSON.stringify({ ...toDelegation(row), until: at });
      await db.updateTable('delegations').set({ until: at, body }).where('id', '=', id).execute();
    },
    forgetBefore: async (at) => {
      await db.deleteFrom('delegations').where('until', '<', at).execute();
    },
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
