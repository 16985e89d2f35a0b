import type { CaseFile } from '../domain/case/case.ts';
import { mayWorkOn } from '../domain/case/steps.ts';
import { isPartyToCall } from '../domain/people/party.ts';
import { holds, type Person } from '../domain/people/person.ts';
import type { Practice } from '../domain/practice.ts';
import { type Grant, type GrantClip, isAlive } from '../domain/release/grant.ts';
import type { Refusal } from '../domain/request/refusal.ts';
import { type AccessRequest, agreedTerms, type RequestId } from '../domain/request/request.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import { findRecording } from './findRecording.ts';
import { personNow, type Who } from './personNow.ts';
import type { Stores } from './ports.ts';

/** Something released from a case that may be heard at this moment, and who works on it. */
export interface CaseRelease {
  readonly person: Person;
  readonly request: AccessRequest;
  readonly file: CaseFile;
  readonly grant: Grant;
  readonly clip: GrantClip;
}

export interface FoundRelease {
  readonly person: Person;
  /** The request, where it is known, whatever the result: what the audit names. */
  readonly request: AccessRequest | undefined;
  readonly result: Result<CaseRelease, Refusal>;
}

/** What the DPO or their stand-in may prepare for somebody outside. Standing comes first: a stranger learns nothing of what there is. */
export async function findRelease(
  stores: Stores,
  practice: Practice,
  { requestId, actor }: { readonly requestId: RequestId; readonly actor: Who },
  now: Instant,
): Promise<FoundRelease> {
  const person = await personNow(stores, practice, actor, now);
  const request = await stores.requests.find(requestId);
  const found = (result: FoundRelease['result']): FoundRelease => ({ person, request, result });
  if (!holds(person, 'dpo', 'dpo-delegate')) return found(err('not-the-dpo'));
  if (!request) return found(err('request-not-found'));
  if (request.caseId === null) return found(err('not-from-a-case'));
  const file = await stores.cases.find(request.caseId);
  if (!file) return found(err('case-not-found'));
  const fault = mayWorkOn(file, person);
  if (fault) return found(err(fault));
  const agreed = agreedTerms(request);
  const meant = agreed && (await findRecording(stores, request, agreed.recordingId));
  if (isPartyToCall(person, request.ask, meant ? [meant.recording] : [])) return found(err('party-to-call'));
  const grant = await stores.grants.findByRequest(request.id);
  if (!grant || grant.state === 'cutting' || grant.state === 'failed') return found(err('clip-not-ready'));
  if (!isAlive(grant, now) || !grant.clip) return found(err('access-ended'));
  return found(ok({ person, request, file, grant, clip: grant.clip }));
}
