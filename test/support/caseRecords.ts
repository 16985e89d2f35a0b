import type { CaseRecord, CaseStep } from '../../src/features/cases/model/case.ts';
import type { HeldCopy, Hold } from '../../src/features/cases/model/hold.ts';
import { DEFAULT_RULES } from '../../src/features/practice/model/purpose.ts';
import type { Disclosure } from '../../src/features/register/model/disclosure.ts';
import type { AccessRequest } from '../../src/features/requests/model/request.ts';
import { addDays, addMinutes, toInstant } from '../../src/kernel/time.ts';
import type { Stores } from '../../src/stores.ts';
import {
  buildAgreement,
  buildGrant,
  buildRecording,
  buildRequest,
  buildTerms,
  DANA,
  PRIYA,
  RITA,
} from '../builders.ts';

const REPORTED = toInstant('2026-11-02T10:12:00Z');

export interface CaseRecords {
  readonly caseRecord: CaseRecord;
  readonly hold: Hold;
  readonly copies: readonly HeldCopy[];
  readonly request: AccessRequest;
  readonly disclosure: Disclosure;
}

/** Stores a subject access request with a hold, copies, a release and a disclosure, and the audit events about them. */
export async function storeCase(stores: Stores, id: string, ...more: readonly CaseStep[]): Promise<CaseRecords> {
  const steps: readonly CaseStep[] = [
    { kind: 'identity-verified', on: '2026-11-04', how: 'Passport', wasAwaited: true },
    { kind: 'clarification-asked', on: '2026-11-06', what: 'Which calls?' },
    { kind: 'clarification-received', on: '2026-11-10', what: 'Those about Biscuit' },
    ...more,
  ];
  const caseRecord: CaseRecord = {
    id,
    version: 0,
    kind: 'subject-access',
    report: {
      reportedBy: RITA,
      reporterName: 'Rita Reed',
      reportedAt: REPORTED,
      from: 'Zofia Łukasiewicz',
      receivedOn: '2026-11-02',
      channel: 'letter',
      details: 'All calls about Biscuit',
    },
    subjectQuery: { person: 'Zofia Łukasiewicz', numbers: ['+441632960123'], extension: null, from: null, to: null },
    steps: steps.map((step, at) => ({ ...step, at: addDays(REPORTED, at + 1), by: PRIYA })),
    reminded: [],
  };
  const hold: Hold = {
    id: `H-${id}`,
    version: 0,
    caseId: id,
    reason: 'Subject access request',
    owner: PRIYA,
    ownerName: 'Priya Patel',
    placedAt: REPORTED,
    endsOn: '2027-05-02',
    state: 'active',
    proposal: null,
    released: null,
  };
  const copies = [1, 2].map((n): HeldCopy => {
    const recording = buildRecording({ id: `rec-${id}-${n}` });
    const isHeld = n === 1;
    return {
      id: `copy-${id}-${n}`,
      version: 0,
      holdId: hold.id,
      recordingId: recording.id,
      recording,
      orderedAt: REPORTED,
      blobName: `${hold.id}/${recording.id}.wav`,
      state: isHeld ? 'held' : 'lost',
      sha256: isHeld ? 'ab'.repeat(32) : null,
      heldAt: isHeld ? addMinutes(REPORTED, 1) : null,
      fault: isHeld ? null : 'It was deleted before it could be copied.',
    };
  });
  const terms = buildTerms({ recordingId: `rec-${id}-1`, mode: 'copy', days: 30 });
  const request = buildRequest({
    id: `R-${id}`,
    caseId: id,
    state: 'released',
    rule: DEFAULT_RULES['subject-access'],
    requestedBy: PRIYA,
    requesterName: 'Priya Patel',
    submittedAt: addDays(REPORTED, 8),
    agreements: [
      buildAgreement({
        by: PRIYA,
        seat: 'dpo',
        at: addDays(REPORTED, 9),
        terms,
        statement: 'I agree to this release.',
      }),
      buildAgreement({ by: DANA, at: addDays(REPORTED, 9), terms, comment: 'Fine' }),
    ],
  });
  const disclosure: Disclosure = {
    id: `disclosure-${id}`,
    at: addDays(REPORTED, 12),
    kind: 'copy-given',
    caseId: id,
    requestId: request.id,
    purpose: 'subject-access',
    recipient: 'Zofia Łukasiewicz',
    ground: 'Subject access request (policy 5.4, 5.5)',
    sha256: 'cd'.repeat(32),
    durationMs: 60_000,
    silenced: 1,
    by: 'Priya Patel',
  };
  await stores.cases.insert(caseRecord);
  await stores.holds.insert(hold);
  await stores.holds.addCopies(copies);
  await stores.requests.insert(request);
  await stores.grants.insert(buildGrant({ id: `g-${id}`, requestId: request.id, terms, holder: PRIYA }));
  await stores.disclosures.insert(disclosure);
  for (const [action, subject] of [
    ['subject-access.report', id],
    ['hold.place', hold.id],
    ['request.approve', 'R-OTHER'],
    ['request.approve', request.id],
    ['clip.delete', `g-${id}`],
  ] as const)
    await stores.audit.append({ at: REPORTED, actor: 'desk', action, subject, outcome: 'ok', detail: {} });
  return { caseRecord, hold, copies, request, disclosure };
}
