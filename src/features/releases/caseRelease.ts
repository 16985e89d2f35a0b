import type { RequestId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Context } from '../../stores.ts';
import type { CaseRecord } from '../cases/model/case.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import { personNow, type Who } from '../people/currentDirectory.ts';
import { mayActAsDpo, type Person } from '../people/model/person.ts';
import { findRecording } from '../recordings/findRecording.ts';
import { type Grant, type GrantClip, isAlive } from '../requests/model/grant.ts';
import { isPartyToCall } from '../requests/model/party.ts';
import { type AccessRequest, agreedTerms } from '../requests/model/request.ts';

/** Something released from a case that may be heard at this moment, and who works on it. */
export interface CaseRelease {
  readonly person: Person;
  readonly request: AccessRequest;
  readonly caseRecord: CaseRecord;
  readonly grant: Grant;
  readonly clip: GrantClip;
}

export interface FoundRelease {
  readonly person: Person;
  /** The request, where it is known, whatever the result: what the audit names. */
  readonly request: AccessRequest | undefined;
  readonly result: Result<CaseRelease, Refusal>;
}

/** What the DPO or a delegate may prepare for somebody outside. Who it is comes first: a stranger learns nothing. */
export async function findRelease(
  context: Context,
  { requestId, actor }: { readonly requestId: RequestId; readonly actor: Who },
): Promise<FoundRelease> {
  const person = await personNow(context, actor);
  const request = await context.requests.find(requestId);
  const found = (result: FoundRelease['result']): FoundRelease => ({ person, request, result });
  if (!mayActAsDpo(person)) return found(err('not-the-dpo'));
  if (!request) return found(err('request-not-found'));
  if (request.caseId === null) return found(err('not-from-a-case'));
  const caseRecord = await context.cases.find(request.caseId);
  if (!caseRecord) return found(err('case-not-found'));
  const fault = mayWorkOn(caseRecord, person);
  if (fault) return found(err(fault));
  const agreed = agreedTerms(request);
  const meant = agreed && (await findRecording(context, request, agreed.recordingId));
  if (isPartyToCall(person, request, meant ? [meant.recording] : [])) return found(err('party-to-call'));
  const grant = await context.grants.findByRequest(request.id);
  if (!grant || grant.state === 'cutting' || grant.state === 'failed') return found(err('clip-not-ready'));
  if (!isAlive(grant, context.now) || !grant.clip) return found(err('access-ended'));
  return found(ok({ person, request, caseRecord, grant, clip: grant.clip }));
}
