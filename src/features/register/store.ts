import type { CaseId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { Disclosure } from './model/disclosure.ts';

export const disclosureStore = (db: Db) => {
  const select = () => db.selectFrom('disclosures').select('body');
  const read = (rows: readonly { readonly body: string }[]): readonly Disclosure[] =>
    rows.map((row) => JSON.parse(row.body) as Disclosure);
  return {
    /** A line that is there already, by its id, is left as it is. */
    insert: async (line: Disclosure) => {
      const { id, at, caseId: case_id } = line;
      await db
        .insertInto('disclosures')
        .values({ id, at, case_id, body: JSON.stringify(line) })
        .onConflict((c) => c.column('id').doNothing())
        .execute();
    },
    findByCase: async (id: CaseId) =>
      read(await select().where('case_id', '=', id).orderBy('at').orderBy('id').execute()),
    /** The newest first, leaving out what belongs to these cases. */
    newest: async (limit: number, without: readonly CaseId[]) => {
      const shown =
        without.length === 0
          ? select()
          : select().where((e) => e.or([e('case_id', 'is', null), e('case_id', 'not in', without)]));
      return read(await shown.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute());
    },
    /** All of [from, to), the oldest first. */
    between: async (from: Instant, to: Instant) =>
      read(await select().where('at', '>=', from).where('at', '<', to).orderBy('at').orderBy('id').execute()),
    /** Takes whom it went to out of lines written before. */
    erasePersonsBefore: async (at: Instant) => {
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

export type DisclosureStore = ReturnType<typeof disclosureStore>;
