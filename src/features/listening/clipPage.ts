import type { CaseId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Practice } from '../practice/model/practice.ts';
import type { Grant, GrantClip } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import type { ClipLink } from './model/oneTimeLink.ts';

/** What the clip page shows. The clip's own name in storage is not in it. */
export interface ClipPageView {
  readonly linkId: string;
  readonly requestId: string;
  readonly purposeTitle: string;
  readonly holderName: string;
  readonly practiceName: string;
  readonly zone: string;
  /** When the link must be opened by, or, once opened, when listening ends. */
  readonly until: Instant;
  readonly accessUntil: Instant;
  readonly durationMs: number;
  readonly bytes: number;
  readonly peaks: readonly number[];
  /** True when the person may save a copy. */
  readonly mayCopy: boolean;
  /** What somebody outside knows it by; null for our own people. Request, purpose and name are then empty. */
  readonly externalReference: CaseId | null;
  /** Whether parts of what somebody outside hears are silent. */
  readonly hasSilence: boolean;
}

/** What an opening serves: to somebody outside only what has been settled for them. */
export const soundOf = ({ outside }: ClipLink, grant: Grant): GrantClip | null =>
  outside === null ? grant.clip : (grant.redaction?.clip ?? null);

/** Whether the opening may save a copy. What a case releases leaves by the documents, silenced and in the register. */
export const mayCopy = ({ outside }: ClipLink, grant: Grant, { caseId }: AccessRequest): boolean =>
  outside === null && caseId === null && grant.terms.mode === 'copy';

export const clipPageView = (
  link: ClipLink,
  grant: Grant,
  request: AccessRequest,
  practice: Practice,
): ClipPageView => {
  const sound = soundOf(link, grant);
  const isExternal = link.outside !== null;
  return {
    linkId: link.id,
    requestId: isExternal ? '' : request.id,
    purposeTitle: isExternal ? '' : request.rule.title,
    holderName: isExternal ? '' : request.requesterName,
    practiceName: practice.name,
    zone: practice.zone,
    until: link.opened?.until ?? link.openBy,
    accessUntil: grant.until,
    durationMs: sound?.durationMs ?? 0,
    bytes: sound?.bytes ?? 0,
    peaks: sound?.peaks ?? [],
    mayCopy: mayCopy(link, grant, request),
    externalReference: isExternal ? request.caseId : null,
    hasSilence: isExternal && (grant.redaction?.spans.length ?? 0) > 0,
  };
};
