import type { Instant } from '../../kernel/time.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { NamedDelegation } from './model/delegation.ts';

export const delegationStore = (db: Db) => {
  const select = () => db.selectFrom('delegations').select('body');
  const toDelegation = (row: { readonly body: string }): NamedDelegation =>
    JSON.parse(row.body) as NamedDelegation;
  return {
    insert: async (delegation: NamedDelegation) => {
      const { id, from: starts_at, until } = delegation;
      await db
        .insertInto('delegations')
        .values({ id, starts_at, until, body: JSON.stringify(delegation) })
        .execute();
    },
    find: async (id: string) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toDelegation(row);
    },
    /** Those that are not over at this moment, whether begun or not. */
    current: async (now: Instant) =>
      (await select().where('until', '>', now).orderBy('starts_at').orderBy('id').execute()).map(
        toDelegation,
      ),
    /** Ends it at a moment. */
    end: async (id: string, at: Instant) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      if (!row) return;
      const body = JSON.stringify({ ...toDelegation(row), until: at });
      await db.updateTable('delegations').set({ until: at, body }).where('id', '=', id).execute();
    },
    forgetBefore: async (at: Instant) => {
      await db.deleteFrom('delegations').where('until', '<', at).execute();
    },
  };
};

export type DelegationStore = ReturnType<typeof delegationStore>;
