import type { Practice } from '../practice/model/practice.ts';
import type { Grant, GrantClip } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import type { ClipLink } from './model/oneTimeLink.ts';

/** What an opening serves: to somebody outside only what has been settled for them. */
export const soundOf = ({ outside }: ClipLink, grant: Grant): GrantClip | null =>
  outside === null ? grant.clip : (grant.redaction?.clip ?? null);

/** Whether the opening may save a copy. What a case releases leaves by the documents, silenced and in the register. */
export const mayCopy = ({ outside }: ClipLink, grant: Grant, { caseId }: AccessRequest): boolean =>
  outside === null && caseId === null && grant.terms.mode === 'copy';

/** What the clip page shows. The clip's own name in storage is not in it. */
export const clipPageView = (link: ClipLink, grant: Grant, request: AccessRequest, practice: Practice) => {
  const sound = soundOf(link, grant);
  const isExternal = link.outside !== null;
  return {
    linkId: link.id,
    // Empty for somebody outside, as purpose and name are.
    requestId: isExternal ? '' : request.id,
    purposeTitle: isExternal ? '' : request.rule.title,
    holderName: isExternal ? '' : request.requesterName,
    practiceName: practice.name,
    zone: practice.zone,
    /** When the link must be opened by, or, once opened, when listening ends. */
    until: link.opened?.until ?? link.openBy,
    accessUntil: grant.until,
    durationMs: sound?.durationMs ?? 0,
    bytes: sound?.bytes ?? 0,
    peaks: sound?.peaks ?? [],
    /** True when the person may save a copy. */
    mayCopy: mayCopy(link, grant, request),
    /** What somebody outside knows it by; null for our own people. */
    externalReference: isExternal ? request.caseId : null,
    /** Whether parts of what somebody outside hears are silent. */
    hasSilence: isExternal && (grant.redaction?.spans.length ?? 0) > 0,
  };
};

export type ClipPageView = Readonly<ReturnType<typeof clipPageView>>;
