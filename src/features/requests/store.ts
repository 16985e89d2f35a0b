import type { Kysely } from 'kysely';
import type { Instant } from '../../kernel/time.ts';
import { batches } from '../../platform/database/batches.ts';
import { mustChange } from '../../platform/database/mustChange.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { FINAL_STATES } from './model/transitions.ts';
import { grantRow, requestRow, toGrant, toRequest } from './rows.ts';
import type { GrantStore, RequestStore } from './storeTypes.ts';

export type Db = Kysely<Tables>;

const BATCH = 500;

export const requestStore = (db: Db): RequestStore => ({
  insert: async (request) => {
    await db.insertInto('requests').values(requestRow(request)).execute();
  },
  find: async (id) => {
    const row = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toRequest(row);
  },
  // Who asked and when never change: naming their columns would write their indexes anew.
  save: async (request) => {
    const { state, body } = requestRow(request);
    mustChange(
      await db
        .updateTable('requests')
        .set({ state, body, version: request.version + 1 })
        .where('id', '=', request.id)
        .where('version', '=', request.version)
        .executeTakeFirst(),
    );
  },
  newestOf: async (email, limit) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('requested_by', '=', email)
      .orderBy('submitted_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRequest);
  },
  inStates: async (states) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('state', 'in', [...states])
      .orderBy('submitted_at')
      .execute();
    return rows.map(toRequest);
  },
  countSince: async (email, since) => {
    const row = await db
      .selectFrom('requests')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('requested_by', '=', email)
      .where('submitted_at', '>=', since)
      .executeTakeFirstOrThrow();
    return row.n;
  },
  submittedIn: async (from, to) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('submitted_at', '>=', from)
      .where('submitted_at', '<', to)
      .orderBy('submitted_at')
      .execute();
    return rows.map(toRequest);
  },
  ofCase: async (id) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('case_id', '=', id)
      .orderBy('submitted_at')
      .execute();
    return rows.map(toRequest);
  },
  toErase: async (before, after, limit) => {
    const rows = db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('state', 'in', [...FINAL_STATES])
      .where('requested_by', '<>', '')
      .where('submitted_at', '<', before)
      .orderBy('submitted_at')
      .orderBy('id')
      .limit(limit);
    const later = after
      ? rows
          .where('submitted_at', '>=', after.submittedAt)
          .where((eb) => eb.or([eb('submitted_at', '>', after.submittedAt), eb('id', '>', after.id)]))
      : rows;
    return (await later.execute()).map(toRequest);
  },
  erase: async (request) => {
    const { requested_by, body } = requestRow(request);
    mustChange(
      await db
        .updateTable('requests')
        .set({ requested_by, body, version: request.version + 1 })
        .where('id', '=', request.id)
        .where('version', '=', request.version)
        .executeTakeFirst(),
    );
  },
});

export const grantStore = (db: Db): GrantStore => {
  const select = () => db.selectFrom('grants').select(['version', 'body']);
  return {
    insert: async (grant) => {
      await db.insertInto('grants').values(grantRow(grant)).execute();
    },
    find: async (id) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toGrant(row);
    },
    findByRequest: async (id) => {
      const row = await select().where('request_id', '=', id).executeTakeFirst();
      return row && toGrant(row);
    },
    save: async (grant) => {
      const { state, holder, until, body } = grantRow(grant);
      mustChange(
        await db
          .updateTable('grants')
          .set({ state, holder, until, body, version: grant.version + 1 })
          .where('id', '=', grant.id)
          .where('version', '=', grant.version)
          .executeTakeFirst(),
      );
    },
    endingBy: async (state, until: Instant) => {
      const rows = await select().where('state', '=', state).where('until', '<=', until).execute();
      return rows.map(toGrant);
    },
    ofRecordings: async (ids) => {
      const found = [];
      for (const some of batches(ids, BATCH))
        found.push(...(await select().where('recording_id', 'in', some).execute()));
      return found.map(toGrant);
    },
    findAll: async (ids) => {
      const found = [];
      for (const some of batches(ids, BATCH))
        found.push(...(await select().where('id', 'in', some).execute()));
      return found.map(toGrant);
    },
    inState: async (state) => (await select().where('state', '=', state).execute()).map(toGrant),
  };
};
