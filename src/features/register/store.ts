import type { Db } from '../cases/store.ts';
import type { Disclosure } from './model/disclosure.ts';
import type { DisclosureStore } from './storeTypes.ts';

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
