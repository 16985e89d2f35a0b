import type { CaseId, GrantId, RequestId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Email } from '../people/model/person.ts';
import type { RecordingId } from '../recordings/model/recording.ts';
import type { Grant, GrantState } from './model/grant.ts';
import type { AccessRequest, RequestState } from './model/request.ts';

export interface RequestStore {
  insert(request: AccessRequest): Promise<void>;
  find(id: RequestId): Promise<AccessRequest | undefined>;
  /** Compare-and-set on `version`; throws VersionConflict. */
  save(request: AccessRequest): Promise<void>;
  newestOf(email: Email, limit: number): Promise<readonly AccessRequest[]>;
  inStates(states: readonly RequestState[]): Promise<readonly AccessRequest[]>;
  countSince(email: Email, since: Instant): Promise<number>;
  /** Raised from a case, the first first. */
  ofCase(id: CaseId): Promise<readonly AccessRequest[]>;
  /** Submitted in [from, to). */
  submittedIn(from: Instant, to: Instant): Promise<readonly AccessRequest[]>;
  /** Ended requests, not erased, submitted before; the oldest first, after the one given. */
  toErase(
    before: Instant,
    after: Pick<AccessRequest, 'submittedAt' | 'id'> | null,
    limit: number,
  ): Promise<readonly AccessRequest[]>;
  /** Writes an erased request over the one that stood. */
  erase(request: AccessRequest): Promise<void>;
}

export interface GrantStore {
  insert(grant: Grant): Promise<void>;
  find(id: GrantId): Promise<Grant | undefined>;
  findByRequest(id: RequestId): Promise<Grant | undefined>;
  save(grant: Grant): Promise<void>;
  /** Grants in a state whose end is at or before `until`. */
  endingBy(state: GrantState, until: Instant): Promise<readonly Grant[]>;
  ofRecordings(ids: readonly RecordingId[]): Promise<readonly Grant[]>;
  /** Those of the given ids that are there. */
  findAll(ids: readonly GrantId[]): Promise<readonly Grant[]>;
  inState(state: GrantState): Promise<readonly Grant[]>;
}
