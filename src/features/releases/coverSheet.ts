import { lengthText, momentText } from '../../kernel/text.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Deps } from '../../stores.ts';
import { type CaseRecord, stepOf } from '../cases/model/case.ts';
import type { Redaction } from '../requests/model/grant.ts';
import { formatOffset } from '../requests/model/part.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import type { HandOver, PoliceReceipt } from './documents.ts';

/** A copy as it is given: by whom, when, under which name. */
export interface Giving {
  readonly caseRecord: CaseRecord;
  readonly request: AccessRequest;
  readonly redaction: Redaction;
  readonly fileName: string;
  readonly recipient: string;
  readonly givenBy: string;
  readonly at: Instant;
}

/** The law by which it may leave, beside the policy’s clause. */
const LAW: Readonly<Record<CaseRecord['kind'], string>> = {
  'subject-access': 'UK GDPR Art. 15',
  police: 'DPA 2018 Sch. 2 Pt. 1 para. 2',
};

/** What the cover sheet of a copy says. */
export const handOverOf = (
  { caseRecord, request, redaction, fileName, recipient, givenBy, at }: Giving,
  { practice: { name, zone } }: Pick<Deps, 'practice'>,
): HandOver => ({
  practice: name,
  madeAt: at,
  requestId: request.id,
  caseId: request.caseId,
  ground: `${request.rule.title} (policy ${request.rule.clause}); ${LAW[caseRecord.kind]}`,
  fileName,
  sha256: redaction.clip.sha256,
  length: lengthText(redaction.clip.durationMs),
  silenced: redaction.spans.map(({ fromMs, toMs }) => ({ from: formatOffset(fromMs), to: formatOffset(toMs) })),
  recipient,
  givenOn: momentText(at, zone),
  givenBy,
});

/** What an officer signs for; null for a SAR. An emergency's missing particulars are written in by hand. */
export function policeReceiptOf(giving: Giving, deps: Pick<Deps, 'practice'>): PoliceReceipt | null {
  if (giving.caseRecord.kind !== 'police') return null;
  const fields = stepOf(giving.caseRecord, 'police-details')?.fields;
  return { ...handOverOf(giving, deps), authorisedBy: fields?.authorisedBy ?? null };
}
