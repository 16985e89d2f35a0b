import type { CaseId, GrantId, RequestId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { batches } from '../../platform/database/batches.ts';
import { mustChange } from '../../platform/database/mustChange.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { Email } from '../people/model/person.ts';
import type { RecordingId } from '../recordings/model/recording.ts';
import type { Grant, GrantState } from './model/grant.ts';
import type { AccessRequest, RequestState } from './model/request.ts';
import { FINAL_STATES } from './model/transitions.ts';
import { grantRow, requestRow, toGrant, toRequest } from './rows.ts';

export const requestStore = (db: Db) => ({
  insert: async (request: AccessRequest) => {
    await db.insertInto('requests').values(requestRow(request)).execute();
  },
  find: async (id: RequestId) => {
    const row = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toRequest(row);
  },
  // Who asked and when never change: naming their columns would write their indexes anew.
  /** Compare-and-set on `version`; throws VersionConflict. */
  save: async (request: AccessRequest) => {
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
  recentFor: async (email: Email, limit: number) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('requested_by', '=', email)
      .orderBy('submitted_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toRequest);
  },
  findByStates: async (states: readonly RequestState[]) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('state', 'in', [...states])
      .orderBy('submitted_at')
      .execute();
    return rows.map(toRequest);
  },
  countSince: async (email: Email, since: Instant) => {
    const row = await db
      .selectFrom('requests')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('requested_by', '=', email)
      .where('submitted_at', '>=', since)
      .executeTakeFirstOrThrow();
    return row.n;
  },
  /** Submitted in [from, to). */
  submittedIn: async (from: Instant, to: Instant) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('submitted_at', '>=', from)
      .where('submitted_at', '<', to)
      .orderBy('submitted_at')
      .execute();
    return rows.map(toRequest);
  },
  /** Raised from a case, the first first. */
  findByCase: async (id: CaseId) => {
    const rows = await db
      .selectFrom('requests')
      .select(['version', 'body'])
      .where('case_id', '=', id)
      .orderBy('submitted_at')
      .execute();
    return rows.map(toRequest);
  },
  /** Ended requests, not erased, submitted before; the oldest first, after the one given. */
  toErase: async (
    before: Instant,
    after: Pick<AccessRequest, 'submittedAt' | 'id'> | null,
    limit: number,
  ) => {
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
  /** Writes an erased request over the one that stood. */
  erase: async (request: AccessRequest) => {
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

export type RequestStore = ReturnType<typeof requestStore>;

export const grantStore = (db: Db) => {
  const select = () => db.selectFrom('grants').select(['version', 'body']);
  return {
    insert: async (grant: Grant) => {
      await db.insertInto('grants').values(grantRow(grant)).execute();
    },
    find: async (id: GrantId) => {
      const row = await select().where('id', '=', id).executeTakeFirst();
      return row && toGrant(row);
    },
    findByRequest: async (id: RequestId) => {
      const row = await select().where('request_id', '=', id).executeTakeFirst();
      return row && toGrant(row);
    },
    save: async (grant: Grant) => {
      const { state, until, body } = grantRow(grant);
      mustChange(
        await db
          .updateTable('grants')
          .set({ state, until, body, version: grant.version + 1 })
          .where('id', '=', grant.id)
          .where('version', '=', grant.version)
          .executeTakeFirst(),
      );
    },
    /** Grants in a state whose end is at or before `until`. */
    endingBy: async (state: GrantState, until: Instant) => {
      const rows = await select().where('state', '=', state).where('until', '<=', until).execute();
      return rows.map(toGrant);
    },
    findByRecordings: async (ids: readonly RecordingId[]) => {
      const found = [];
      for (const some of batches(ids))
        found.push(...(await select().where('recording_id', 'in', some).execute()));
      return found.map(toGrant);
    },
    /** Those of the given ids that are there. */
    findAll: async (ids: readonly GrantId[]) => {
      const found = [];
      for (const some of batches(ids)) found.push(...(await select().where('id', 'in', some).execute()));
      return found.map(toGrant);
    },
    findByState: async (state: GrantState) =>
      (await select().where('state', '=', state).execute()).map(toGrant),
  };
};

export type GrantStore = ReturnType<typeof grantStore>;
