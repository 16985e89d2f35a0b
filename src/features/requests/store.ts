import type { CaseId, RecordingId, RequestId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import { countRows } from '../../platform/database/queries.ts';
import type { Db } from '../../platform/database/tables.ts';
import type { Email } from '../people/model/person.ts';
import { type GrantState, grantSchema } from './model/grant.ts';
import { type AccessRequest, type RequestState, requestSchema } from './model/request.ts';
import { FINAL_STATES } from './model/transitions.ts';

export const requestStore = (db: Db) => {
  const { list, ...requests } = documents(db, {
    table: 'requests',
    upgrade: requestSchema,
    columns: ({ state, requestedBy, submittedAt, caseId }) => ({
      state,
      requested_by: requestedBy,
      submitted_at: submittedAt,
      case_id: caseId,
    }),
    changing: ['state'],
  });
  return {
    ...requests,
    recentFor: (email: Email, limit: number) =>
      list((rows) => rows.where('requested_by', '=', email).orderBy('submitted_at', 'desc').limit(limit)),
    findByStates: (states: readonly RequestState[]) =>
      list((rows) => rows.where('state', 'in', states).orderBy('submitted_at')),
    countSince: (email: Email, since: Instant) =>
      countRows(db.selectFrom('requests').where('requested_by', '=', email).where('submitted_at', '>=', since)),
    /** Submitted in [from, to). */
    submittedIn: (from: Instant, to: Instant) =>
      list((rows) => rows.where('submitted_at', '>=', from).where('submitted_at', '<', to).orderBy('submitted_at')),
    /** Raised from a case, the first first. */
    findByCase: (id: CaseId) => list((rows) => rows.where('case_id', '=', id).orderBy('submitted_at')),
    /** Ended requests, not erased, submitted before; the oldest first, after the one given. */
    toErase: (before: Instant, after: Pick<AccessRequest, 'submittedAt' | 'id'> | null, limit: number) =>
      list((all) => {
        const rows = all
          .where('state', 'in', [...FINAL_STATES])
          .where('requested_by', '<>', '')
          .where('submitted_at', '<', before)
          .orderBy('submitted_at')
          .orderBy('id')
          .limit(limit);
        return after
          ? rows
              .where('submitted_at', '>=', after.submittedAt)
              .where((eb) => eb.or([eb('submitted_at', '>', after.submittedAt), eb('id', '>', after.id)]))
          : rows;
      }),
    /** Writes an erased request over the one that stood. */
    erase: (request: AccessRequest) => requests.save(request, ['requested_by']),
  };
};

export const grantStore = (db: Db) => {
  const { list, first, ...grants } = documents(db, {
    table: 'grants',
    upgrade: grantSchema,
    columns: ({ requestId, terms, state, until }) => ({
      request_id: requestId,
      recording_id: terms.recordingId,
      state,
      until,
    }),
    changing: ['state', 'until'],
  });
  return {
    ...grants,
    findByRequest: (id: RequestId) => first((rows) => rows.where('request_id', '=', id)),
    /** Grants in a state whose end is at or before `until`. */
    endingBy: (state: GrantState, until: Instant) =>
      list((rows) => rows.where('state', '=', state).where('until', '<=', until)),
    findByRecordings: (ids: readonly RecordingId[]) =>
      grants.listIn(ids, (rows, some) => rows.where('recording_id', 'in', some)),
    findByState: (state: GrantState) => list((rows) => rows.where('state', '=', state)),
  };
};
