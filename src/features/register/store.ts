import type { CaseId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import type { Db } from '../../platform/database/tables.ts';
import { type Disclosure, disclosureSchema } from './model/disclosure.ts';

export const disclosureStore = (db: Db) => {
  const { list, insertNew, put } = documents(db, {
    table: 'disclosures',
    upgrade: disclosureSchema,
    columns: ({ at, caseId }) => ({ at, case_id: caseId }),
  });
  return {
    /** A line that is there already, by its id, is left as it is. */
    insert: async (line: Disclosure) => {
      await insertNew([line]);
    },
    findByCase: (id: CaseId) => list((rows) => rows.where('case_id', '=', id).orderBy('at').orderBy('id')),
    /** The newest first, leaving out what belongs to these cases. */
    newest: (limit: number, without: readonly CaseId[]) =>
      list((all) => {
        const rows =
          without.length === 0
            ? all
            : all.where((e) => e.or([e('case_id', 'is', null), e('case_id', 'not in', without)]));
        return rows.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit);
      }),
    /** All of [from, to), the oldest first. */
    between: (from: Instant, to: Instant) =>
      list((rows) => rows.where('at', '>=', from).where('at', '<', to).orderBy('at').orderBy('id')),
    /** Takes whom it went to out of lines written before. */
    erasePersonsBefore: async (at: Instant) => {
      const old = (await list((rows) => rows.where('at', '<', at))).filter(
        ({ recipient, by }) => recipient !== '' || by !== '',
      );
      for (const line of old) await put({ ...line, recipient: '', by: '' });
      return old.length;
    },
  };
};
