import type { GrantRow, RequestRow } from '../../platform/database/tables.ts';
import type { Grant } from './model/grant.ts';
import type { AccessRequest } from './model/request.ts';

/** Domain objects are plain JSON data; columns repeat what is queried, and `version` stands in its column alone. */
export const requestRow = (request: AccessRequest): RequestRow => ({
  id: request.id,
  version: request.version,
  state: request.state,
  requested_by: request.requestedBy,
  submitted_at: request.submittedAt,
  case_id: request.caseId,
  body: JSON.stringify(request),
});

export const toRequest = (row: Pick<RequestRow, 'version' | 'body'>): AccessRequest => ({
  // What was written before cases had requests knows of none.
  ...{ caseId: null },
  ...(JSON.parse(row.body) as AccessRequest),
  version: row.version,
});

export const grantRow = (grant: Grant): GrantRow => ({
  id: grant.id,
  version: grant.version,
  request_id: grant.requestId,
  recording_id: grant.terms.recordingId,
  state: grant.state,
  until: grant.until,
  body: JSON.stringify(grant),
});

export const toGrant = (row: Pick<GrantRow, 'version' | 'body'>): Grant => ({
  ...{ redaction: null },
  ...(JSON.parse(row.body) as Grant),
  version: row.version,
});
