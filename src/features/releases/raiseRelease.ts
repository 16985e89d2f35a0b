import type { FormValues } from '../../kernel/form.ts';
import type { CaseId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import { dateIn, type Instant, timeIn } from '../../kernel/time.ts';
import { textFault } from '../../kernel/typedText.ts';
import type { Context } from '../../stores.ts';
import { actOnCase, type CaseDeps } from '../cases/actOnCase.ts';
import { casesHolding } from '../cases/holds/placeHold.ts';
import type { CaseView } from '../cases/loadCaseView.ts';
import { type CaseRecord, isEmergencyNow, stepOf } from '../cases/model/case.ts';
import { raisingFault, withStep } from '../cases/model/steps.ts';
import { postToAll, postToPerson } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { directorAudiences } from '../people/audiences.ts';
import { hasRole, type Person } from '../people/model/person.ts';
import type { ApproverRole, PurposeRule } from '../practice/model/purpose.ts';
import { findRecording } from '../recordings/findRecording.ts';
import type { CallDescription } from '../recordings/model/callDescription.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { approverAudiences, canBeDecided } from '../requests/approverAudiences.ts';
import { parseApproveForm } from '../requests/decideRequest.ts';
import { longestDays, makeGrant } from '../requests/makeGrant.ts';
import { isPartyToCall } from '../requests/model/party.ts';
import { type AccessRequest, agreedTerms, isUndecided } from '../requests/model/request.ts';
import type { ClipTerms } from '../requests/model/terms.ts';
import { settleTerms, statementHash } from '../requests/model/vote.ts';
import { notifyDpo } from '../requests/notifyDpo.ts';

export type RaiseRelease = (act: {
  readonly caseId: CaseId;
  readonly actor: Actor;
  readonly values: FormValues;
}) => Promise<Result<CaseView, SubmitFault>>;

/**
 * The DPO asks for a recording to be released from a case, which is the DPO’s agreement to it (policy 5.5,
 * 5.6; decision 0014): one director must agree besides. In an emergency it is released at once on the DPO's word, and
 * a director reads of it afterwards; a delegate waits for the director.
 */
export const createRaiseRelease =
  (deps: CaseDeps): RaiseRelease =>
  async ({ caseId, actor, values }) => {
    const terms = parseApproveForm(values);
    if (!terms.ok) return err({ kind: 'fields', errors: terms.error });
    const raised: AccessRequest[] = [];
    const result = await actOnCase(deps, {
      caseId,
      actor,
      action: 'case.release',
      detail: { mode: terms.value.mode },
      change: async (caseRecord, context, person) => {
        const { now } = context;
        const fault = raisingFault(caseRecord, person);
        if (fault) return err(fault);
        const { recordingId } = terms.value;
        if ((await context.holds.lockedAmong([recordingId])).size > 0) return err('evidence-locked');
        const found = await findRecording(context, { caseId }, recordingId);
        // Only what was put to this case may be released from it, whatever a click says.
        if (!found || !(await casesHolding(context, found.recording.id)).includes(caseId)) return err('not-held');
        const practice = await context.practiceNow();
        const asked = { recording: found.recording, terms: terms.value, values };
        const request = draft(deps, caseRecord, person, asked, now);
        if (!request.ok) return request;
        if ((await context.requests.findByCase(caseId)).some((other) => isSame(other, request.value)))
          return err('already-sent');
        if (!canBeDecided(practice, request.value, now)) return err('nobody-entitled');
        raised.push(request.value);
        const { id, state } = request.value;
        // Only the DPO in an emergency needs nobody else: a director reads of it afterwards.
        return ok(
          state === 'approved'
            ? withStep(caseRecord, { kind: 'emergency-release', request: id, isAgreed: false }, person.email, now)
            : caseRecord,
        );
      },
      alongside: async ({ id }, context) => {
        const request = raised.at(-1);
        if (request) await recordRaised(context, id, request, terms.value);
      },
    });
    return result.ok ? result : err({ kind: 'refused', refused: result.error });
  };

/** Writes the request down, and tells those who decide on it, or a director who is to read of it. */
async function recordRaised(context: Context, caseId: CaseId, request: AccessRequest, terms: ClipTerms): Promise<void> {
  await context.requests.insert(request);
  await context.recordAudit(
    { email: request.requestedBy },
    {
      action: 'request.submit',
      subject: request.id,
      outcome: outcomeOf(ok(request)),
      detail: { purpose: request.rule.purpose, case: caseId, seats: request.rule.seats.join(' ') },
    },
  );
  if (request.state === 'approved') {
    await makeGrant(context, request, terms);
    await postToAll(context, caseId, 'emergency-notice', directorAudiences(context));
  } else {
    const recording = await findRecording(context, request, terms.recordingId);
    const meant = recording ? [recording.recording] : [];
    await postToAll(context, request.id, 'approver', await approverAudiences(context, request, meant));
  }
  const [agreement] = request.agreements;
  if (agreement?.delegate) await notifyDpo(context, request, agreement);
  await postToPerson(context, request.requestedBy, request.id, 'requester');
}

/** The same form twice: the same part of the same recording, while the first request still stands. */
function isSame(other: AccessRequest, raised: AccessRequest): boolean {
  const [before, now] = [agreedTerms(other), agreedTerms(raised)];
  const stands = isUndecided(other) || other.state === 'approved' || other.state === 'released';
  return (
    stands &&
    before !== undefined &&
    before.recordingId === now?.recordingId &&
    before.fromMs === now.fromMs &&
    before.toMs === now.toMs &&
    before.mode === now.mode
  );
}

interface Raised {
  readonly recording: Recording;
  readonly terms: ClipTerms;
  readonly values: FormValues;
}

/** The request as it stands once the DPO has agreed by raising it. */
function draft(
  { ids, practice }: CaseDeps,
  caseRecord: CaseRecord,
  person: Person,
  { recording, terms, values }: Raised,
  now: Instant,
): Result<AccessRequest, Refusal> {
  const reason = values.reason?.trim() ?? '';
  const consultation = values.consultation?.trim() || null;
  const delegate = !hasRole(person, 'dpo');
  const rule = ruleOf(
    caseRecord,
    practice.purposes[caseRecord.kind === 'police' ? 'crime' : 'subject-access'],
    delegate,
  );
  if (reason === '') return err('reason-missing');
  if (delegate && consultation === null) return err('statement-missing');
  const fault = textFault([reason, consultation]);
  if (fault) return err(fault);
  const ask = askOf(caseRecord, recording, reason, practice.zone);
  if (isPartyToCall(person, { stoodBack: [] }, [recording])) return err('party-to-call');
  const request: AccessRequest = {
    id: ids.request(),
    version: 0,
    state: 'awaiting-approval',
    rule,
    caseId: caseRecord.id,
    requestedBy: person.email,
    requesterName: person.name,
    submittedAt: now,
    ask,
    agreements: [],
    questions: [],
    ending: null,
    remindedAt: null,
    escalatedAt: null,
    stuckSince: null,
    stoodBack: [],
  };
  const settled = settleTerms(request, terms, recording, {
    maxDays: longestDays(request, practice.limits),
    maxMinutes: practice.limits.maxPartMinutes,
  });
  if (!settled.ok) return settled;
  const agreement = {
    by: person.email,
    seat: 'dpo' as const,
    delegate,
    at: now,
    terms: settled.value,
    comment: null,
    statement: reason,
    statementSha256: statementHash(reason),
    consultation,
  };
  const isWhole = rule.seats.length <= 1;
  return ok({ ...request, state: isWhole ? 'approved' : 'awaiting-approval', agreements: [agreement] });
}

/** In an emergency the DPO's own agreement is enough until the particulars are there, a delegate's with a director's. */
function ruleOf(caseRecord: CaseRecord, rule: PurposeRule, delegate: boolean): PurposeRule {
  const seats: readonly ApproverRole[] = rule.seats.includes('dpo') ? rule.seats : ['dpo', ...rule.seats];
  if (!isEmergencyNow(caseRecord)) return { ...rule, seats };
  return { ...rule, seats: delegate ? ['dpo', 'director'] : ['dpo'], title: `${rule.title}, in an emergency` };
}

const askOf = (caseRecord: CaseRecord, recording: Recording, reason: string, zone: string): CallDescription => ({
  reason,
  when: { kind: 'about', date: dateIn(recording.startedAt, zone), time: timeIn(recording.startedAt, zone) },
  extension: recording.extension === null ? { kind: 'not-known' } : { kind: 'known', extension: recording.extension },
  number:
    recording.number === null
      ? { kind: recording.direction === 'internal' ? 'internal' : 'not-known' }
      : recording.number === 'withheld'
        ? { kind: 'withheld' }
        : { kind: 'known', e164: recording.number },
  parties: recording.parties === '' ? { kind: 'not-known' } : { kind: 'known', names: recording.parties },
  other: null,
  reference: caseRecord.id,
  askedBy: stepOf(caseRecord, 'police-details')?.fields.force ?? null,
});
