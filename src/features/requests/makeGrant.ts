import { addDays, earlier, type Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { isEmergencyNow } from '../cases/model/case.ts';
import { withStep } from '../cases/model/steps.ts';
import { type Practice, scheduleOf } from '../practice/model/practice.ts';
import { deletionOf, limitOf } from '../practice/model/schedule.ts';
import { findRecording } from '../recordings/findRecording.ts';
import type { Recording } from '../recordings/model/recording.ts';
import type { AccessRequest } from './model/request.ts';
import type { ClipTerms } from './model/terms.ts';

/** Days a clip of a case may be kept for whoever it is for: letters take their time. */
export const CASE_DAYS = [7, 14, 30] as const;

/** The longest time a request’s clip may be heard, in days. */
export const longestDays = ({ caseId }: Pick<AccessRequest, 'caseId'>, { grantDays }: Practice['limits']): number =>
  Math.max(...grantDays, ...(caseId === null ? [] : CASE_DAYS));

/** The right an approved request gives, and the order to cut its clip, in the caller’s transaction. */
export async function makeGrant(context: Context, request: AccessRequest, terms: ClipTerms): Promise<void> {
  const found = await findRecording(context, request, terms.recordingId);
  const asAgreed = addDays(context.now, terms.days);
  const grant = {
    id: context.ids.unique(),
    version: 0,
    requestId: request.id,
    holder: request.requestedBy,
    terms,
    state: 'cutting',
    grantedAt: context.now,
    // A clip never outlives the retention of its recording (policy 5.9), unless that is held.
    until:
      found && found.held === null
        ? earlier(asAgreed, endOfRecording(found.recording, context.practice, context.now))
        : asAgreed,
    clip: null,
    failure: null,
    redaction: null,
  } as const;
  await context.grants.insert(grant);
  await context.outbox.enqueue(`grant:${grant.id}`, { kind: 'cut', grantId: grant.id });
  await noteAgreedEmergency(context, request);
}

/** Of an emergency release that a director agreed to nobody has to read; its case owes the particulars all the same. */
async function noteAgreedEmergency({ cases, now }: Context, request: AccessRequest): Promise<void> {
  const caseRecord = request.caseId === null ? undefined : await cases.find(request.caseId);
  if (!caseRecord || !isEmergencyNow(caseRecord) || request.agreements.length < 2) return;
  const step = { kind: 'emergency-release', request: request.id, isAgreed: true } as const;
  await cases.save(withStep(caseRecord, step, request.requestedBy, now));
}

/** The nightly run that deletes it; for one that is overdue, the limit it has passed. */
const endOfRecording = ({ startedAt }: Recording, practice: Practice, now: Instant): Instant =>
  earlier(limitOf(startedAt, practice.limits), deletionOf(startedAt, now, scheduleOf(practice)));
