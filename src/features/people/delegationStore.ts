import type { Db } from '../cases/store.ts';
import type { DelegationStore, NamedDelegation } from './delegationTypes.ts';

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
